import { cuts } from './allergies.ts'
import { cutBefore, part, phraseOf, type Clause, type Found } from './clause.ts'
import { set } from './clause.ts'
import { itemsOf } from './lists.ts'
import { oneOf, pattern } from './patterns.ts'
import { firstOf } from './sayings.ts'
import { topicOf } from './topic.ts'

const regimes = oneOf(`
  gluten[- ]free, dairy[- ]free, lactose[- ]free, sugar[- ]free, keto, ketogenic, paleo, halal, kosher,
  low[- ]carb, low[- ]fodmap, fodmap, vegan, vegetarian, plant[- ]based, mediterranean, low[- ]sodium,
  low[- ]salt, carnivore, raw food, pescatarian, diabetic, renal, jain
`)
const follows = pattern('d')`
  ^(?:i|we) (?:only |strictly )?(?:
    ${oneOf(`
      am on, are on, follow, am following, eat, keep, have, eat mostly, eat mainly, stick to, adhere to, do,
      am doing, went on, started
    `)}
  ) (?:an? |the |strictly |only )?(?:strict |mostly |strictly )?(?<what>${regimes})(?<diet> diet| food| meat)?(?: only)?(?= |$)
`
const saysSo =
  /^(?:i|we) (?:only |strictly )?(?:eat|keep|am on|are on|follow|do|am doing) (?:strictly |only |mostly )?\S+(?: \S+)?$/
const kinds = oneOf(`
  vegan, vegetarian, veggie, veg, pescatarian, pescetarian, flexitarian, omnivore, gluten[- ]free,
  plant[- ]based, fruitarian, lacto-vegetarian, eggetarian
`)
const being = pattern('d')`
  ^(?:i|we) (?:
    ${oneOf(`
      am, are, have been, went, became, have become, turned, have gone, am now, am going, have turned,
      was raised, was brought up, grew up
    `)}
  )(?:
    [ ](?:an?|strict|a strict|lifelong|a lifelong|mostly|fully|on a|committed|pure|a pure|strictly|100%)
  )* (?<what>${kinds})s?(?= |$)
`
const ended = pattern('d')`
  ^i (?:
    am no longer|am not|stopped being|quit being|have stopped being
  ) (?:an? )?(?<what>${kinds})(?<rest> any ?more| any longer|$|)
`
const notForLong = pattern('')`
  ^(?:
    for (?:a|one|two|three|this|the) |at heart|until|when (?!you)|on (?:weekends|mondays)|food|restaurant
    |recipes?|friends?|tonight|today|but only|curious|ish|leather|option
  )
`
const abstains = pattern('d')`
  ^(?:i|we) (?:
    ${oneOf(`
      do not, can not, never, no longer, have stopped, stopped, quit, gave up(?! on ), have given up(?! on ),
      have quit, am not allowed to, must not, cut out, have cut out, avoid, abstain from, stay away from,
      do not ever
    `)}
  ) ?(?:(?<verb>eat|eating|drink|drinking|touch|consume|consuming|have) )?(?<what>\S.*)$
`
const avoids = / (?:avoid|cut out|have cut out|gave up|have given up|quit|have quit|abstain from|stay away from) /
const teetotal = pattern('')`
  ^i (?:
    do not drink(?: at all| any ?more)?$|am (?:a )?(?:teetotal|teetotaler|teetotaller)\b
    |(?:no longer drink|(?:have )?(?:stopped|quit|given up|gave up) drinking)(?:
       $
       |[ ](?:
          for|since|last|in|when|completely|entirely|altogether|because|\S+ (?:days|weeks|months|years?) ago
        )\b
     )
  )
`
const smokes = pattern('d')`
  ^i (?:
    (?<no>do not|no longer|quit|have quit|stopped|gave up|have stopped|have given up|have not)[ ]
  )?(?:smoke|smoking|smoked|vape|vaping)(?= |$)
  |^i am a (?<non>non-|non )?(?:heavy |chain |social )?smoker$
`
const foods = set(`
  meat pork beef chicken fish seafood shellfish dairy milk cheese eggs egg gluten wheat bread sugar alcohol coffee
  caffeine nuts peanuts soy lamb poultry ham bacon carbs onions onion garlic mushrooms tomatoes sweets chocolate
  soda wine beer lactose salt red processed fried raw spicy animal animals honey sushi tofu rice pasta tea corn
  potatoes veal liver cilantro grains legumes nightshades butter cream yogurt spirits mutton prawns crab shrimp
  lobster octopus turkey duck rabbit venison gelatin gelatine msg
`)
const drinks = /^(?:alcohol|coffee|caffeine|tea|wine|beer|soda|spirits|milk)$/
const trailing = /^(?:any ?more|anymore|any|longer|at|all|either|for|though|now|products|stuff|it|life)$/

