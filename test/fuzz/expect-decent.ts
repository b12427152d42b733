import { dirname } from 'node:path'
import { expect } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import type { TestServer } from '../harness.ts'
import type { FuzzAnswer, FuzzRequest } from './ask.ts'

const refusals = dialects.map(({ codec }) => codec.refusal)
const patterns = dialects
  .flatMap((dialect) => dialect.routes)
  .map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]*')}$`) }))

const longestQuote = 1_000
const quoted = (json: unknown): string => JSON.stringify(json).slice(0, longestQuote)

/** What only this side of the server should ever see. */
const leaks = [/\n\s+at .+:\d+/, /node_modules/, /file:\/\//, /\bSQLITE_/, /\b(?:SELECT|INSERT INTO|DELETE FROM) /]
const leaksOfRefusals = [/\b(?:Type|Range|Syntax|Reference|Zod)Error\b/, /\b(?:FST|ERR|HPE)_/, /sqlite/i, /src\//]

function expectNoLeak(text: string, status: number, { path }: TestServer): void {
  for (const pattern of status < 400 ? leaks : [...leaks, ...leaksOfRefusals]) expect(text).not.toMatch(pattern)
  for (const place of [process.cwd(), dirname(path)]) expect(text).not.toContain(place)
}

function expectRefusal(type: string, json: unknown, { headers, status }: FuzzAnswer): void {
  const fits = refusals.some((refusal) => type.startsWith(refusal.type) && refusal.schema.safeParse(json).success)
  expect(fits, `a refusal in the words of a contract, not ${quoted(json)}`).toBe(true)
  const said = json as { correlation_id?: string; correlationId?: string; status?: number; code?: string }
  expect(said.correlation_id ?? said.correlationId).toBe(headers['x-correlation-id'])
  if (said.status !== undefined) expect(said.status).toBe(status)
  expect(JSON.stringify(json)).not.toMatch(/too_many_streams|Too many open streams/)
}

/** Every line is a field of an event, and whatever is told is JSON: nothing that somebody said has become a frame. */
function expectStream(text: string): void {
  for (const line of text.split(/\r\n|\n|\r/)) expect(line).toMatch(/^(?:(?:data|id|event|retry): .*|:.*|)$/s)
  expect(text).not.toContain('\r')
  expect(text).toMatch(/^$|\n\n$/)
  for (const [, data = ''] of text.matchAll(/^data: (.*)$/gm)) {
    if (data === '[DONE]') continue
    const told = JSON.parse(data) as { type?: string; message?: string; error?: string }
    // The one for a query that lacks something, the other for a cursor that no stream has told.
    if (typeof told?.error === 'string')
      expect(told.error).toMatch(/^Missing required fields|^The answer was begun anew/)
    if (told?.type === 'error') expect(told.message).toMatch(/^The answer was begun anew/)
  }
  const events = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)
  if (events.length > 0)
    expect(events.at(-1)).toMatch(/^(?:completed|stopped|blocked|error|response\.(?:completed|incomplete))$/)
}

/** What is documented of a reply is what it is. */
function expectDocumented({ method, path }: FuzzRequest, status: number, json: unknown): void {
  const at = path.split('?', 1)[0] ?? ''
  const documented = patterns.flatMap(({ route, pattern }) => {
    const schema = route.method === method && pattern.test(at) ? route.schema.response?.[status] : undefined
    return schema ? [schema] : []
  })
  if (documented.length === 0) return
  expect(
    documented.some((schema) => schema.safeParse(json).success),
    `a reply as it is documented, not ${quoted(json)}`,
  ).toBe(true)
}

/** Holds to any answer, whatever was asked: it is none of a server that was surprised. */
export function expectDecent(sent: FuzzRequest, answer: FuzzAnswer, server: TestServer): void {
  const { status, headers, bytes, complete } = answer
  expect(complete, 'an answer that comes to its end').toBe(true)
  const isExpected = status >= 200 && status < 500
  expect(isExpected, `a status below 500, not ${status}: ${quoted(bytes.toString())}`).toBe(true)
  expect(headers['x-correlation-id']).toMatch(/^[A-Za-z0-9._:-]{1,128}$/)
  expect(headers).not.toHaveProperty('x-injected')
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  expectNoLeak(text, status, server)
  const type = headers['content-type'] ?? ''
  if (status === 204) expect(text).toBe('')
  else if (type.startsWith('text/event-stream')) expectStream(text)
  else {
    expect(type).toMatch(/^application\/(?:problem\+)?json/)
    const json: unknown = JSON.parse(text)
    if (status >= 400) expectRefusal(type, json, answer)
    else expectDocumented(sent, status, json)
  }
}
