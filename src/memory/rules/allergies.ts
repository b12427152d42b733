import { cutBefore, phraseOf, set, withoutSpeaker, type Clause, type Found, type Phrase } from './clause.ts'
import { itemsOf } from './lists.ts'
import { oneOf, pattern } from './patterns.ts'
import { firstOf } from './sayings.ts'
import { topicOf } from './topic.ts'

const degree = `(?:(?:${oneOf(`
  severely, highly, deathly, mildly, slightly, terribly, seriously, badly, dangerously, extremely, violently,
  a bit, a little, somewhat, horribly, allergic and, fatally, lethally, massively
`)}) )*`
const allergic = new RegExp(
  String.raw`^(?:i|we) (?:am|are|have been|became|got) ${degree}(?:allergic|hypersensitive) (?:to|against) (?<what>\S.*)$`,
  'd',
)
const hasAllergy = pattern('d')`
  ^i (?:have|suffer from|developed|have developed|got|am having) (?:an? |some |multiple |several )?(?:
    (?:
      ${oneOf(`
        severe, bad, mild, serious, life-threatening, strong, terrible, slight, deadly, known, food
      `)}
    )[ ]
  )*(?<kind>(?:(?!no |not )\S+ ){0,2}?)(?:allergy|allergies|anaphylaxis)(?: here)?(?: ,? ?btw)?(?:
    [ ](?:to|against) (?<what>\S.*)|(?<more> (?:and|,) .*)
  )?$
`
const myAllergies =
  /^my (?:(?:only|main|food|known) )*(?:allergy|allergies) (?:is|are|include|includes) (?:to )?(?<what>\S.*)$/d
const noLonger = /^i (?:am no longer|am not|have outgrown my|outgrew my) (?:allergic to |allergy to )?(?<what>\S.*)$/d
const sensitive = oneOf('lactose, gluten, fructose, histamine, caffeine, dairy, wheat, soy, sugar, milk, egg')
const intolerant = pattern('d')`
  ^(?:i|we) (?:am|are|have been) (?:\S+ly )?(?:
    (?<what>${sensitive})[- ]?intolerant(?= |$)|intolerant (?:to|of) (?<to>\S.*)$
  )
`
const hasIntolerance = new RegExp(
  String.raw`^i have (?:an? )?(?:\S+ )?(?<what>${sensitive}|food) (?:intolerance|sensitivity)(?= |$)`,
  'd',
)
const reacts = pattern('d')`
  ^i (?:get|break out in|come out in|have) (?:
    hives|a rash|anaphylaxis|an allergic reaction
  ) (?:from|to|when i eat|if i eat|after eating) (?<what>\S+(?: \S+)?)$
`
const sensitivity = pattern('d')`
  ^i am (?:very |really |quite )?sensitive to (?<what>
    gluten|dairy|lactose|caffeine|alcohol|penicillin|latex|perfumes?|scents?|fragrances?|loud noises?
    |bright lights?|light|noise|nickel|msg|sulfites|histamine
  )(?= |$)
`
const causes = pattern('d')`
  ^(?<what>(?!it |this |that |you |he |she |they |we |i |my |your |everything |nothing )\S+(?: \S+)?) (?:
    ${oneOf(`
      gives? me hives, gives? me a rash, makes? me break out(?: in (?:hives|a rash))?,
      sends? me into anaphylaxis, makes? my throat swell
    `)}
  )(?= |$)
`

export const cuts = set(`
  because that which who when where while if although though since as so whose until till after before btw lol
  than and-also especially i we my but : or-something this since please what can
`)
const joking = pattern('')`
  \b(?:
    mornings?|mondays?|work|working|people|bullshit|stupidity|stupid|drama|bs|sport|sports|exercise|exercising
    |effort|responsibilit\w+|early|him|her|you|your|it|this|that|them|math|maths|homework|commitment|humans?
    |fun|losing|feelings|love|everything|nonsense|idiots?|school|life|adulting|small talk|cleaning|cooking
    |politics|meetings|emails|being|politicians|bad \S+|something|anything|nothing|certain|some|things|stuff
    |what|laziness|winter|happiness|success|failure|waking|money|spending|bills|taxes|traffic|chores|studying
    |liars?|lies|bosses|myself|men|women|boys|girls|dating|romance|relationships|cardio|gym|fitness|ironing
    |alarms?|decaf|hard work|bad vibes|negativity|broke\S*|poverty|capitalism
  )\b
`
const joining = /\b(?:is|are|am|was|do|does|have|has|can|will|would|not)\b/
const vague =
  /^(?:an?|some|food|severe|bad|terrible|no|seasonal|skin|the|my|many|lots of|different|any|mild|weird|strange)?$/