const diet = (text: string, what: string, polarity: 1 | -1, importance: number): Found => ({
  text,
  slot: 'diet',
  topic: topicOf('diet', what),
  polarity,
  importance,
})
const noEating = (verb: string, raw: string): Found => ({
  text: `Does not ${verb} ${raw}`,
  topic: topicOf(verb, raw),
  polarity: -1,
  importance: 0.8,
})
const named = (what: string): string => (/^(?:veg|veggies?)$/.test(what) ? 'vegetarian' : what.replace(/s$/, ''))

function abstinence(clause: Clause, verb: string, what: ReturnType<typeof part>): Found[] | undefined {
  if (verb === '' && !avoids.test(` ${clause.text.split(' ').slice(0, 5).join(' ')} `)) return undefined
  const found = itemsOf(clause, cutBefore(clause, what, set([...cuts].join(' ') + ' for due on in at except'))).flatMap(
    ({ words }) => {
      const kept = words.filter(({ text }, at) => (at > 0 || !/^(?:any|the|all)$/.test(text)) && !trailing.test(text))
      const thing = phraseOf(clause.message, kept)
      const isFood = kept.length <= 3 && (foods.has(kept[0]?.text ?? '') || foods.has(kept.at(-1)?.text ?? ''))
      if (!isFood) return []
      return [noEating(verb.startsWith('drink') || drinks.test(thing.text) ? 'drink' : 'eat', thing.raw)]
    },
  )
  return found.length > 0 ? found : undefined
}

/** What somebody eats and drinks, and what they do not. */
export const diets = firstOf([
  [
    ended,
    (taken, clause) =>
      !clause.text.startsWith('i am not') || taken('rest').text !== ''
        ? [diet(`No longer ${taken('what').text}`, taken('what').text, -1, 0.9)]
        : [],
  ],
  [
    being,
    (taken, clause) => {
      const what = named(taken('what').text)
      return notForLong.test(part(clause, taken.next).text) ? [] : [diet(`Is ${what}`, what, 1, 0.95)]
    },
  ],
  [
    follows,
    (taken, clause) => {
      const what = taken('what').raw.toLowerCase()
      if (taken('diet').text === '' && !saysSo.test(clause.text)) return undefined
      return [diet(`Follows a ${what} diet`, what, 1, 0.9)]
    },
  ],
  [
    smokes,
    (taken, clause) => {
      const no = taken('no').text !== '' || taken('non').text !== '' || /non-?smoker/.test(clause.text)
      return [
        {
          text: no ? 'Does not smoke' : 'Smokes',
          slot: 'smoking',
          topic: 'habit:smoke',
          polarity: no ? -1 : 1,
          importance: 0.8,
        },
      ]
    },
  ],
  [
    /^(?:i|we) do not (?:drink (?:or|and) smoke|smoke (?:or|and) drink|drink alcohol or smoke)\b/,
    () => [
      noEating('drink', 'alcohol'),
      { text: 'Does not smoke', slot: 'smoking', topic: 'habit:smoke', polarity: -1, importance: 0.8 },
    ],
  ],
  [
    /^i (?:do|am doing|practise|practice|am) intermittent fasting\b/,
    () => [diet('Does intermittent fasting', 'intermittent fasting', 1, 0.8)],
  ],
  [teetotal, () => [noEating('drink', 'alcohol')]],
  [abstains, (taken, clause) => abstinence(clause, taken('verb').text, taken('what'))],
])
