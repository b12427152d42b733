import { withoutCard } from './texts/crisis-text.ts'

/** Of a question that whoever wants to help asks plainly. */
const plainly =
  /\b(?:kill(?:ing)? yourself|end(?:ing)? (?:your life|it all)|suicid\w*|(?:hurt|harm)(?:ing)? yourself|take your own life|want(?:ing)? to die|not (?:be alive|to be here)|quitarte la vida|hacerte dano|suicidarte|te (?:suicider|tuer|faire du mal)|dich umzubringen|dir das leben|dir etwas anzutun|te matar|tirar a (?:tua|sua) vida|ucciderti|farti del male|toglierti la vita)\b/g
const questionAtOnce = 400
/** Of these alone nobody knows whom they are said of. */
const ofAnybody = /^(?:suicid(?:e|al|ality)$|end\w* it|want|not )/
const person = /\b(?:you|he|she|they)\b/g

/** Whom it is said of is the last who was named before it. */
const isOfAnother = (said: string, before: string): boolean =>
  ofAnybody.test(said) && /^(?:he|she|they)$/.test(before.match(person)?.at(-1) ?? '')

/** Whether an answer ends, but for a card of ours, by asking somebody whether they think of ending their life, or of hurting themselves. */
export function asksAboutRisk(text: string): boolean {
  const end = withoutCard(text)
    .slice(-questionAtOnce)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
  const last = end.lastIndexOf('?')
  if (last === -1) return false
  const before = end.slice(0, last)
  const sentence = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'), 0))
  return [...sentence.matchAll(plainly)].some(({ 0: said, index }) => !isOfAnother(said, sentence.slice(0, index)))
}
