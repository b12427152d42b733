import * as fc from 'fast-check'
import { fromJsonSchema, type JsonSchema, type Named } from './from-json-schema.ts'
import { justBeyond } from './just-beyond.ts'
import { oddText } from './odd-texts.ts'

/** Leaves the names of known things as they are, which are put in at the last moment. */
export const encoded = (text: string): string =>
  text
    .toWellFormed()
    .split(/(\{\{[^{}]+\}\})/)
    .map((part, i) => (i % 2 === 1 ? part : encodeURIComponent(part)))
    .join('')

const brokenParts = [
  '',
  '%',
  '%z',
  '%zz',
  '%00',
  '%0d%0a',
  '%0d%0aX-Injected:%201',
  '%2f',
  '%2F..%2F',
  '.',
  '..',
  '%2e%2e',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%ff',
  '%c0%af',
  '%ed%a0%80',
  '%e2%82',
  '%E2%80%AE',
  '%E2%80%8B',
  '%25',
  '%2500',
  '\\',
  ';x=1',
  '*',
  ':id',
  '//',
  '\u00ff',
  '"<>|^`',
]

const longParts = [256, 2_047, 2_048, 2_049, 15_000, 17_000].map((length) => 'a'.repeat(length))

export const rawPart: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...brokenParts) },
  { weight: 1, arbitrary: fc.constantFrom(...longParts) },
  { weight: 4, arbitrary: oddText.map(encoded) },
)

interface Arbitraries {
  valid: fc.Arbitrary<string>
  nearly: fc.Arbitrary<string>
}

/** Paths that fit a pattern, and such with one part that does not. */
export function pathsOf(pattern: string, schema: JsonSchema | undefined, named: Named): Arbitraries {
  const parts = pattern.split('/').slice(1)
  const valid = parts.map((part) => {
    if (!part.startsWith(':')) return fc.constant(part)
    const name = part.slice(1)
    const own = fromJsonSchema(schema?.properties?.[name] ?? { type: 'string' }).map((text) => encoded(String(text)))
    const known = named[name]?.map((value) => encoded(String(value)))
    return known ? fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: own }) : own
  })
  const join = (all: readonly string[]): string => `/${all.join('/')}`
  const changed = valid.flatMap((part, i) => {
    const beside = fc.oneof(
      rawPart,
      fc.tuple(part, rawPart).map(([good, odd]) => good + odd),
      part.map((good) => good.toUpperCase()),
    )
    // What is odd about a parameter reaches further than what is odd about the pattern itself.
    const weight = parts[i]?.startsWith(':') === true ? 8 : 1
    return { weight, arbitrary: fc.tuple(...valid.with(i, beside)).map(join) }
  })
  return {
    valid: fc.tuple(...valid).map(join),
    nearly: fc.oneof(...changed, { weight: 1, arbitrary: fc.tuple(...valid).map((all) => `${join(all)}/`) }),
  }
}

const pairs = (query: object): string[] =>
  Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `${encoded(name)}=${encoded(text)}`
  })

const strayPairs = [
  '',
  '&&&',
  '=',
  'x',
  '__proto__=1',
  '__proto__[a]=1',
  'constructor=1&toString=2',
  'a[]=1&a[]=2',
  '%',
  '%00=%00',
  '%0d%0a=1',
  'a=%ed%a0%80',
  '?',
  '#x',
  'a;b=c',
]

/** Queries that a schema describes, and such with one thing about them changed. */
export function queriesOf(schema: JsonSchema | undefined, named: Named): Arbitraries {
  const names = Object.keys(schema?.properties ?? {})
  const value = fromJsonSchema(schema ?? { type: 'object', properties: {} }, named) as fc.Arbitrary<object>
  const valid = value.map((query) => pairs(query))
  const name = fc.constantFrom(...(names.length > 0 ? names : ['limit']))
  const suffix = fc.constantFrom('[]', '[0]', '[$gt]', '.x', '%5B%5D', '%00', '\u00ff')
  const changed = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(name, fc.oneof(rawPart, oddText.map(encoded)))
        .map(([key, part]) => [key, `${key}=${part}`] as const),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(name, rawPart, rawPart).map(([key, a, b]) => [key, `${key}=${a}&${key}=${b}`] as const),
    },
    { weight: 1, arbitrary: fc.tuple(name, suffix).map(([key, more]) => [key, `${key}${more}=1`] as const) },
    { weight: 1, arbitrary: name.map((key) => [key, `${key}=1&${key}=1`] as const) },
    { weight: 1, arbitrary: name.map((key) => [key, key] as const) },
  )
  const stray = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...strayPairs) },
    { weight: 1, arbitrary: fc.constantFrom(2_000, 20_000).map((length) => 'a&'.repeat(length / 2)) },
  )
  const beyond = justBeyond(schema ?? {}).map((query) => pairs(Object(query) as object))
  const written = (all: readonly string[]): string => (all.length > 0 ? `?${all.join('&')}` : '')
  return {
    valid: valid.map(written),
    nearly: fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(valid, changed)
          .map(([all, [key, one]]) => written([...all.filter((pair) => !pair.startsWith(`${key}=`)), one])),
      },
      { weight: 1, arbitrary: fc.tuple(valid, stray).map(([all, one]) => written([...all, one])) },
      { weight: 4, arbitrary: beyond.map(written) },
    ),
  }
}
