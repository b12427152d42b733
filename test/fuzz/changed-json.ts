import * as fc from 'fast-check'
import { oddText } from './odd-texts.ts'

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`

const depth = fc.constantFrom(3, 59, 60, 61, 62, 63, 64, 65, 1_000)

const plain = ['null', 'true', 'false', '[]', '{}', '[[]]', '[null]', '{"":""}', '""', '[""]']
const numbers = [
  ...'0 -0 -1 0.5 1e400 -1e400 1e-400 1E+2 2147483648 9007199254740993 1e21 5e-324'.split(' '),
  '1.7976931348623157e308',
  '123456789012345678901234567890',
]
const inherited = [
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  '{"toJSON":1,"then":1,"length":-1}',
]
const escaped = ['"\\ud800"', '"\\u0000"', '"\\u005f_proto__"', '"\ud83d\\ude00"']
const malformed = ['NaN', 'undefined', "'x'", '01', '1.', '+1', '"\n"', '"\\x"', '']

/** JSON as it is written, for much of what is odd cannot be said by a value. */
const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plain) },
  { weight: 4, arbitrary: fc.constantFrom(...numbers) },
  { weight: 12, arbitrary: oddText.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.constantFrom(...escaped) },
  { weight: 1, arbitrary: depth.map((levels) => nested('[', ']', levels)) },
  { weight: 1, arbitrary: depth.map((levels) => nested('{"a":', '}', levels)) },
  { weight: 2, arbitrary: fc.constantFrom(...inherited) },
  { weight: 1, arbitrary: fc.constantFrom(...malformed) },
)

const oddKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'userId', 'user_id', 'id', 'role', 'sessionId'),
  oddText,
)

type Change =
  | { kind: 'replace'; json: string }
  | { kind: 'remove' }
  | { kind: 'wrap' }
  | { kind: 'twice'; json: string }
  | { kind: 'add'; key: string; json: string }

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('replace' as const), json: oddJson }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'wrap' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), json: oddJson }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const), key: oddKey, json: oddJson }) },
)

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Every place in a value, by its number from the outside in: all of them, then those alone that hold no others. */
function placesOf(value: unknown): [all: number[], leaves: number[]] {
  const [all, leaves]: [number[], number[]] = [[], []]
  function visit(one: unknown): void {
    if (!isContainer(one)) leaves.push(all.length)
    all.push(all.length)
    if (isContainer(one)) Object.values(one).forEach(visit)
  }
  visit(value)
  return [all, leaves]
}

function placeOf(value: unknown, chosen: number): number {
  const [all, leaves] = placesOf(value)
  const usual = chosen % 4 > 0 && leaves.length > 0 ? leaves : all
  return usual[Math.floor(chosen / 4) % usual.length] ?? 0
}

/** Writes a value with one change at the place of that number, counted from the outside in. */
function write(value: unknown, place: number, made: Change): string {
  let left = place

  function members(inner: object): string[] {
    return Object.entries(inner).flatMap(([key, one]) => {
      const name = Array.isArray(inner) ? '' : `${JSON.stringify(key)}:`
      const isHere = left === 0
      const json = visit(one)
      if (isHere && made.kind === 'remove') return []
      if (isHere && made.kind === 'twice') return [`${name}${json}`, `${name}${made.json}`]
      return [`${name}${json}`]
    })
  }

  function visit(one: unknown): string {
    const isHere = left-- === 0
    if (isHere && made.kind === 'replace') return made.json
    if (!isContainer(one)) return isHere && made.kind === 'wrap' ? `[${JSON.stringify(one)}]` : JSON.stringify(one)
    const extra =
      isHere && made.kind === 'add' && !Array.isArray(one) ? [`${JSON.stringify(made.key)}:${made.json}`] : []
    const inside = [...members(one), ...extra].join(',')
    const json = Array.isArray(one) ? `[${inside}]` : `{${inside}}`
    return isHere && made.kind === 'wrap' ? `[${json}]` : json
  }

  return visit(value)
}

/** The JSON of a value with one thing about it changed, wherever that is. */
export const changedJson = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.tuple(value, fc.noBias(fc.nat()), change).map(([one, place, made]) => write(one, placeOf(one, place), made))
