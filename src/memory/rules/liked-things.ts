import { cutBefore, phraseOf, set, withoutSpeaker, type Clause, type Found, type Phrase } from './clause.ts'
import { itemsOf } from './lists.ts'
import { oneOf, pattern } from './patterns.ts'
import { topicOf } from './topic.ts'

const cuts = set(`
  too for because that which who when where while if whenever although though since as so anymore whose until till
  after before unless btw lol than how what especially but or-something these tbh compared instead : cause my i we
  you than
`)
/** "I like to walk my dog" goes on after "my". */
const infinitiveCuts = set([...cuts].filter((word) => word !== 'my' && word !== 'for').join(' '))
/** What stands here is no thing that would still be liked tomorrow. */
const noThing = set(`
  it this that these those yours mine ours theirs hers you him her them what how when where who why if your his
  their its our my me us myself yourself himself everything nothing something anything one ones another all both
  each every some any most more much such there here being feeling having knowing seeing getting waking not no
  never thinking going hearing someone somebody anyone nobody everyone everybody people-who u ya whatever whenever
  which the-way so too as by with for from about at on in of to-be doing talking speaking chatting
`)
const fleeting = pattern('')`
  \b(?:
    you|your|you're|idea|answer|answers|one|suggestion|suggestions|option|options|version|response|reply|sound
    |look|looks|way|fact|thing|things|part|first|second|third|last|previous|above|today|tonight|now|yesterday
    |right now|this|these|that|here|there|it|them|him|her|he|she|they|myself|life|everything|nothing|how|what
    |everyone|everybody|nobody|anyone|anything|bot|app|website|conversation|chat|explanation|ending|beginning
    |intro|title|tone|format|font|layout|design|plot|chapter|paragraph|wording|phrasing|outcome|result|story
    |poem|joke|same|other|others|(?:the|your) new|moment|point|lot|sorry|die|dying|kill|killing|death|living
    |body|face|existing|alive|hurting|cutting
  )\b
`
const dangling =
  /^(?:a lot|so much|very much|the most|best|most|better|more|less|too|as well|it|so|to|the|a|an|both|all|at all|the same)$/
const trailing = new Set(
  oneOf(
    `
    to be honest, honestly, after all, all the time, every day, hands down, a lot, so much, very much, too much,
    too, as well, the most, the best, more than anything, best, most, at all, anymore, any more, any longer,
    these days, lately, recently, at the moment, nowadays, rn, tbh, ngl, btw, lol, as hell, af, so, though,
    either, now, again, please, sometimes, in general, of course, right now, and stuff, and such, and so on,
    etc, and more, especially, next, with, for, of, in, on, at, to, from, by
  `,
  )
    .split('|')
    .concat(','),
)

/** How many words are left without those that only end what is said. */
function endOf(words: Phrase['words']): number {
  let end = words.length
  for (let count = 4; count > 0 && end > 0; count--) {
    const last = words.slice(Math.max(0, end - count), end).map(({ text }) => text)
    if (last.length === count && trailing.has(last.join(' '))) [end, count] = [end - count, 5]
  }
  return end
}

const noDoing = pattern('')`
  ^to (?:be|have|know|see|hear|say|think|feel|ask|go back|talk to you|get|die|believe|point|hurt|cut)\b
  |^to (?:take|make|do|give|put|use|keep|let|bring|come|go|try|help|work)$
`
/** What has a verb is a sentence, and no thing. */
const verbal = pattern('')`
  ^(?:
    did|can|of|and|or|want|need|hope|wish|have|has|got|get|going|trying|but|plus|then|thinking
    |an? (?:good|nice|great|bit|little|lot|few|real|well|proper)
  )\b
  |\b(?:is|are|was|were|would|will|am|do|does)\b
`

/** A phrase as what can be liked, where it is that. */
export function asThing(clause: Clause, phrase: Phrase): Phrase | undefined {
  const words = phrase.words.slice(0, endOf(phrase.words))
  const articleless = /^(?:the|a|an|some|any|eating|drinking)$/.test(words[0]?.text ?? '') ? words.slice(1) : words
  const thing = phraseOf(clause.message, words)
  const first = articleless[0]?.text ?? ''
  if (
    words.length === 0 ||
    words.length > (words[0]?.text === 'to' ? 11 : 8) ||
    thing.raw.length > 80 ||
    noThing.has(words[0]?.text ?? '') ||
    noThing.has(first)
  )
    return undefined
  if (dangling.test(thing.text) || fleeting.test(thing.text) || !/\p{L}{2}/u.test(thing.raw)) return undefined
  if (noDoing.test(thing.text) || verbal.test(thing.text)) return undefined
  if (/[^\p{L}\p{N}\p{M}\s'’.,&/+#!:()-]/u.test(thing.raw)) return undefined
  return thing
}

/** "Likes eating pizza" and "Likes to eat pizza" are both about pizza. */
const about = (text: string): string =>
  text
    .replace(
      /^(?:to )?(?:eat|eating|drink|drinking|listening to|listen to|watching|watch|play|playing|reading|read) (?=\S)/,
      '',
    )
    .replace(/^to /, '')

/** What somebody thinks of a thing. */
export const tasteOf = (verb: string, thing: string, polarity: 1 | -1): Found => ({
  text: `${verb} ${withoutSpeaker(thing)}`,
  topic: topicOf('like', about(thing.toLowerCase())),
  polarity,
  importance: 0.5,
})

/** What somebody thinks of each thing that a phrase lists. */
export function tastes(clause: Clause, phrase: Phrase, verb: string, polarity: 1 | -1): Found[] {
  // Where what follows has a subject of its own it is not a thing that is liked.
  const whole = cutBefore(clause, phrase, phrase.text.startsWith('to ') ? infinitiveCuts : cuts)
  if (/^(?:you|i|we|it|he|she|they)$/.test(whole.words[0]?.text ?? '')) return []
  const cut = phrase.words[whole.words.length]?.text
  if (cut === 'that' || cut === 'how' || cut === 'what' || cut === 'who' || cut === 'you') return []
  if (cut === 'when' && whole.words.length === 0) return []
  return itemsOf(clause, whole)
    .map((item) => asThing(clause, item))
    .filter((thing) => thing !== undefined)
    .map((thing) => tasteOf(verb, thing.raw, polarity))
}
