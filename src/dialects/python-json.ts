/** Everything but printable ASCII; JSON.stringify has escaped the rest of what Python does. */
const unprintable = /[^ -~]/g

const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A string as Python's `json.dumps` writes it: in ASCII, quotes included. */
export function pythonString(text: string): string {
  const json = JSON.stringify(text)
  unprintable.lastIndex = 0
  return unprintable.test(json) ? json.replace(unprintable, escape) : json
}
