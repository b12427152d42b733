/** Line ends to some readers, though not to the standard: JSON leaves them as they are. */
const oddLineEnd = /[\u0085\u2028\u2029]/
const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A value as JSON that nobody takes for more than one line. */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value)
  return oddLineEnd.test(json) ? json.replaceAll(/[\u0085\u2028\u2029]/g, escaped) : json
}
