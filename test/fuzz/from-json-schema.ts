import * as fc from 'fast-check'

export interface JsonSchema {
  type?: string | readonly string[]
  anyOf?: readonly JsonSchema[]
  enum?: readonly unknown[]
  const?: unknown
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  additionalProperties?: JsonSchema | boolean
  propertyNames?: JsonSchema
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  default?: unknown
}

/** By the name of a field: values that mean something to the server, which no schema tells. */
export type Named = Readonly<Record<string, fc.Arbitrary<unknown>>>

const words: Record<keyof JsonSchema, true> = {
  type: true,
  anyOf: true,
  enum: true,
  const: true,
  properties: true,
  required: true,
  additionalProperties: true,
  propertyNames: true,
  items: true,
  minItems: true,
  maxItems: true,
  minLength: true,
  maxLength: true,
  minimum: true,
  maximum: true,
  pattern: true,
  format: true,
  default: true,
}

const shortText = 40
const shortArray = 4

/** An offset carries them out of the years of four digits. */
const farTimes = ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59']

function textOf({ minLength = 0, maxLength = shortText, pattern, format }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    const own = { weight: 8, arbitrary: fc.stringMatching(new RegExp(pattern)) }
    return format === 'date-time'
      ? fc.oneof(own, { weight: 1, arbitrary: fc.constantFrom(...farTimes) })
      : own.arbitrary
  }
  const short = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, shortText)),
  })
  const units = maxLength > 100_000 ? ['x'] : ['x', '\u{1f600}', '\u00e9']
  const longest = fc.constantFrom(...units).map((unit) => unit.repeat(maxLength))
  return fc.oneof({ weight: 20, arbitrary: short }, { weight: 1, arbitrary: longest })
}

function objectOf(schema: JsonSchema, named: Named): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = schema
  if (!properties) {
    const inner = typeof additionalProperties === 'object' ? additionalProperties : {}
    return fc.dictionary(fc.string(), fromJsonSchema(inner, named), { maxKeys: additionalProperties === false ? 0 : 4 })
  }
  const all = propertiesOf(schema, named)
  const some = fc.record(all, { requiredKeys: [...required] })
  return fc.oneof({ weight: 2, arbitrary: fc.record(all) }, { weight: 1, arbitrary: some })
}

export function propertiesOf({ properties = {} }: JsonSchema, named: Named): Record<string, fc.Arbitrary<unknown>> {
  const entries = Object.entries(properties).map(([name, schema]) => {
    const own = fromJsonSchema(schema, named)
    const known = named[name]
    return [name, known ? fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: own }) : own] as const
  })
  return Object.fromEntries(entries)
}

function ofType(type: string | undefined, schema: JsonSchema, named: Named): fc.Arbitrary<unknown> {
  const { minimum, maximum, items = {}, minItems = 0, maxItems = Infinity } = schema
  switch (type) {
    case undefined:
      return fc.jsonValue({ maxDepth: 3 })
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.maxSafeInteger().map((number) => {
        const [least, most] = [minimum ?? number, maximum ?? number]
        return least + (Math.abs(number) % (most - least + 1))
      })
    case 'number':
      return fc.double({ min: minimum ?? -1e9, max: maximum ?? 1e9, noNaN: true })
    case 'array':
      return fc.array(fromJsonSchema(items, named), {
        minLength: minItems,
        maxLength: Math.min(maxItems, minItems + shortArray),
      })
    case 'object':
      return objectOf(schema, named)
    default:
      throw new Error(`No values are known of the type "${type}". Add it here.`)
  }
}

/** Values that a schema describes. A word that it does not know is an error: what it says would go untested. */
export function fromJsonSchema(schema: JsonSchema, named: Named = {}): fc.Arbitrary<unknown> {
  const unknown = Object.keys(schema).find((word) => !Object.hasOwn(words, word))
  if (unknown !== undefined) throw new Error(`The word "${unknown}" of a JSON Schema is not known. Add it here.`)
  if (schema.anyOf) {
    // There is only one null, whatever it stands for.
    const weightOf = ({ type }: JsonSchema): number => (type === 'null' ? 1 : 5)
    return fc.oneof(...schema.anyOf.map((one) => ({ weight: weightOf(one), arbitrary: fromJsonSchema(one, named) })))
  }
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  const types = typeof schema.type === 'object' ? schema.type : [schema.type]
  return fc.oneof(...types.map((type) => ofType(type, schema, named)))
}