/** They are said of many where one is named: "a peanut allergy". */
const counted = set(`
  nut peanut egg cat dog bee wasp tomato strawberry almond cashew hazelnut walnut pistachio tree-nut mushroom
  horse onion potato apple banana peach oyster prawn crab
`)
const leading = /^(?:the|all|most|any|both|to|several|also|even|some|certain)$/
const trailing = /^(?:too|though|either|now|sadly|unfortunately|actually|right|apparently|btw|lol)$/

const inPlural = (thing: string): string =>
  thing.endsWith('o') ? `${thing}es` : thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`

const allergen = (raw: string): Found => {
  const thing = withoutSpeaker(raw)
  const named = counted.has(thing.split(' ').at(-1)?.toLowerCase() ?? '') ? inPlural(thing) : thing
  return { text: `Allergic to ${named}`, topic: topicOf('allergy', named), polarity: 1, importance: 1 }
}

function allergens(clause: Clause, phrase: Phrase): Found[] {
  return itemsOf(clause, cutBefore(clause, phrase, cuts))
    .map(({ words }) => {
      const kept = words.filter(({ text }, at) => at > 0 || !leading.test(text))
      const end = kept.findIndex(({ text }) => trailing.test(text))
      return phraseOf(clause.message, end > 0 ? kept.slice(0, end) : kept)
    })
    .filter(
      ({ text, words, raw }) =>
        text !== '' &&
        words.length <= 4 &&
        !joining.test(text) &&
        !joking.test(text) &&
        /^[\p{L}\p{N}\p{M}\s'’(),/.-]+$/u.test(raw),
    )
    .map(({ raw }) => allergen(raw))
}

const intolerance = (what: string): Found[] =>
  joining.test(what) || joking.test(what)
    ? []
    : [{ text: `Is ${what} intolerant`, topic: topicOf('intolerance', what), polarity: 1, importance: 0.95 }]

/** What somebody cannot stand, by their body and not by their taste. */
export const allergies = firstOf([
  [allergic, (taken, clause) => allergens(clause, taken('what'))],
  [myAllergies, (taken, clause) => allergens(clause, taken('what'))],
  [
    hasAllergy,
    (taken, clause) => {
      if (taken('what').text !== '') return allergens(clause, taken('what'))
      const kind = taken('kind')
      if (kind.text === 'seasonal')
        return [{ text: 'Has seasonal allergies', topic: 'health:seasonal allergies', polarity: 1, importance: 0.95 }]
      return vague.test(kind.text) || joking.test(kind.text)
        ? []
        : itemsOf(clause, kind).map(({ raw }) => allergen(raw))
    },
  ],
  [
    noLonger,
    (taken, clause) => {
      if (!/\ballerg|\boutgr/.test(clause.text) || !/no longer|any ?more|outgr/.test(clause.text)) return undefined
      return allergens(clause, cutBefore(clause, taken('what'), set('any anymore'))).map((found) => ({
        ...found,
        text: found.text.replace('Allergic', 'No longer allergic'),
        polarity: -1 as const,
      }))
    },
  ],
  [reacts, (taken, clause) => allergens(clause, taken('what'))],
  [causes, (taken) => [allergen(taken('what').raw)]],
  [
    intolerant,
    (taken, clause) => intolerance(taken('what').text || cutBefore(clause, taken('to'), cuts).raw.toLowerCase()),
  ],
  [
    sensitivity,
    (taken) => [
      {
        text: `Is sensitive to ${taken('what').raw}`,
        topic: topicOf('intolerance', taken('what').raw),
        polarity: 1,
        importance: 0.95,
      },
    ],
  ],
  [hasIntolerance, (taken) => intolerance(taken('what').text)],
])
