const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
/** Two letters that are no country: unions, private use, unknown. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB'])
/** As much of the header as anybody's browser sends. */
const longest = 1000

/** The country that is meant, in capital letters. */
export function toCountry(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^[a-z]{2}$/i.test(value.trim())) return undefined
  const region = new Intl.Locale(`und-${value.trim()}`).region
  if (region === undefined || noCountries.has(region)) return undefined
  return names.of(region) === undefined ? undefined : region
}

/** The primary tag that is meant. */
export const toLanguage = (value: unknown): string | undefined =>
  typeof value === 'string' ? /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(value)?.[1]?.toLowerCase() : undefined

/** The tags of an `Accept-Language`, the most wanted first. */
export function wantedTags(header: unknown): readonly string[] {
  if (typeof header !== 'string') return []
  const wanted = header
    .slice(0, longest)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
  return wanted
    .filter(({ tag, weight }) => /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) && weight > 0 && weight <= 1)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** "zh-Hant-TW" → "TW": what stands for the region is never first, and nothing stands between it and a script. */
export const regionOf = (tag: string): string | undefined =>
  toCountry(/^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i.exec(tag)?.[1])
