/** Of a question that whoever wants to help asks plainly. */
const plainly =
  /\b(?:kill(?:ing)? yourself|end(?:ing)? (?:your life|it all)|suicid\w*|(?:hurt|harm)(?:ing)? yourself|take your own life|want(?:ing)? to die|not (?:be alive|to be here)|quitarte la vida|hacerte dano|suicidarte|te (?:suicider|tuer|faire du mal)|dich umzubringen|dir das leben|dir etwas anzutun|te matar|tirar a (?:tua|sua) vida|ucciderti|farti del male|toglierti la vita)\b/
const questionAtOnce = 400

/** Whether a text ends by asking somebody whether they think of ending their life, or of hurting themselves. */
export function asksAboutRisk(text: string): boolean {
  const end = text
    .slice(-questionAtOnce)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
  const last = end.lastIndexOf('?')
  if (last === -1) return false
  const sentence = end.slice(0, last)
  return plainly.test(sentence.slice(Math.max(sentence.lastIndexOf('. '), sentence.lastIndexOf('\n'), 0)))
}
