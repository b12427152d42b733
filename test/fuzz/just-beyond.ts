import * as fc from 'fast-check'
import { fromJsonSchema, type JsonSchema, type Named, propertiesOf } from './from-json-schema.ts'

const ofAnotherType = fc.constantFrom<unknown[]>(null, true, 0, 1, 0.5, '', 'x', [], [[]], {}, { a: 1 })

/** Longer ones are rare: they take as long as many requests. */
const longText = 100_000

const oneOf = (values: readonly unknown[]): fc.Arbitrary<unknown>[] =>
  values.length > 0 ? [fc.constantFrom(...values)] : []

function beyondLength({ minLength = 0, maxLength = Infinity }: JsonSchema): fc.Arbitrary<unknown>[] {
  const few = minLength > 0 ? oneOf(['x'.repeat(minLength - 1), ' '.repeat(minLength)]) : []
  if (maxLength === Infinity) return few
  const one = fc.constant('x'.repeat(maxLength + 1))
  if (maxLength > longText)
    return [fc.oneof({ weight: 20, arbitrary: fc.constant(' ') }, { weight: 1, arbitrary: one })]
  return [...few, fc.oneof(one, fc.constantFrom('\u00e9'.repeat(maxLength + 1), `${'\u{1f600}'.repeat(maxLength)}x`))]
}

function beyondText(schema: JsonSchema): fc.Arbitrary<unknown>[] {
  const { enum: known = [], format } = schema
  const written = known.map(String)
  return [
    ...oneOf(['a\0b', '\ud800']),
    ...beyondLength(schema),
    ...oneOf(written.flatMap((one) => [one.toUpperCase(), `${one} `])),
    ...(format === 'date-time' ? oneOf(['2024-02-30T00:00:00Z', '2024-01-01', '2024-01-01T24:00:00']) : []),
  ]
}

function beyondNumber({ minimum, maximum }: JsonSchema): fc.Arbitrary<unknown>[] {
  return [
    ...oneOf(minimum === undefined ? [] : [minimum - 1, minimum - Number.EPSILON, minimum + 0.5]),
    ...oneOf(maximum === undefined ? [] : [maximum + 1, maximum * 2 + 2]),
    // Past what 64 bits hold.
    ...oneOf([5e19]),
  ]
}

function beyondObject(schema: JsonSchema, named: Named): fc.Arbitrary<unknown>[] {
  const { properties = {}, required = [] } = schema
  const all = propertiesOf(schema, named)
  const wrong = Object.entries(properties).map(([name, inner]) =>
    fc.record({ ...all, [name]: justBeyond(inner, named) }, { requiredKeys: [...new Set([...required, name])] }),
  )
  const lacking = required.map((name) => {
    const { [name]: _, ...others } = all
    return fc.record(others, { requiredKeys: required.filter((one) => one !== name) })
  })
  return [...wrong, ...lacking]
}

/** Short enough that very many of it are no more than a body can hold. */
const isShort = (value: unknown): boolean => (JSON.stringify(value)?.length ?? 0) < 100

function beyondArray({ items = {}, minItems = 0, maxItems }: JsonSchema, named: Named): fc.Arbitrary<unknown>[] {
  const item = fromJsonSchema(items, named)
  const wrong = fc.tuple(fc.array(item, { maxLength: 3 }), justBeyond(items, named)).map(([all, one]) => [...all, one])
  const few = minItems > 0 ? [fc.array(item, { minLength: minItems - 1, maxLength: minItems - 1 })] : []
  const many =
    maxItems === undefined ? [] : [item.filter(isShort).map((one) => Array.from({ length: maxItems + 1 }, () => one))]
  return [wrong, wrong, wrong, ...few, ...many]
}

/** Values that a schema describes but for one thing, which is off by as little as can be. */
export function justBeyond(schema: JsonSchema, named: Named = {}): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => justBeyond(one, named)))
  const types = typeof schema.type === 'object' ? schema.type : [schema.type]
  const near = types.flatMap((type) => {
    if (type === 'string') return beyondText(schema)
    if (type === 'integer' || type === 'number') return beyondNumber(schema)
    if (type === 'object') return beyondObject(schema, named)
    return type === 'array' ? beyondArray(schema, named) : []
  })
  return fc.oneof(...near.map((arbitrary) => ({ weight: 3, arbitrary })), { weight: 1, arbitrary: ofAnotherType })
}
