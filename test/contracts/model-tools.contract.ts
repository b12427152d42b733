import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from '../models/ask-model.ts'
import type { CreateModel } from '../models/ask-model.ts'
import { WITH_TOOLS } from '../models/tool-requests.ts'

/** What every adapter of the Model port owes a model that asks for tools. */
export function modelToolsContract(name: string, create: CreateModel): void {
  describe(`${name}: tool calls`, () => {
    const asked = { request: WITH_TOOLS }

    test('are not lost, mixed up or shown as text', async () => {
      await using fake = await startFakeModel()
      fake.calls(
        [
          { id: 'one', name: 'add', arguments: '{"a":1,"b":"zwei"}' },
          { id: 'two', name: 'now', arguments: '{}' },
        ],
        'One moment.',
        { input: 11, output: 5 },
      )
      const { deltas, usages, outcome } = await ask(create, fake, asked)
      expect(outcome).toEqual({
        kind: 'finish',
        reason: 'stop',
        calls: [
          { id: 'one', name: 'add', arguments: '{"a":1,"b":"zwei"}' },
          { id: 'two', name: 'now', arguments: '{}' },
        ],
      })
      expect(deltas.join('')).toBe('One moment.')
      expect(usages).toEqual([{ inputTokens: 11, outputTokens: 5 }])
    })

    test('need no word beside them, and may have no arguments', async () => {
      await using fake = await startFakeModel()
      fake.calls([{ id: 'one', name: 'now', arguments: '' }])
      const { deltas, outcome } = await ask(create, fake, asked)
      expect(deltas).toEqual([])
      expect(outcome).toEqual({
        kind: 'finish',
        reason: 'stop',
        calls: [{ id: 'one', name: 'now', arguments: '{}' }],
      })
    })

    test('are put together again from pieces of a few bytes', async () => {
      const written = JSON.stringify({ a: 'Grüße, 日本', b: ['\\', '"', '👩‍👩‍👧'] })
      const { outcome } = await askScripted(
        create,
        async (exchange) => {
          exchange.pieceBytes = 3
          await exchange.call({ id: 'one', name: 'add', arguments: written })
          await exchange.finish()
          await exchange.done()
        },
        asked,
      )
      expect(outcome).toMatchObject({ calls: [{ id: 'one', name: 'add', arguments: written }] })
    })

    test.each(['length', 'content_filter'])('that were cut by %s are none', async (reason) => {
      const { outcome } = await askScripted(
        create,
        async (exchange) => {
          await exchange.token('I shall')
          await exchange.call({ name: 'add', arguments: '{"a":1,' })
          await exchange.finish(reason)
          await exchange.done()
        },
        asked,
      )
      expect(outcome).toEqual({ kind: 'finish', reason })
    })

    test('whose answer never ended are none', async () => {
      const { outcome } = await askScripted(
        create,
        async (exchange) => {
          await exchange.call({ name: 'add', arguments: '{"a":1,"b":2}' })
          await exchange.end()
        },
        asked,
      )
      expect(outcome).toMatchObject({ kind: 'error', code: 'interrupted', retryable: true })
    })

    test.each([
      ['nothing was offered', {}],
      ['it is to answer now', { ...WITH_TOOLS, toolChoice: 'none' as const }],
    ])('are not handed on where %s', async (_, request) => {
      await using fake = await startFakeModel()
      fake.calls([{ name: 'add', arguments: '{}' }], 'So be it.')
      const { deltas, outcome } = await ask(create, fake, { request })
      expect(deltas.join('')).toBe('So be it.')
      expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
    })

    test('cannot be without number', async () => {
      await using fake = await startFakeModel()
      fake.next(async (exchange) => {
        while (exchange.open) await exchange.call({ name: 'now', arguments: '{}' }).then(() => setImmediate())
      })
      const { outcome } = await ask(create, fake, { ...asked, untilClosed: fake })
      expect(outcome).toMatchObject({ kind: 'error', code: 'too_long', retryable: false })
    })

    test('of the most that may be are all there', async () => {
      await using fake = await startFakeModel()
      fake.calls(Array.from({ length: 64 }, (_, i) => ({ id: `id_${i}`, name: 'now', arguments: '{}' })))
      const { outcome } = await ask(create, fake, asked)
      expect(outcome.kind === 'finish' && outcome.calls?.map(({ id }) => id)).toEqual(
        Array.from({ length: 64 }, (_, i) => `id_${i}`),
      )
    })

    test('cannot fill the memory', async () => {
      await using fake = await startFakeModel()
      fake.next(async (exchange) => {
        await exchange.call({ name: 'add', arguments: JSON.stringify({ a: 'x'.repeat(300_000) }) })
        await exchange.stall()
      })
      const { outcome } = await ask(create, fake, { ...asked, untilClosed: fake })
      expect(outcome).toMatchObject({ kind: 'error', code: 'too_long', retryable: false })
    })

    test('may be large within the limit', async () => {
      await using fake = await startFakeModel()
      const written = JSON.stringify({ a: 'x'.repeat(250_000) })
      fake.calls([{ name: 'add', arguments: written }])
      const { outcome } = await ask(create, fake, asked)
      expect(outcome).toMatchObject({ kind: 'finish', calls: [{ arguments: written }] })
    })
  })
}
