/** In bits: of which lengths there are stretches of rows in the index, each sixteen times as long as the one before. */
const widths = [10, 14, 18, 22] as const
const share = 16

const longest = widths[widths.length - 1]

/** The words of the index for all rows from one up to another, and for up to a thousand on either side of them. */
export function stretchesOf(from: number, to: number): string[] {
  const found: string[] = []
  let first = Math.floor(from / 2 ** widths[0])
  let end = Math.ceil(to / 2 ** widths[0])
  for (const width of widths) {
    const fills = (stretch: number): boolean => width !== longest && stretch % share === 0
    // What does not fill a longer one, at either end.
    while (first < end && !fills(first)) found.push(`'_${width}_${first++}'`)
    while (first < end && end % share > 0) found.push(`'_${width}_${--end}'`)
    first /= share
    end /= share
  }
  return found
}
