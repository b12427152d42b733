import { phraseOf, type Clause } from './clause.ts'
import { givenNames } from './given-names.ts'
import { afterGreeting } from './greetings.ts'
import { isSign, openingOf } from './openings.ts'
import { pattern } from './patterns.ts'
import { coined, textOf, type Word } from './words.ts'

const attributes = pattern('')`
  ^(?:my )?(?:
    (?:full |first |last |nick|preferred )?name|nickname|surname|age|dob|d\.o\.b|date of birth|birthday|job
    |occupation|profession|home ?town|mother tongue|(?:native|first) language|favourite \S+(?: \S+)?|allergies
    |allergy|diet|hobbies|hobby|pronouns|blood (?:type|group)|employer|major|goal|dream
  ) (?<is>is|are|:|(?=\d))
`

const listed = pattern('')`
  ^(?:
    languages|kids|children|daughters|sons|sisters|brothers|siblings|grandchildren|pets|dogs|cats|horses|rabbits
    |kittens|puppies|hens|chickens
  )$
`
const mostRead = 60

/** "Me and my girlfriend live in Ulm" as "we live in Ulm". */
function asOne(words: readonly Word[]): readonly Word[] {
  if (!/^me and my \S+ \S/.test(textOf(words.slice(0, 5)))) return words
  const until = givenNames.has(words[4]?.text ?? '') ? 5 : 4
  return [...coined('we', words[0]), ...words.slice(until)]
}

/** A sentence that says of what it speaks and not whose that is: "name: Ada", "mother tongue is Tamil". */
export function asStatement(said: readonly Word[]): readonly Word[] {
  // "Two cats: Tom and Jerry" names them.
  const words = said.map((word, at) =>
    word.text === ':' && listed.test(said[at - 1]?.text ?? '') ? { ...word, text: ',' } : word,
  )
  const head = asOne(afterGreeting(words))
  const greeting = words.slice(0, words.length - afterGreeting(words).length)
  const match = attributes.exec(textOf(head.slice(0, 7)))
  if (!match) return [...greeting, ...head]
  const is = match.groups?.['is'] ?? ''
  const from = match[0].trim().split(' ').length - (is === '' ? 0 : 1)
  const thing = head.slice(0, from)
  const subject = thing[0]?.text === 'my' ? thing : [...coined('my', thing[0]), ...thing]
  const verb = /^my (?:allergies|hobbies|pronouns)\b/.test(textOf(subject)) ? 'are' : 'is'
  const rest = head.slice(is === '' ? from : from + 1)
  return [...greeting, ...subject, ...coined(/^are$/.test(is) ? is : verb, rest[0]), ...rest]
}

/** The words without what leads to them, and with a subject where "just moved to Oslo" is said by whoever moved. */
export function withSubject(spoken: readonly Word[]): readonly Word[] {
  const words = afterGreeting(spoken)
  const isLed = spoken.slice(0, spoken.length - words.length).some(({ text }) => isSign(text))
  const opening = openingOf(words.slice(0, mostRead), isLed)
  return opening ? [...coined(opening.says, words[0]), ...words.slice(opening.skips)] : words
}

const identity = pattern('')`
  ^(?:speaking )?(?:as|being) (?<who>
    an? (?!
      hypothetical|joke|test|thought|example|result|matter|rule|treat|bonus|side|whole|reminder|favou?r|kid
      |child|teen
    )\S.*
    |someone (?:with|who has|who is|living with) \S.*|a person with \S.*
  )$
`
const addresses = pattern('')`
  ^(?:
    i|my|we
    |(?:
       what|how|which|where|is|are|can|could|should|do|am|would|will|any|suggest|recommend|give|please
     ) (?:\S+ )*?(?:i|my|me|it|there|ideas?)
  )[ ]
`

/** "As a nurse, I ..." says what somebody is, "as someone with asthma" what they have. */
export function asIdentity(clause: Clause, at: number, clauses: readonly Clause[]): Clause {
  const who = identity.exec(clause.text)?.groups?.['who']
  const first = clause.words[0]
  if (who === undefined || !first || !addresses.test(`${clauses[at + 1]?.text ?? ''} `)) return clause
  const lead = /^(?:someone|a person) (?:with|who has|who is|living with) /.exec(who)?.[0] ?? ''
  const has = lead !== '' && !lead.includes('who is')
  const rest = clause.words.slice(clause.words.length - who.split(' ').length + lead.split(' ').length - 1)
  return {
    ...clause,
    ...phraseOf(clause.message, [{ ...first, text: 'i' }, { ...first, text: has ? 'have' : 'am' }, ...rest]),
  }
}

const dayFirst = pattern('')`
  ^(?:
    next (?:week|month|year|\S+day)|tomorrow|on \S+day|this (?:\S+day|weekend)
    |in (?:a|two|three|\d+) (?:days?|weeks?|months?)
    |in (?:january|february|march|april|may|june|july|august|september|october|november|december)
  )(?= (?:i|we) |$)
`

/** "Next week I'm moving" is read as "I'm moving next week". */
export function withDay(clause: Clause, at: number, clauses: readonly Clause[]): Clause {
  const turned = (words: readonly Word[], text: string): Clause => ({ ...clause, words, text })
  const [own, before] = [dayFirst.exec(clause.text)?.[0], dayFirst.exec(clauses[at - 1]?.text ?? '')?.[0]]
  if (own !== undefined && own !== clause.text) {
    const count = own.split(' ').length
    return turned(
      [...clause.words.slice(count), ...clause.words.slice(0, count)],
      `${clause.text.slice(own.length + 1)} ${own}`,
    )
  }
  if (before === undefined || before !== clauses[at - 1]?.text || !/^(?:i|we) /.test(clause.text)) return clause
  return turned([...clause.words, ...(clauses[at - 1]?.words ?? [])], `${clause.text} ${before}`)
}
