import {
  cutBefore,
  part,
  phraseOf,
  set,
  take,
  withoutSpeaker,
  type Clause,
  type Found,
  type Phrase,
  type Rule,
} from './clause.ts'
import { isCondition, isMedicine } from './conditions.ts'
import { itemsOf } from './lists.ts'
import { topicOf } from './topic.ts'

const degree =
  '(?:(?:severely|highly|deathly|mildly|slightly|terribly|seriously|badly|dangerously|extremely|violently|a bit|a little|somewhat|horribly|allergic and) )*'
const allergic = new RegExp(
  String.raw`^(?:i|we) (?:am|have been|became|got) ${degree}(?:allergic|hypersensitive) (?:to|against) (?<what>\S.*)$`,
  'd',
)
const hasAllergy =
  /^i (?:have|suffer from|developed|have developed|got) (?:an? |some |multiple |several )?(?:(?:severe|bad|mild|serious|life-threatening|strong|terrible|slight|deadly|known|food) )*(?<kind>(?:(?!no |not )\S+ ){0,2}?)(?:allergy|allergies|anaphylaxis)(?: (?:to|against) (?<what>\S.*))?$/d
const myAllergies =
  /^my (?:(?:only|main|food|known) )*(?:allergy|allergies) (?:is|are|include|includes) (?:to )?(?<what>\S.*)$/d
const noLongerAllergic =
  /^i (?:am no longer|am not|have outgrown my|outgrew my) (?:allergic to |allergy to )?(?<what>\S.*)$/d
const intolerant =
  /^i (?:am|have been) (?<what>lactose|gluten|fructose|histamine|caffeine|dairy|wheat|soy|sugar|milk|egg)[- ]?intolerant(?= |$)|^i am intolerant (?:to|of) (?<to>\S.*)$/d
const hasIntolerance =
  /^i have (?:an? )?(?:\S+ )?(?<what>lactose|gluten|fructose|histamine|dairy|wheat|milk|egg|soy|food) (?:intolerance|sensitivity)(?= |$)/d
const causes =
  /^(?<what>(?!it |this |that |you |he |she |they |we |i |my |your |everything |nothing )\S+(?: \S+)?) (?:gives? me hives|gives? me a rash|makes? me break out(?: in hives)?|sends? me into anaphylaxis)(?= |$)/d

const cuts = set(
  'because that which who when where while if although though since as so whose until till after before btw lol than and-also especially i we my but : or-something this since please',
)
const joking =
  /\b(?:mornings?|mondays?|work|working|people|bullshit|stupidity|stupid|drama|bs|sport|sports|exercise|exercising|effort|responsibilit\w+|early|him|her|you|your|it|this|that|them|math|maths|homework|commitment|humans?|fun|losing|feelings|love|everything|nonsense|idiots?|school|life|adulting|small talk|cleaning|cooking|politics|meetings|emails|being|politicians|bad \S+|something|anything|nothing|certain|some|things|stuff|what)\b/

const vagueKinds =
  /^(?:an?|some|food|severe|bad|terrible|no|seasonal|skin|the|my|many|lots of|different|any|mild|weird|strange)?$/

const plurals = set(
  'nut peanut egg cat dog bee wasp tomato strawberry almond cashew hazelnut walnut pistachio tree-nut mushroom horse onion potato apple banana peach oyster prawn shrimp crab',
)

const allergen = (raw: string): Found => {
  const thing = withoutSpeaker(raw)
  const last = thing.split(' ').at(-1)?.toLowerCase() ?? ''
  const named = plurals.has(last)
    ? last.endsWith('o')
      ? `${thing}es`
      : /(?:y)$/.test(last)
        ? `${thing.slice(0, -1)}ies`
        : `${thing}s`
    : thing
  return { text: `Allergic to ${named}`, slot: null, topic: topicOf('allergy', named), polarity: 1, importance: 1 }
}

