import { cutBefore, set, withoutSpeaker, type Clause, type Found, type Phrase } from './clause.ts'
import { isMedicine } from './conditions.ts'
import { itemsOf } from './lists.ts'
import { oneOf, pattern } from './patterns.ts'
import type { Reading, Saying } from './sayings.ts'
import { topicOf } from './topic.ts'

const takes = pattern('d')`
  ^i (?:
    ${oneOf(`
      take, am taking, am on, have been taking, have been on, use, am prescribed, was prescribed,
      have been prescribed, got prescribed, started taking, have started taking, have started,
      started(?= \\S+ (?:\\S+ )?(?:\\S+ ago|last|this)), inject, need to take, have to take, was put on,
      got put on
    `)}
  ) (?<what>\S.*)$
`
const medicated =
  /^i (?:am on|take|am taking|have been on) (?<what>(?:medication|meds|tablets|pills|medicine) for (?:my )?(?!my dog|my cat)\S+(?: \S+){0,2})$/d
const givenBy =
  /^(?:my|the) (?:doctor|gp|psychiatrist|consultant|cardiologist|neurologist|specialist|nurse|doctors) (?:has |have |just )*(?:put me on|prescribed me|started me on|switched me to|has me on|have me on) (?<what>\S.*)$/d
/** A dose, or what it is for, tells that something is taken as a medicine. */
const asMedicine = pattern('')`
    \b\d+ ?(?:mg|mcg|ug|ml|iu|units?)\b
    |\bfor my (?!birthday|trip|holiday|dog|cat|kids|family|friends|boss|class|exam)
    |\b(?:twice|once|three times) (?:a|per) (?:day|week)\b
    |\bevery (?:day|morning|night|evening|12 hours|8 hours)\b
  `
const afterMedicine = set(`
  because which that so since but when if i my for every daily twice once three in at before after to with each as
  from on : while two three last this again
`)
const measures = /^(?:a|an|the|some|my|of|daily|tablets?|pills|medication|medicine|meds|low|dose|high)$/

/** What medicines are said to be for: "thyroid tablets". */
const purposes = pattern('')`
  ^(?:
    blood pressure|thyroid|heart|cholesterol|anxiety|adhd|depression|epilepsy|seizure|asthma|migraine|allergy
    |arthritis|diabetes|anti-anxiety|antipsychotic|pain|sleeping|iron|vitamin|water
  ) (?:medication|medicine|meds|tablets|pills)$
`
const unnamed = /^(?:birth control|the pill|hormone replacement therapy|hormones)$/

const taking = (raw: string, name: string): Found => ({
  text: `Takes ${withoutSpeaker(raw)}`,
  topic: topicOf('medicine', name),
  polarity: 1,
  importance: 0.95,
})

function medicine(clause: Clause, item: Phrase): Found[] {
  if (unnamed.test(item.text)) return [taking(item.raw, item.raw)]
  const raw = item.raw.replace(/^(?:my|the|some) /i, '')
  if (purposes.test(item.text.replace(/^(?:my|the|some) /, ''))) return [taking(raw, item.raw)]
  const name = item.words.find(({ text }) => !measures.test(text) && isMedicine(text))
  const isDose = asMedicine.test(clause.text) && /\d+ ?(?:mg|mcg|ml|iu)\b/.test(item.text)
  return name || isDose ? [taking(raw.replace(/ (?:a|per) day$/i, ''), name?.text ?? item.raw)] : []
}

const named: Reading = (taken, clause) => {
  const items = itemsOf(clause, cutBefore(clause, taken('what'), afterMedicine))
  const found = items.flatMap((item) => medicine(clause, item))
  return found.length > 0 ? found : undefined
}

/** What somebody takes for their health. */
export const medicines: readonly Saying[] = [
  [medicated, (taken) => [taking(taken('what').raw, taken('what').text)]],
  [takes, named],
  [givenBy, named],
]
