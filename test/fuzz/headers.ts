import * as fc from 'fast-check'
import type { Route } from '../../src/dialects/dialect.ts'

type Headers = Record<string, string>
type Values = { valid: readonly string[]; odd: readonly string[] }

/** Whatever a header can carry: bytes but for those that end it. */
const anyValue = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 40,
})

const known: Readonly<Record<string, Values>> = {
  accept: {
    valid: ['*/*', 'application/json', 'text/event-stream', 'Text/Event-Stream;q=0.9, */*;q=0.1'],
    odd: ['', ',,,', 'text/event-stream/x', ';;q=NaN', 'text/event-stream,'.repeat(200)],
  },
  prefer: {
    valid: ['respond-async', 'return=minimal', 'wait=10, respond-async'],
    odd: ['', ',,,', 'RESPOND-ASYNC;x="', 'respond-async=1', 'respond-async,'.repeat(200)],
  },
  'idempotency-key': {
    valid: ['key-1', 'key-2', '"8e03978e-40d5-43dd-bc93-6894a57f9324"', 'x'.repeat(255)],
    odd: ['', ' ', 'x'.repeat(256), '__proto__', '\u00ff\u00fe', "'; --"],
  },
  'last-event-id': {
    valid: [
      '{{run}}:0',
      '{{run}}:1048577',
      '{{therapy-run}}:0',
      '{{therapy-run}}:1048577',
      '{{therapy-run}}:1048578:1',
      '',
    ],
    odd: [
      '0',
      ':',
      '{{run}}',
      '{{run}}:',
      '{{run}}:-1',
      '{{run}}:1e3',
      '{{run}}: 1',
      '{{run}}:9007199254740993',
      '{{run}}:9999999999999999',
      '{{run}}:1:1:1',
      '{{therapy-run}}:0:999999',
      '{{therapy-run}}:1:0',
      '{{therapy-run}}:9007199254740991',
      '{{therapy-run}}:9999999999999999:1',
      '__proto__:1',
      '\u00ff:1',
    ],
  },
  'x-correlation-id': {
    valid: ['abc-123', 'a'.repeat(128)],
    odd: ['', 'a'.repeat(129), 'a b', '\u00ff', '"', 'a,b', '{}'],
  },
  'x-user-id': { valid: ['ann'], odd: ['', 'bob', '\u00c3\u00a9', '\u00ff', 'x'.repeat(256), '__proto__', 'a, b'] },
}

const person: readonly Headers[] = [
  { authorization: 'Bearer {{token}}' },
  { authorization: 'bearer  {{token}} ' },
  { authorization: 'Bearer {{own-key}}' },
  { authorization: 'Bearer {{service-key}}', 'x-user-id': 'ann' },
]
const operator: readonly Headers[] = [{ authorization: 'Bearer {{admin}}' }]
const stranger: readonly Headers[] = [
  {},
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer x' },
  { authorization: 'Basic YTpi' },
  { authorization: 'Bearer {{other-token}}' },
  { authorization: 'Bearer {{service-key}}' },
  { authorization: 'Bearer {{token}}x' },
  { authorization: 'Bearer {{token}},Bearer {{token}}' },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.' },
  { authorization: `Bearer ${'x'.repeat(8_000)}` },
  { authorization: 'Bearer ck_\u00ff' },
]

/** Who asks: nearly always somebody who may. */
const callers = ({ access }: Route, all: boolean): fc.Arbitrary<Headers> => {
  const may = access === 'operator' ? operator : person
  const others = access === 'operator' ? person : operator
  const usual = fc.constantFrom(...may)
  return all ? fc.oneof(usual, fc.constantFrom(...others, ...stranger)) : usual
}

const together = (all: readonly Headers[]): Headers => Object.assign({}, ...all) as Headers

/** The headers that a route heeds, as its clients send them, and as others may. */
export function headersOf(route: Route) {
  const names = [...(route.heeds ?? []), 'x-correlation-id']
  const optional = (name: string, values: fc.Arbitrary<string>, absent: number): fc.Arbitrary<Headers> =>
    fc.oneof(
      { weight: absent, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: values.map((value) => ({ [name]: value })) },
    )
  const valid = names.map((name) =>
    optional(name, fc.constantFrom(...(known[name]?.valid ?? [])), name === 'accept' ? 1 : 5),
  )
  const any = [...names, 'x-user-id'].map((name) => {
    const { valid, odd } = known[name] ?? { valid: [], odd: [] }
    return optional(name, fc.oneof(fc.constantFrom(...valid, ...odd), anyValue), 1)
  })
  return {
    valid: fc.tuple(callers(route, false), ...valid).map(together),
    nearly: fc.tuple(...any, callers(route, true)).map(together),
  }
}
