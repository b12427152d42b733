const set = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const yes = set('yes yeah yep yup yea ya yah aye sure definitely absolutely mhm uhuh correct indeed true exactly right')
const more = set(`
  i do have am did think so guess suppose kind kinda sort of a lot the time all every each single day days night nights most
  sometimes often always usually pretty much really very it that is was a bit little just only maybe honestly now and many
  times week morning constantly daily well um uh oh please unfortunately
`)
const alone =
  /^(?:i (?:do|have|am|did|think so|guess so|guess|suppose so)|it is|it does|(?:almost |nearly )?(?:every|each|most) (?:single )?(?:day|night|days|nights|week|morning)s?|sometimes|often|always|constantly|daily|all the time|a lot|many times|kind of|kinda|sort of)\b/
const longest = 7

/** A short message that says yes, and no more. */
export function isAffirmation(tokens: readonly string[]): boolean {
  const words: string[] = []
  for (const token of tokens) if (/[a-z]/.test(token) && words.push(token) > longest) return false
  if (words.length === 0 || tokens.includes('?')) return false
  const begins = yes.has(words[0] ?? '') || alone.test(words.join(' '))
  return begins && words.every((word) => yes.has(word) || more.has(word))
}
