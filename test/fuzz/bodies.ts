import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { changedJson } from './changed-json.ts'
import { fromJsonSchema, type JsonSchema, type Named } from './from-json-schema.ts'
import { justBeyond } from './just-beyond.ts'

export interface Body {
  bytes: string | Buffer
  headers?: Readonly<Record<string, string>>
}

const asJson = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  value.map((one) => ({ bytes: JSON.stringify(one) ?? '' }))

const contentTypes = [
  '',
  'text/plain',
  'text/json',
  'application/jsonx',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
  'application/json; charset="utf-8"',
  'application/json; charset=',
  'APPLICATION/JSON',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary="',
  '\u00ff/\u00fe',
  '*/*',
  'application/problem+json',
  '__proto__',
]

/** A little more than a body may be. */
const tooLong = 1.1 * 1024 * 1024

/** Bodies that have next to nothing to do with what is asked for. */
const nonsense = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Body> => {
  const json = value.map((one) => JSON.stringify(one) ?? '')
  const typed = fc.tuple(json, fc.constantFrom(...contentTypes))
  const coded = fc.tuple(json, fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'gzip, gzip', 'x'))
  const cut = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))
  const bytes = fc.uint8Array({ maxLength: 60 }).map((all) => Buffer.from(all))
  const spoilt = fc.tuple(json, fc.nat(), fc.nat(255)).map(([text, at, byte]) => {
    const all = Buffer.from(text)
    if (all.length > 0) all[at % all.length] = byte
    return all
  })
  return fc.oneof(
    { weight: 16, arbitrary: bytes.map((all) => ({ bytes: all })) },
    { weight: 16, arbitrary: spoilt.map((all) => ({ bytes: all })) },
    { weight: 12, arbitrary: cut.map((text) => ({ bytes: text })) },
    { weight: 12, arbitrary: typed.map(([text, type]) => ({ bytes: text, headers: { 'content-type': type } })) },
    { weight: 8, arbitrary: coded.map(([text, coding]) => ({ bytes: text, headers: { 'content-encoding': coding } })) },
    {
      weight: 4,
      arbitrary: json.map((text) => ({ bytes: gzipSync(text), headers: { 'content-encoding': 'gzip' } })),
    },
    { weight: 4, arbitrary: json.map((text) => ({ bytes: `\ufeff${text}` })) },
    { weight: 4, arbitrary: json.map((text) => ({ bytes: Buffer.from(text, 'utf16le') })) },
    { weight: 4, arbitrary: json.map((text) => ({ bytes: `${text}${text}` })) },
    { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((one) => ({ bytes: JSON.stringify(one) })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', ' ', '\0', '[', '{', '"', '//', 'null').map((text) => ({ bytes: text })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('x', '[', '\\', '{"a":').map((unit) => ({
        bytes: `{"message":"${unit.repeat(Math.ceil(tooLong / unit.length))}"}`,
      })),
    },
  )
}

/** Bodies of three kinds for a route that takes what this schema describes; without one, for a route that takes none. */
export function bodiesOf(schema: JsonSchema | undefined, named: Named) {
  const value = schema ? fromJsonSchema(schema, named) : fc.jsonValue({ maxDepth: 2 })
  return {
    valid: schema ? asJson(value) : fc.constant(undefined),
    nearly: fc.oneof(
      { weight: 8, arbitrary: asJson(justBeyond(schema ?? {}, named)) },
      { weight: 20, arbitrary: changedJson(value).map((bytes) => ({ bytes })) },
    ),
    nonsense: nonsense(value),
  }
}
