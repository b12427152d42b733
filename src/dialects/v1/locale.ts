import { z } from 'zod'
import { text } from './schema.ts'

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
/** Known to Unicode, and no country: unions, tests, and "unknown". */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])

/** As it is written today: UK is GB. */
function countryOf(given: string): string | undefined {
  if (!/^[a-z]{2}$/i.test(given)) return undefined
  const [code = ''] = Intl.getCanonicalLocales(`und-${given}`).map((tag) => tag.slice('und-'.length))
  return regions.of(code) === undefined || noCountries.has(code) ? undefined : code
}

/** Languages that are registered have two or three letters: whoever writes `english` has not read what is wanted. */
function languageOf(given: string): string | undefined {
  try {
    const locale = new Intl.Locale(given)
    return locale.language.length <= 3 && locale.language !== 'und' ? locale.toString() : undefined
  } catch {
    return undefined
  }
}

const read =
  (meaning: (given: string) => string | undefined, message: string) => (given: string, context: z.RefinementCtx) => {
    const found = meaning(given)
    if (found !== undefined) return found
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }

/** As in ISO 3166, in capitals. */
export const country = z
  .string()
  .meta({ pattern: '^[A-Za-z]{2}$' })
  .transform(read(countryOf, 'must be the two letters of a country, such as DE or US'))

export const language = text(1, 64).transform(read(languageOf, 'must be a language tag such as en or pt-BR'))
