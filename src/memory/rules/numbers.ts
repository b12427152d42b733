const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** 34 of "34", "thirty-four" and "thirty four". */
export function numberOf(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const unit = units.indexOf(text)
  if (unit >= 0) return unit
  const [ten = '', one] = text.split(/[- ]/)
  const at = tens.indexOf(ten)
  if (at < 0) return undefined
  const more = one === undefined ? 0 : units.indexOf(one)
  return more < 0 || more > 9 ? undefined : (at + 2) * 10 + more
}

export const numberWords = `${units.slice(1).join('|')}|(?:${tens.join('|')})(?:[- ](?:${units.slice(1, 10).join('|')}))?`
