import { cutBefore, set, withoutSpeaker, type Found } from './clause.ts'
import { oneOf, pattern } from './patterns.ts'
import type { Saying } from './sayings.ts'
import { topicOf } from './topic.ts'

/** What is so of somebody's health, always worth knowing. */
export const state = (text: string, what: string, importance = 0.95): Found => ({
  text,
  topic: topicOf('health', what),
  polarity: 1,
  importance,
})

const remission = /^i am in (?<what>remission(?: from \S+(?: \S+)?)?)(?= |$)/d
const aching =
  /^my (?<part>knees?|back|hips?|shoulders?|heart|eyesight|hearing|joints) (?:is|are) (?<how>bad|weak|terrible|shot|knackered|messed up|fucked)$/d
const aids = oneOf(`
  wheelchair, walking stick, cane, walker, crutches, hearing aids?, cochlear implants?, glasses,
  contact lenses, contacts, cpap(?: machine)?, inhaler, epipen, insulin pump, guide dog, service dog,
  prosthetic \\S+, pacemaker, stoma bag, colostomy bag, braces, dentures, screen reader
`)
const levels = /^my (?<what>blood pressure|cholesterol|blood sugar|iron) is (?:too |very |really )?(?<how>high|low)$/d
const undergoes = pattern('d')`
    ^i (?:am|have been) (?<what>
      (?:going through|undergoing|having|in) (?:the )?(?:
        menopause|perimenopause|chemo|chemotherapy|radiotherapy|radiation|dialysis|ivf|rehab|therapy|counselling
        |counseling|physio\S*|cbt|detox
      )
    )(?= |$)
  `
const weighs =
  /^i weigh (?:about |around |roughly )?(?<what>\d+(?:\.\d+)? ?(?:kgs?|kilos?|lbs?|pounds|stone|st)(?: \d+)?)(?= |$)/d
const tall =
  /^i am (?:about |around )?(?<what>\d'\d{1,2}|\d ?f(?:t|oot|eet) ?\d{0,2}|1[.,]\d\d ?m|1\d\d ?cm)(?: tall)?(?= |$)/d
const wears = new RegExp(
  `^i (?<verb>use|wear|have|need|carry|rely on|walk with) (?<what>(?:an? |my )?(?:${aids}))(?= |$)`,
  'd',
)
const recovering = /^i am recovering from (?<what>(?:an? |my )?\S.*)$/d
const recovery = pattern('')`
    \b(?:
      surgery|operation|addiction|stroke|cancer|heart attack|anorexia|bulimia|eating disorder|injury|fracture
      |burnout|covid|accident|concussion|alcoholism|broken \S+|torn \S+|replacement|transplant
    )\b
  `
const had = pattern('d')`
  ^i (?:had|have(?= (?:two|three|four|\d) )|survived|suffered) (?<what>
    (?:an? |my |open |two |three |four |\d )?(?:\S+ ){0,2}?(?:
      ${oneOf(`
        heart attacks?, strokes?, miscarriages?, transplant, c-section, hysterectomy, mastectomy, bypass,
        concussion, hip replacement, knee replacement, heart surgery, brain surgery, back surgery, knee surgery,
        gastric sleeve, cancer, gallbladder removed, appendix removed
      `)}
    )
  )(?<when> last .+| in .+| \S+ \S+ ago| this .+|$| and .+| as a (?:child|kid|baby))
`
const parts = oneOf(`
  leg, arm, wrist, ankle, foot, toe, finger, hand, elbow, shoulder, collarbone, hip, nose, rib, ribs, back,
  neck, jaw, knee, acl, meniscus, achilles, hamstring, thumb, kneecap, pelvis, rotator cuff
`)
const injured = pattern('d')`
  ^i (?<what>
    (?:have )?(?:
      broke|broken|fractured|tore|torn|sprained|dislocated|ruptured|shattered
    ) (?:my|a) (?:\S+ )?(?:${parts})
  )(?= |$)
`
const blood =
  /^(?:my blood (?:type|group) is|i am blood (?:type|group)) (?<what>(?:a|b|ab|o)(?:[+-]| ?(?:positive|negative|pos|neg|\+|-))?)(?= |$)/d
/** Where what is said of a condition ends. */
export const afterCondition = set(`
  which that so and-i because since but when if where who while though although as i my for from after about until
  till due right today tonight again : last this two three recently lately at years months ago what can
`)
const verbs: Readonly<Record<string, string>> = { carry: 'Carries', wear: 'Wears', have: 'Has' }
const participle = (raw: string): string =>
  raw
    .replace(/^have /i, '')
    .replace(/^(?:broke|broken)\b/i, 'broken')
    .replace(/^tore\b/i, 'torn')

/** What has happened to a body, what helps it, and what it measures. */
export const bodies: readonly Saying[] = [
  [
    wears,
    (taken) => {
      const verb = verbs[taken('verb').text] ?? 'Uses'
      return [state(`${verb} ${withoutSpeaker(taken('what').raw)}`, taken('what').text, 0.9)]
    },
  ],
  [
    levels,
    (taken) => [state(`Has ${taken('how').raw} ${taken('what').raw}`, `${taken('how').text} ${taken('what').text}`)],
  ],
  [undergoes, (taken) => [state(`Is ${taken('what').raw}`, taken('what').text, 0.9)]],
  [weighs, (taken) => [{ text: `Weighs ${taken('what').raw}`, slot: 'weight', importance: 0.6 }]],
  [tall, (taken) => [{ text: `Is ${taken('what').raw} tall`, slot: 'height', importance: 0.6 }]],
  [
    recovering,
    (taken, clause) => {
      const what = cutBefore(clause, taken('what'), afterCondition)
      return recovery.test(what.text)
        ? [state(`Is recovering from ${withoutSpeaker(what.raw)}`, what.text, 0.9)]
        : undefined
    },
  ],
  [had, (taken) => [state(`Had ${withoutSpeaker(taken('what').raw)}`, taken('what').text, 0.9)]],
  [injured, (taken) => [state(`Has ${withoutSpeaker(participle(taken('what').raw))}`, taken('what').text, 0.8)]],
  [remission, (taken) => [state(`Is in ${taken('what').raw}`, taken('what').text, 0.9)]],
  [
    aching,
    (taken) => {
      const part = taken('part')
      return [state(`Has ${part.text.endsWith('s') ? '' : 'a '}bad ${part.raw}`, `bad ${part.text}`, 0.85)]
    },
  ],
  [blood, (taken) => [{ text: `Blood type is ${taken('what').raw}`, slot: 'blood-type', importance: 0.95 }]],
]
