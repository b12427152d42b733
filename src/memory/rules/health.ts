import { allergies } from './allergies.ts'
import { afterCondition, bodies, state } from './bodies.ts'
import { cutBefore, part, phraseOf, withoutSpeaker, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { isCondition } from './conditions.ts'
import { diets } from './diets.ts'
import { itemsOf } from './lists.ts'
import { medicines } from './medicines.ts'
import { oneOf, pattern } from './patterns.ts'
import { firstOf } from './sayings.ts'

const has = pattern('d')`
  ^i (?:
    ${oneOf(`
      have, am having, suffer from, suffer with, am struggling with, live with, am living with, struggle with,
      have had, deal with, am dealing with, battle, have been living with, have been struggling with,
      have been dealing with, developed, have developed, was born with, am a survivor of, am suffering from,
      am battling, am struggling with
    `)}
  ) (?:
    (?:
      ${oneOf(`
        chronic, severe, mild, bad, an?, some, the, my, moderate, a mild case of, a history of, a form of,
        early, terrible, recurring, frequent
      `)}
    )[ ]
  )*?(?<what>\S.*)$
`
const diagnosed = pattern('d')`
    ^(?:
      i (?:have been|was|got|am) (?:\S+ )?diagnosed
      |(?:my|the) (?:doctor|gp|psychiatrist|consultant|therapist|doctors) (?:has |have |just )?diagnosed me
      |they (?:have )?diagnosed me
    ) (?:with|as) (?:having )?(?<what>\S.*)$
  `
const beings = oneOf(`
  diabetic, asthmatic, epileptic, autistic, dyslexic, dyspraxic, hypoglyc(?:a)?emic, an(?:a)?emic,
  ha?emophiliac, coeliac, celiac, colou?r[- ]?blind, deaf, blind, hard of hearing, visually impaired,
  partially sighted, hearing impaired, neurodivergent, immunocompromised, hiv positive, paraplegic,
  quadriplegic, an amputee, amputee, prediabetic, pre-diabetic, breastfeeding,
  an? (?:breast )?cancer survivor, immunosuppressed, infertile, menopausal, arthritic, hypertensive,
  hypothyroid, narcoleptic, left-handed, left handed, ambidextrous, pregnant, expecting, t1d, t2d, type one,
  type two, a recovering alcoholic, recovering alcoholic, a recovering addict, wheelchair user, a wheelchair,
  bipolar, wheelchair bound, disabled, short-sighted, short sighted
`)
const degrees = oneOf(`
  an?, in, on, registered, legally, partially, severely, clinically, insulin[- ]dependent, totally,
  profoundly, slightly, completely, mildly
`)
const is = pattern('d')`
  ^i (?:am|became|have become|turned out to be|was born) (?:
    (?:${degrees}|(?<type>type (?:1|2|one|two)|t[12]))[ ]
  )*(?<what>${beings})
  (?=
    [ ]and | ,|$| as | so | since | in | for | from | with | too$| who | but[ ]
  )(?: in (?:one|my|the) (?:\S+ )?(?:ear|eye)s?)?
`
const weeksPregnant = /^(?:i|we) (?:am|are) (?:\S+ (?:weeks|months) )?pregnant(?= (?:with|and|again|for)|$)/
const sober = /^i (?:am|have been) (?:\S+ (?:days|weeks|months|years) )?(?:sober|clean)(?: (?:for|since) .+)?$/
const momentary = /^(?:about|that|today|tonight|right)$/
const unclear = /^(?:it|this|that|a lot|something|nothing|what|no|by|at|last|the same)\b/

function conditions(clause: Clause, phrase: Phrase, certain: boolean): Found[] {
  const whole = cutBefore(clause, phrase, afterCondition)
  if (momentary.test(phrase.words[whole.words.length]?.text ?? '')) return []
  return itemsOf(clause, whole)
    .filter(
      ({ text, words }) =>
        words.length <= 6 && (isCondition(text) || (certain && words.length <= 5 && !unclear.test(text))),
    )
    .map(({ raw }) => {
      const what = withoutSpeaker(raw.replace(/^(?:the|my) /i, '').replace(/ in (?:19|20)\d\d$/, ''))
      return state(`Has ${what}`, what)
    })
}

/** "Is diabetic", "is deaf in one ear", "has type 1 diabetes". */
function being(clause: Clause, what: Phrase, type: Phrase, next: number): Found {
  const short = /^(?:t([12])d|type (one|two))$/.exec(what.text)
  if (short) return state(`Has type ${short[1] ?? (short[2] === 'one' ? 1 : 2)} diabetes`, 'diabetes')
  if (what.text === 'diabetic' && type.text !== '')
    return state(`Has ${type.raw.toLowerCase()} diabetes`, `${type.text} diabetes`)
  if (what.text === 'expecting') return state('Is pregnant', 'pregnant')
  const raw = withoutSpeaker(part(clause, 2, next).raw)
  const isPlain = /^(?:became|have|was|turned)/i.test(raw) || clause.text.startsWith('i have')
  return state(`Is ${isPlain ? what.raw : raw}`, what.text)
}

const stated = firstOf([
  [weeksPregnant, () => [state('Is pregnant', 'pregnant', 0.9)]],
  [
    sober,
    (_, { text }) =>
      /\b(?:enough|tonight|now|today)\b/.test(text)
        ? undefined
        : [{ text: 'Is sober', slot: 'sobriety', topic: 'health:sober', polarity: 1, importance: 0.9 }],
  ],
  [is, (taken, clause) => [being(clause, taken('what'), taken('type'), taken.next)]],
  [diagnosed, (taken, clause) => conditions(clause, taken('what'), true)],
  ...bodies,
  ...medicines,
  [has, (taken, clause) => conditions(clause, part(clause, taken.next - taken('what').words.length), false)],
])

/** "An egg allergy and eczema": what stands behind an allergy is had as well. */
function besides(clause: Clause): Clause | undefined {
  const at = clause.words.findIndex(({ text }) => /^allerg(?:y|ies)$/.test(text))
  const and = clause.words[at + 1]?.text
  if (at < 0 || (and !== 'and' && and !== ',') || !/^i have\b/.test(clause.text)) return undefined
  return { ...clause, ...phraseOf(clause.message, [...clause.words.slice(0, 2), ...clause.words.slice(at + 2)]) }
}

/** Allergies, diets, conditions and medicines, as they are stated. */
export const health: Rule = (clause, saidAt) => {
  const more = besides(clause)
  const found = allergies(clause, saidAt)
  if (found.length > 0) return more ? [...found, ...stated(more, saidAt)] : found
  const fed = diets(clause, saidAt)
  return fed.length > 0 ? fed : stated(clause, saidAt)
}
