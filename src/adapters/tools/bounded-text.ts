/** What a model is told of one use: more would leave no room for anything else. */
const most = 65_536

export const boundedText = (text: string): string => {
  const whole = text.toWellFormed()
  return whole.length <= most
    ? whole
    : `${whole.slice(0, most).toWellFormed()}\n[Cut here: ${whole.length} characters were too many.]`
}