function allergens(clause: Clause, phrase: Phrase): Found[] {
  const whole = cutBefore(clause, phrase, cuts)
  return itemsOf(clause, whole)
    .map((item) => {
      const words = item.words.filter(
        ({ text }, at) => at > 0 || !/^(?:the|all|most|any|both|to|several|also|even|some|certain)$/.test(text),
      )
      const only = words.findIndex(({ text }) =>
        /^(?:too|though|either|now|sadly|unfortunately|actually|right|apparently|btw)$/.test(text),
      )
      return phraseOf(clause.message, only > 0 ? words.slice(0, only) : words)
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
const joining = /\b(?:is|are|am|was|do|does|have|has|can|will|would|not)\b/

const condition = (raw: string): Found => ({
  text: `Has ${withoutSpeaker(raw)}`,
  slot: null,
  topic: topicOf('health', raw),
  polarity: 1,
  importance: 0.95,
})

const has =
  /^i (?:have|suffer from|live with|am living with|struggle with|have had|deal with|am dealing with|battle|have been living with|have been struggling with|have been dealing with|developed|have developed|was born with|am recovering from|am a survivor of) (?:(?:chronic|severe|mild|bad|an?|some|the|my|moderate|a mild case of|a history of|a form of|early|terrible|recurring|frequent) )*?(?<what>\S.*)$/d
const diagnosed = /^i (?:have been|was|got|am) (?:\S+ )?diagnosed (?:with|as) (?:having )?(?<what>\S.*)$/d
const is =
  /^i (?:am|became|have become|turned out to be|was born) (?:an? |in |on |registered |legally |partially |severely |clinically |insulin[- ]dependent |totally |type (?:1|2|one|two) |t[12] |profoundly )*(?<what>(?:diabetic|asthmatic|epileptic|autistic|dyslexic|dyspraxic|hypoglyc(?:a)?emic|an(?:a)?emic|ha?emophiliac|coeliac|celiac|colou?r[- ]?blind|deaf|blind|hard of hearing|visually impaired|hearing impaired|neurodivergent|immunocompromised|hiv positive|paraplegic|quadriplegic|an amputee|amputee|arthritic|hypertensive|hypothyroid|narcoleptic|left-handed|left handed|ambidextrous|pregnant|a recovering alcoholic|recovering alcoholic|a recovering addict|wheelchair user|a wheelchair|bipolar))(?= and | ,|$| so | since | in | for | from | with | too$| as | who | but )/d
const weeksPregnant = /^i am (?<what>\S+ (?:weeks|months) pregnant)(?= |$)/d
const sober =
  /^i (?:am|have been) (?:(?<count>\S+ (?:days|weeks|months|years)) )?(?:sober|clean)(?: (?:for|since) (?<since>.+))?$/d
const takes =
  /^i (?:take|am taking|am on|have been taking|have been on|use|am prescribed|was prescribed|have been prescribed|started taking|have started taking|inject|need to take|have to take) (?<what>\S.*)$/d
const onDiet =
  /^(?:i|we) (?:am on|follow|am following|eat|keep|have|stick to|adhere to|do|am doing|went on|started) (?:an? |the |strictly )?(?:strict |mostly |strictly )?(?<what>(?:gluten[- ]free|dairy[- ]free|lactose[- ]free|sugar[- ]free|keto|ketogenic|paleo|halal|kosher|low[- ]carb|low[- ]fodmap|fodmap|vegan|vegetarian|plant[- ]based|mediterranean|low[- ]sodium|low[- ]salt|carnivore|raw food|pescatarian|diabetic|renal))(?: diet| food| only|)(?= |$)/d
const diets =
  /^(?:i|we) (?:am|are|have been|went|became|have become|turned|have gone|am now|am going|have turned)(?: (?:an?|strict|a strict|lifelong|a lifelong|mostly|fully|on a|committed))* (?<what>vegan|vegetarian|pescatarian|pescetarian|flexitarian|omnivore|gluten[- ]free|plant[- ]based|fruitarian|lacto-vegetarian)(?= |$)/d
const noLongerDiet =
  /^i (?:am no longer|am not|stopped being|quit being|have stopped being) (?:an? )?(?<what>vegan|vegetarian|pescatarian|flexitarian|gluten[- ]free)(?<rest> any ?more| any longer|$|)/d
const abstains =
  /^(?:i|we) (?:do not|can not|never|no longer|have stopped|stopped|quit|(?:gave|have given) up(?! on )|have quit|am not allowed to|must not|cut out|have cut out|avoid|abstain from) ?(?:(?<verb>eat|eating|drink|drinking|touch|consume|consuming|have) )?(?<what>\S.*)$/d
const smokes =
  /^i (?:(?<no>do not|no longer|quit|have quit|stopped|gave up|have stopped|have given up) )?(?:smoke|smoking|vape|vaping)(?= |$)|^i am a (?<non>non-|non )?(?:heavy |chain |social )?smoker$/d
const foods = set(
  'meat pork beef chicken fish seafood shellfish dairy milk cheese eggs egg gluten wheat bread sugar alcohol coffee caffeine nuts peanuts soy lamb poultry ham bacon carbs onions garlic mushrooms tomatoes sweets chocolate soda wine beer lactose salt red processed fried raw spicy animal animals honey sushi tofu rice pasta tea corn potatoes veal liver cilantro grains legumes nightshades butter cream yogurt spirits',
)
const afterCondition = set(
  'which that so and-i because since but when if where who while though although as i my for from after about until till due right today tonight again : last this two three recently years months ago',
)

function conditions(clause: Clause, phrase: Phrase, certain: boolean): Found[] {
  const whole = cutBefore(clause, phrase, afterCondition)
  const next = phrase.words[whole.words.length]?.text
  if (next === 'about' || next === 'that' || next === 'today' || next === 'tonight' || next === 'right') return []
  return itemsOf(clause, whole)
    .filter(
      ({ text, words }) =>
        words.length <= 6 &&
        (isCondition(text) ||
          (certain &&
            words.length <= 5 &&
            !/^(?:it|this|that|a lot|something|nothing|what|no|by|at|last|the same)\b/.test(text))),
    )
    .map(({ raw }) => condition(raw.replace(/^(?:the|my) /i, '')))
}

const noEating = (verb: string, raw: string): Found => ({
  text: `Does not ${verb} ${raw}`,
  slot: null,
  topic: topicOf(verb, raw),
  polarity: -1,
  importance: 0.8,
})

function abstinence(clause: Clause): Found[] {
  const told = take(clause, abstains)
  if (!told) return []
  const verb = told('verb').text
  const whole = cutBefore(clause, told('what'), cuts)
  const avoids = / (?:avoid|cut out|have cut out|gave up|have given up|quit|have quit|abstain from) /.test(
    ` ${clause.text.split(' ').slice(0, 5).join(' ')} `,
  )
  if (verb === '' && !avoids) return []
  return itemsOf(clause, whole).flatMap((item) => {
    const words = item.words.filter(
      ({ text }, at) =>
        (at > 0 || !/^(?:any|the|all)$/.test(text)) &&
        !/^(?:any ?more|anymore|any|longer|at|all|either|for|though|now)$/.test(text),
    )
    const thing = phraseOf(clause.message, words)
    const isFood = words.length <= 3 && (foods.has(words[0]?.text ?? '') || foods.has(words.at(-1)?.text ?? ''))
    if (!isFood) return []
    const drinks =
      verb.startsWith('drink') || /^(?:alcohol|coffee|caffeine|tea|wine|beer|soda|spirits|milk)$/.test(thing.text)
    return [noEating(drinks ? 'drink' : 'eat', thing.raw)]
  })
}

const teetotal =
  /^i (?:do not drink(?: at all| any ?more)?$|(?:no longer drink|(?:have )?(?:stopped|quit|given up|gave up) drinking)(?:$| (?:for|since|last|in|when|completely|entirely|altogether|because|\S+ (?:days|weeks|months|years?) ago)\b))/

/** A dose, or what it is for, tells that something is taken as a medicine. */
const asMedicine =
  /\b\d+ ?(?:mg|mcg|ug|ml|iu|units?)\b|\bfor my (?!birthday|trip|holiday|dog|cat|kids|family|friends|boss|class|exam)|\b(?:twice|once|three times) (?:a|per) (?:day|week)\b|\bevery (?:day|morning|night|evening|12 hours|8 hours)\b/

function medicines(clause: Clause): Found[] {
  const taking = take(clause, takes)
  if (!taking) return []
  const whole = cutBefore(
    clause,
    taking('what'),
    set(
      'because which that so but since when if i my for every daily twice once three in at before after to with each as from on : while',
    ),
  )
  const dosed = asMedicine.test(clause.text)
  return itemsOf(clause, whole).flatMap((item) => {
    const words = item.words.filter(
      ({ text }) =>
        !/^(?:a|an|the|some|my|of|daily|tablets?|pills?|medication|medicine|meds|low|dose|high)$/.test(text),
    )
    const name = words.find(({ text }) => isMedicine(text))
    const isDose = dosed && /\d+ ?(?:mg|mcg|ml|iu)\b/.test(item.text)
    if (!name && !isDose) return []
    return [
      {
        text: `Takes ${withoutSpeaker(item.raw.replace(/^(?:my|the|some) /i, ''))}`,
        slot: null,
        topic: topicOf('medicine', name?.text ?? item.raw),
        polarity: 1 as const,
        importance: 0.95,
      },
    ]
  })
}

export const health: Rule = (clause) => {
  const { text } = clause
  const to = take(clause, allergic) ?? take(clause, myAllergies)
  if (to) return allergens(clause, to('what'))
  const allergy = take(clause, hasAllergy)
  if (allergy) {
    const what = allergy('what')
    if (what.text !== '') return allergens(clause, what)
    const kind = allergy('kind')
    if (kind.text === 'seasonal') return [condition('seasonal allergies')]
    return vagueKinds.test(kind.text) || joking.test(kind.text)
      ? []
      : itemsOf(clause, kind).map(({ raw }) => allergen(raw))
  }
  const outgrown = take(clause, noLongerAllergic)
  if (outgrown && /\ballerg|\boutgr/.test(text) && /no longer|any ?more|outgr/.test(text))
    return allergens(clause, cutBefore(clause, outgrown('what'), set('any anymore'))).map((found) => ({
      ...found,
      text: found.text.replace('Allergic', 'No longer allergic'),
      polarity: -1 as const,
    }))
  const hives = take(clause, causes)
  if (hives) return [allergen(hives('what').raw)]
  const intolerance = take(clause, intolerant) ?? take(clause, hasIntolerance)
  if (intolerance) {
    const what = intolerance('what').raw.replace(/[- ]?intolerant$/i, '') || intolerance('to').raw
    return joking.test(what.toLowerCase())
      ? []
      : [
          {
            text: `Is ${what.toLowerCase()} intolerant`,
            slot: null,
            topic: topicOf('intolerance', what),
            polarity: 1,
            importance: 0.95,
          },
        ]
  }
  const formerly = take(clause, noLongerDiet)
  if (formerly) {
    const ended = !text.startsWith('i am not') || formerly('rest').text !== ''
    return ended
      ? [
          {
            text: `No longer ${formerly('what').raw}`,
            slot: 'diet',
            topic: topicOf('diet', formerly('what').raw),
            polarity: -1,
            importance: 0.9,
          },
        ]
      : []
  }
  const diet = take(clause, diets)
  if (diet) {
    const rest = part(clause, diet.next).text
    if (
      /^(?:for (?:a|one|two|three|this|the) |at heart|until|when|on (?:weekends|mondays)|food|restaurant|recipes?|friends?|tonight|today)/.test(
        rest,
      )
    )
      return []
    return [
      {
        text: `Is ${diet('what').raw.toLowerCase()}`,
        slot: 'diet',
        topic: topicOf('diet', diet('what').raw),
        polarity: 1,
        importance: 0.95,
      },
    ]
  }
  const follows = take(clause, onDiet)
  if (
    follows &&
    (/ diet\b/.test(text) ||
      /^(?:i|we) (?:eat|keep|am on|follow|do|am doing) (?:strictly |only |mostly )?(?:halal|kosher|gluten[- ]free|vegan|vegetarian|plant[- ]based|keto|low[- ]carb|paleo|dairy[- ]free)/.test(
        text,
      ))
  )
    return [
      {
        text: `Follows a ${follows('what').raw.toLowerCase()} diet`,
        slot: 'diet',
        topic: topicOf('diet', follows('what').raw),
        polarity: 1,
        importance: 0.9,
      },
    ]
  const smoking = take(clause, smokes)
  if (smoking) {
    const no = smoking('no').text !== '' || smoking('non').text !== '' || /non-?smoker/.test(text)
    return [
      {
        text: no ? 'Does not smoke' : 'Smokes',
        slot: 'smoking',
        topic: 'habit:smoke',
        polarity: no ? -1 : 1,
        importance: 0.8,
      },
    ]
  }
  const dry = take(clause, sober)
  if (dry && !/\b(?:enough|tonight|now|today|right now)\b/.test(text))
    return [{ text: 'Is sober', slot: 'sobriety', topic: 'health:sober', polarity: 1, importance: 0.9 }]
  if (teetotal.test(text)) return [noEating('drink', 'alcohol')]
  const abstaining = abstinence(clause)
  if (abstaining.length > 0) return abstaining
  const expecting = take(clause, weeksPregnant)
  if (expecting) return [{ text: `Is pregnant`, slot: null, topic: 'health:pregnant', polarity: 1, importance: 0.9 }]
  const being = take(clause, is)
  if (being) {
    const raw = part(clause, 2, being.next).raw
    return [
      {
        text: `Is ${/^(?:am|became|have|was|turned)/i.test(raw) ? being('what').raw : raw}`,
        slot: null,
        topic: topicOf('health', being('what').text),
        polarity: 1,
        importance: 0.95,
      },
    ]
  }
  const found = take(clause, diagnosed)
  if (found) return conditions(clause, found('what'), true)
  const taking = medicines(clause)
  if (taking.length > 0) return taking
  const having = take(clause, has)
  return having ? conditions(clause, part(clause, having.next - having('what').words.length), false) : []
}
