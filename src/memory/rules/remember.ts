import { part, phraseOf, withoutSpeaker, type Clause, type Phrase } from './clause.ts'
import { asSentence } from './letter-case.ts'
import { oneOf, pattern } from './patterns.ts'

const polite = `(?:(?:${oneOf(`
  please, pls, kindly, also, just, always, and, so, do, try to, help me, (?:can|could|will|would) (?:you|u),
  i (?:want|need|would like) you to, you (?:should|must|need to|have to|can|might want to)
`)}) )*`
const verbs = oneOf(`
  remember, (?:do not|never) (?:ever )?forget, memori[sz]e,
  (?:save|add|store|commit) (?:this |that |it )?(?:to|in|into) (?:your |the )?memory,
  (?:save|store|log|record|write down|jot down)(?= (?:this|that|these|the following|the fact|:))
`)
const notes = oneOf(`
  keep (?:in mind|in your memory|a note), bear in mind, make a (?:mental )?note(?: of)?, take (?:a )?note,
  note (?:for|down)(?: for)?(?: the| your| my)?(?: future| later| records)?, note(?= (?:that|:))
`)
const asks = pattern('')`
  ^${polite}(?:(?:${verbs})|(?<note>${notes}))
  (?: please| for (?:me|later|next time|the future|future reference|future))*(?=$| )
`
const content = /^(?:(?:the fact )?that |the following |(?:this )?: )/

/** How many words of a clause only ask that the rest be remembered. */
export function asksToRemember(clause: Clause): number {
  const lead = asks.exec(clause.text)?.[0]
  if (lead === undefined) return 0
  return lead.trim().split(' ').length
}

/** What is to be remembered, where it is said and is not an errand or an order. */
export function remembered(clause: Clause, lead: number): Phrase | undefined {
  const that = content.exec(`${part(clause, lead).text} `)?.[0]
  const told = part(clause, lead + (that === undefined ? 0 : that.trim().split(' ').length))
  // What is only to be kept in mind is as often about the work at hand.
  const isNote = asks.exec(clause.text)?.groups?.['note'] !== undefined
  if (that === undefined || isNote)
    return (isNote ? /^(?:i|my) / : /^(?:i|my|we|our) /).test(told.text) &&
      !/^\S+ (?:told|said|mentioned|asked)\b/.test(told.text)
      ? told
      : undefined
  return told.text === '' || /^(?:you|your|to)\b/.test(told.text) ? undefined : told
}

/** "Remember I told you?" asks; "Can you remember that ...?" asks for it. */
export const onlyAsks = (clause: Clause, asked: boolean): boolean =>
  asked && !/^(?:please )?(?:can|could|will|would) (?:you|u)\b/.test(clause.text)

const thirdPerson: ReadonlyMap<string, string> = new Map(Object.entries({ am: 'Is', have: 'Has', was: 'Was' }))

/** "my car is a Volvo" as "Car is a Volvo", and what cannot be turned so simply as it was said. */
export function withoutSubject(clause: Clause, phrase: Phrase): string {
  const after = (count: number): string => withoutSpeaker(phraseOf(clause.message, phrase.words.slice(count)).raw)
  const [first, second] = [phrase.words[0]?.text, phrase.words[1]?.text]
  if (first === 'my' || first === 'our') return asSentence(after(1))
  const verb = first === 'i' ? thirdPerson.get(second ?? '') : undefined
  return verb === undefined ? asSentence(phrase.raw) : `${verb} ${after(2)}`
}
