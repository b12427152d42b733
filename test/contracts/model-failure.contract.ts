import { describe, expect, test } from 'vitest'
import type { ModelError } from '../../src/ports/model.ts'
import { startFakeModel } from '../fake-model.ts'
import type { Script } from '../fake-model.ts'
import { ask, askScripted, PATIENT } from '../models/ask-model.ts'
import type { AskOptions, CreateModel } from '../models/ask-model.ts'

/** The part of the Model contract that meets a provider which answers, but not with an answer. */
export function modelFailureContract(create: CreateModel): void {
  describe('a provider that talks nonsense', () => {
    const garbled = { kind: 'error', code: 'garbled', retryable: true }

    async function expectGarbled(script: Script, options?: AskOptions): Promise<void> {
      await using fake = await startFakeModel()
      fake.next(async (exchange) => {
        await script(exchange)
        await exchange.stall()
      })
      const { outcome } = await ask(create, fake, { ...options, untilClosed: fake })
      expect(outcome).toMatchObject(garbled)
    }

    test.each(['{"choices":[', 'hello', '[]', 'null', '1', '"x"', '{"a":1}{"b":2}', ''])(
      'is not listened to after the frame %j',
      async (data) => {
        await expectGarbled(async (exchange) => {
          await exchange.token('before')
          await exchange.frame(data)
          await exchange.token('after')
        })
      },
    )

    test.each(['data: ', ': ', 'event: ', 'nofield', '\n'])(
      'cannot fill the memory with a line of %j',
      async (line) => {
        await expectGarbled((exchange) => exchange.endlessLine(line), { maxFrameBytes: 100_000 })
      },
    )

    test('cannot fill the memory with an event of many lines', async () => {
      await expectGarbled(
        async (exchange) => {
          while (exchange.open) await exchange.text(`data: ${'x'.repeat(1000)}\n`)
        },
        { maxFrameBytes: 100_000 },
      )
    })

    test('cannot pass a frame that is too large, in one piece', async () => {
      await expectGarbled((exchange) => exchange.token('x'.repeat(5000)), { maxFrameBytes: 4000 })
    })

    test('may send a large frame within the limit', async () => {
      const { deltas } = await askScripted(create, async (exchange) => {
        await exchange.token('é'.repeat(400_000))
        await exchange.finish()
        await exchange.done()
      })
      expect(deltas.join('').length).toBe(400_000)
    })

    test.each([
      { 'content-type': 'application/json' },
      { 'content-type': 'text/html; charset=utf-8' },
      { 'content-type': 'text/event-streams' },
      { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
      {},
    ])('is not read as an event stream with headers %j', async (headers) => {
      await expectGarbled(async (exchange) => {
        await exchange.head(200, headers)
        await exchange.token('Hello')
      })
    })

    test('is not taken for HTTP when it is not', async () => {
      await using fake = await startFakeModel()
      fake.next(async (exchange) => {
        await exchange.raw('220 mail.example ESMTP\r\n')
        await exchange.stall()
      })
      const { outcome } = await ask(create, fake)
      expect(outcome).toMatchObject(garbled)
    })

    test('cannot flood a run without end', async () => {
      await using fake = await startFakeModel()
      fake.next((exchange) => exchange.flood('again '.repeat(100)))
      const { outcome } = await ask(create, fake, { untilClosed: fake, maxBytes: 300_000 })
      expect(outcome).toMatchObject({ kind: 'error', code: 'too_long', retryable: false })
    })

    test('cannot make it throw with frames of odd types', async () => {
      const odd = [null, 1, true, '', 'text', [], [null], {}, [[]], { 0: null }]
      const { outcome } = await askScripted(create, async (exchange) => {
        for (const value of odd) {
          const choice = [{ delta: value, finish_reason: null }]
          const content = [{ delta: { content: typeof value === 'string' ? '' : value }, finish_reason: value && null }]
          await exchange.frame({ choices: value, usage: value })
          await exchange.frame({ choices: choice })
          await exchange.frame({ choices: content })
          await exchange.frame({ type: value, delta: value })
          await exchange.frame({ type: 'response.output_text.delta', delta: typeof value === 'string' ? '' : value })
        }
        await exchange.finish()
        await exchange.done()
      })
      expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
    })

    test.each([
      { code: 'server_error', message: 'x' },
      { type: 'overloaded_error' },
      { code: 502 },
      { code: null, type: {}, message: [] },
      'overloaded',
    ])('can say in its stream that it is unavailable: %j', async (error) => {
      const { deltas, outcome } = await askScripted(create, async (exchange) => {
        await exchange.token('half')
        await exchange.error(error)
      })
      expect(deltas).toEqual(['half'])
      expect(outcome).toMatchObject({ kind: 'error', code: 'unavailable', retryable: true })
    })

    test.each([
      { type: 'invalid_request_error', code: 'context_length_exceeded' },
      { code: 'insufficient_quota' },
      { type: 'authentication_error' },
      { type: 'permission_error' },
      { code: 'invalid_prompt' },
      { code: 400 },
    ])('is not asked again after it refused in its stream: %j', async (error) => {
      const { outcome } = await askScripted(create, (exchange) => exchange.error(error))
      expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
    })

    test.each([{ code: 'rate_limit_exceeded' }, { type: 'rate_limit_error' }, { code: 429 }])(
      'can say in its stream that it is asked too often: %j',
      async (error) => {
        const { outcome } = await askScripted(create, (exchange) => exchange.error(error))
        expect(outcome).toMatchObject({ kind: 'error', code: 'rate_limited', retryable: true })
      },
    )
  })

  describe('a status', () => {
    test.each([
      [{ 'retry-after': '7' }, 7000],
      [{ 'retry-after': '0.5' }, 500],
      [{ 'retry-after-ms': '1250', 'retry-after': '9' }, 1250],
      [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
      [{ 'retry-after': '-5' }, undefined],
      [{ 'retry-after': 'soon' }, undefined],
      [{}, undefined],
    ])('429 keeps its distance: %j', async (headers, wait) => {
      const { outcome } = await askScripted(create, (exchange) => exchange.respond(429, headers))
      expect(outcome).toMatchObject({ kind: 'error', code: 'rate_limited', retryable: true })
      expect((outcome as ModelError).retryAfterMs).toBe(wait)
    })

    test('429 with a date waits until then', async () => {
      const at = new Date(Date.now() + 3_600_000).toUTCString()
      const { outcome } = await askScripted(create, (exchange) => exchange.respond(429, { 'retry-after': at }))
      const wait = (outcome as ModelError).retryAfterMs ?? 0
      expect(wait).toBeGreaterThan(3_000_000)
      expect(wait).toBeLessThanOrEqual(3_600_000)
    })

    test('429 for an empty account is not asked again', async () => {
      const body = JSON.stringify({ error: { type: 'insufficient_quota', code: 'insufficient_quota' } })
      const { outcome } = await askScripted(create, (exchange) => exchange.respond(429, {}, body))
      expect(outcome).toMatchObject({ kind: 'error', code: 'rate_limited', retryable: false })
    })

    test.each([408, 409, 500, 502, 503, 529])('%i is not taken for a refusal', async (status) => {
      const { outcome } = await askScripted(create, (exchange) =>
        exchange.respond(status, { 'retry-after': '2' }, 'busy'),
      )
      const expected = {
        code: 'unavailable',
        retryable: true,
        retryAfterMs: 2000,
        cause: { reason: `status ${status}`, status },
      }
      expect(outcome).toMatchObject(expected)
    })

    test.each([400, 401, 403, 404, 413, 415, 422])('%i is not asked again', async (status) => {
      const { outcome } = await askScripted(create, (exchange) => exchange.respond(status))
      expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false, cause: { status } })
    })

    test.each([301, 302, 307, 308])('%i leads nowhere else', async (status) => {
      await using elsewhere = await startFakeModel()
      const location = `${elsewhere.url}/chat/completions`
      const { outcome } = await askScripted(create, (exchange) => exchange.respond(status, { location }))
      expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
      expect(elsewhere.connections).toBe(0)
    })

    test('500 with a body too large to read is an answer all the same', async () => {
      await using fake = await startFakeModel()
      fake.next(async (exchange) => {
        await exchange.head(500, { 'content-type': 'text/plain' })
        await exchange.text('x'.repeat(100_000))
        await exchange.stall()
      })
      const timeouts = { ...PATIENT, gapMs: 120_000 }
      const { outcome } = await ask(create, fake, { untilClosed: fake, timeouts })
      expect(outcome).toMatchObject({ kind: 'error', code: 'unavailable' })
    })

    test('403 is a refusal even when its body stalls', async () => {
      const { outcome } = await askScripted(
        create,
        async (exchange) => {
          await exchange.head(403, { 'content-type': 'text/plain' })
          await exchange.text('no')
          await exchange.stall()
        },
        { timeouts: { ...PATIENT, gapMs: 150 } },
      )
      expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
    })
  })
}
