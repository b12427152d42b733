import type { IncomingHttpHeaders } from 'node:http'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { echoOf, startFakeModel } from '../fake-model.ts'
import type { Script } from '../fake-model.ts'
import { ask, askScripted, KEY, PATIENT, QUESTION, SHORT } from '../models/ask-model.ts'
import type { CreateModel } from '../models/ask-model.ts'
import { modelFailureContract } from './model-failure.contract.ts'

const bearer = ({ authorization }: IncomingHttpHeaders): unknown => authorization?.replace(/^Bearer /, '')

/** What every adapter of the Model port owes, whatever its provider does. */
export function modelContract(name: string, create: CreateModel, keyIn = bearer): void {
  describe(`${name}: the Model contract`, () => {
    describe('an answer', () => {
      test('is not joined, reordered or lost on its way', async () => {
        await using fake = await startFakeModel()
        fake.reply('Hello  there,\nyou\t"two"', { input: 11, output: 4 })
        const { deltas, usages, outcome } = await ask(create, fake)
        expect(deltas).toEqual(['Hello', '  there,', '\nyou', '\t"two"'])
        expect(usages).toEqual([{ inputTokens: 11, outputTokens: 4 }])
        expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
      })

      test('is not torn where its bytes are, even within a character', async () => {
        const tokens = ['Grüße ', '日本語 ', '👩‍👩‍👧', 'a\u0301', '\u{10ffff}', 'plain', 'é']
        const { deltas, outcome } = await askScripted(create, async (exchange) => {
          exchange.pieceBytes = 1
          for (const token of tokens) await exchange.token(token)
          await exchange.finish()
          await exchange.done()
        })
        expect(deltas).toEqual(tokens)
        expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
      })

      test.each([2, 3, 5, 7, 64, 1021])('is the same in pieces of %i bytes', async (pieceBytes) => {
        const tokens = ['één ', '二 ', '3️⃣ ', 'four']
        const { deltas, usages } = await askScripted(create, async (exchange) => {
          exchange.pieceBytes = pieceBytes
          for (const token of tokens) await exchange.token(token)
          await exchange.finish()
          await exchange.usage({ input: 1, output: 4 })
          await exchange.done()
        })
        expect(deltas).toEqual(tokens)
        expect(usages).toEqual([{ inputTokens: 1, outputTokens: 4 }])
      })

      test.each(['\r\n', '\r'] as const)('is not lost to line ends of %j or to comments', async (eol) => {
        const { deltas, outcome } = await askScripted(create, async (exchange) => {
          exchange.eol = eol
          exchange.pieceBytes = 3
          await exchange.comment('keep-alive')
          await exchange.token('one ')
          await exchange.comment('keep-alive')
          await exchange.text(`retry: 10${eol}id: 5${eol}${eol}`)
          await exchange.token('two')
          await exchange.finish()
          await exchange.done()
        })
        expect(deltas).toEqual(['one ', 'two'])
        expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
      })

      test('keeps the halves of a surrogate pair as they were cut', async () => {
        const { deltas } = await askScripted(create, async (exchange) => {
          await exchange.token('\ud83d')
          await exchange.token('\ude00')
          await exchange.finish()
          await exchange.done()
        })
        expect(deltas).toEqual(['\ud83d', '\ude00'])
      })

      test('has no usage where the provider gave none', async () => {
        await using fake = await startFakeModel()
        fake.reply('Hi', null)
        const { usages, outcome } = await ask(create, fake)
        expect(usages).toEqual([])
        expect(outcome.kind).toBe('finish')
      })

      test.each(['stop', 'length', 'content_filter'])('says that it ended by %s', async (reason) => {
        const { outcome } = await askScripted(create, async (exchange) => {
          await exchange.token('so')
          await exchange.finish(reason)
          await exchange.done()
        })
        expect(outcome).toEqual({ kind: 'finish', reason })
      })

      test('shows a refusal instead of nothing', async () => {
        const { deltas, outcome } = await askScripted(create, async (exchange) => {
          await exchange.refusal('I cannot')
          await exchange.finish()
          await exchange.done()
        })
        expect(deltas).toEqual(['I cannot'])
        expect(outcome.kind).toBe('finish')
      })

      test('arrives while it is made, not at its end', async () => {
        await using fake = await startFakeModel()
        const steps = fake.stepped(['a', 'b', 'c'])
        steps.release()
        const { deltas } = await ask(create, fake, { delta: () => steps.release() })
        expect(deltas).toEqual(['a', 'b', 'c'])
      })

      test('does not wait for a connection that stays open behind it', async () => {
        await using fake = await startFakeModel()
        fake.next(async (exchange) => {
          await exchange.token('all')
          await exchange.finish()
          await exchange.endMarker()
          await exchange.stall()
        })
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        const outcome = await model.stream(QUESTION, { delta() {}, usage() {} }, new AbortController().signal)
        expect(outcome.kind).toBe('finish')
        await fake.requests[0]?.closed
      })

      test('is over at its end marker, whatever comes in the same packet', async () => {
        const { deltas, outcome } = await askScripted(create, (exchange) =>
          exchange.together(async () => {
            await exchange.token('all')
            await exchange.finish()
            await exchange.endMarker()
            await exchange.token('more')
            await exchange.frame('nonsense')
          }),
        )
        expect(deltas).toEqual(['all'])
        expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
      })

      test('lets go of a provider that talks on behind its end', async () => {
        await using fake = await startFakeModel()
        fake.next(async (exchange) => {
          await exchange.finish()
          await exchange.endMarker()
          await exchange.flood()
        })
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        const deltas: string[] = []
        const on = { delta: (text: string) => deltas.push(text), usage() {} }
        const outcome = await model.stream(QUESTION, on, new AbortController().signal)
        expect(outcome.kind).toBe('finish')
        await fake.requests[0]?.closed
        expect(deltas).toEqual([])
      })

      test('leaves its connection to the next one', async () => {
        await using fake = await startFakeModel()
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        const signal = new AbortController().signal
        for (let turn = 0; turn < 5; turn += 1) {
          const text: string[] = []
          await model.stream(QUESTION, { delta: (delta) => text.push(delta), usage() {} }, signal)
          expect(text.join('')).toBe(echoOf('Hello'))
          // The body's end is a packet of its own; the request that follows it may find the connection busy.
          await new Promise(setImmediate)
        }
        expect(fake.connections).toBeLessThan(5)
      })
    })

    describe('a broken stream', () => {
      const interrupted = { kind: 'error', code: 'interrupted', retryable: true }

      test('is no answer when it ends cleanly without its end marker', async () => {
        const { deltas, outcome } = await askScripted(create, async (exchange) => {
          await exchange.token('half')
          await exchange.end()
        })
        expect(deltas).toEqual(['half'])
        expect(outcome).toMatchObject(interrupted)
      })

      test('is no answer when the socket closes in the middle of a frame', async () => {
        const { deltas, outcome } = await askScripted(create, async (exchange) => {
          await exchange.token('half')
          await exchange.text('data: {"cho')
          exchange.cut()
        })
        expect(deltas).toEqual(['half'])
        expect(outcome).toMatchObject(interrupted)
      })

      test('is no answer when the socket closes between two frames', async () => {
        const { outcome } = await askScripted(create, async (exchange) => {
          await exchange.token('half')
          exchange.cut()
        })
        expect(outcome).toMatchObject(interrupted)
      })

      test('is no answer when the connection is reset', async () => {
        await using fake = await startFakeModel()
        let cut = () => {}
        fake.next(async (exchange) => {
          cut = () => exchange.reset()
          await exchange.token('half')
        })
        const { outcome } = await ask(create, fake, { delta: () => cut() })
        expect(outcome).toMatchObject(interrupted)
      })

      test('is no answer when it is empty', async () => {
        const { deltas, outcome } = await askScripted(create, (exchange) =>
          exchange.respond(200, { 'content-type': 'text/event-stream' }),
        )
        expect(deltas).toEqual([])
        expect(outcome).toMatchObject(interrupted)
      })
    })

    describe('a provider that says nothing', () => {
      async function expectTimeout(script: Script): Promise<void> {
        await using fake = await startFakeModel()
        fake.next(script)
        const { outcome } = await ask(create, fake, { untilClosed: fake, timeouts: { ...SHORT, connectMs: 20_000 } })
        expect(outcome).toMatchObject({ kind: 'error', code: 'timeout', retryable: true })
      }

      test('is not waited for before its headers', () => expectTimeout((exchange) => exchange.stall()))

      test('is not waited for after its headers', () =>
        expectTimeout(async (exchange) => {
          await exchange.head()
          await exchange.stall()
        }))

      test('is told apart from one that is slow but steady', async () => {
        const { outcome } = await askScripted(
          create,
          async (exchange) => {
            const until = performance.now() + 1000
            while (performance.now() < until && exchange.open) {
              await exchange.token('.')
              await new Promise(setImmediate)
            }
            await exchange.finish()
            await exchange.done()
          },
          { timeouts: { ...PATIENT, gapMs: 600 } },
        )
        expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
      })

      test('is not waited for in the middle', () =>
        expectTimeout(async (exchange) => {
          await exchange.token('half')
          await exchange.stall()
        }))
    })

    describe('a provider out of reach', () => {
      test('is told apart from one that refuses', async () => {
        const gone = await startFakeModel()
        await gone[Symbol.asyncDispose]()
        const { outcome } = await ask(create, gone)
        expect(outcome).toMatchObject({ kind: 'error', code: 'unreachable', retryable: true })
      })

      test('is one that hangs up before it answers', async () => {
        const { outcome } = await askScripted(create, (exchange) => exchange.cut())
        expect(outcome).toMatchObject({ kind: 'error', code: 'unreachable', retryable: true })
      })
    })

    describe('a stop', () => {
      const cancelled = { kind: 'error', code: 'cancelled', retryable: false }

      test('before the request sends none', async () => {
        await using fake = await startFakeModel()
        const { outcome } = await ask(create, fake, { signal: AbortSignal.abort() })
        expect(outcome).toMatchObject(cancelled)
        expect(fake.connections).toBe(0)
      })

      test('while it connects sends nothing', async () => {
        await using fake = await startFakeModel()
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        const stop = new AbortController()
        const streaming = model.stream(QUESTION, { delta() {}, usage() {} }, stop.signal)
        stop.abort()
        expect(await streaming).toMatchObject(cancelled)
        await model.stream(QUESTION, { delta() {}, usage() {} }, new AbortController().signal)
        expect(fake.requests).toHaveLength(1)
      })

      test('before the headers closes the socket', async () => {
        await using fake = await startFakeModel()
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        fake.next((exchange) => exchange.stall())
        const stop = new AbortController()
        const streaming = model.stream(QUESTION, { delta() {}, usage() {} }, stop.signal)
        const request = await fake.waitForRequest(1)
        stop.abort()
        expect(await streaming).toMatchObject(cancelled)
        await request.closed
      })

      test('in the middle closes the socket and lets no delta through', async () => {
        await using fake = await startFakeModel()
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        fake.next((exchange) => exchange.flood())
        const stop = new AbortController()
        let after = 0
        const on = {
          delta() {
            if (stop.signal.aborted) after += 1
            stop.abort()
          },
          usage() {},
        }
        expect(await model.stream(QUESTION, on, stop.signal)).toMatchObject(cancelled)
        const request = await fake.waitForRequest(1)
        await request.closed
        expect(request.wasAborted).toBe(true)
        expect(after).toBe(0)
      })

      test('lets nothing through that came in the same packet', async () => {
        const stop = new AbortController()
        const { deltas, outcome } = await askScripted(
          create,
          (exchange) =>
            exchange.together(async () => {
              await exchange.token('one')
              await exchange.token('two')
              await exchange.finish()
              await exchange.endMarker()
            }),
          { signal: stop.signal, delta: () => stop.abort() },
        )
        expect(deltas).toEqual(['one'])
        expect(outcome).toMatchObject(cancelled)
      })

      test('of one answer leaves the others alone', async () => {
        await using fake = await startFakeModel()
        await using model = create({ baseUrl: fake.url, timeouts: PATIENT })
        const stop = new AbortController()
        const steps = fake.stepped(['a', 'b'])
        fake.next((exchange) => exchange.stall())
        const kept: string[] = []
        const staying = model.stream(
          QUESTION,
          { delta: (text) => kept.push(text), usage() {} },
          new AbortController().signal,
        )
        await fake.waitForRequest(1)
        const leaving = model.stream(QUESTION, { delta() {}, usage() {} }, stop.signal)
        const second = await fake.waitForRequest(2)
        stop.abort()
        expect(await leaving).toMatchObject(cancelled)
        await second.closed
        steps.releaseAll()
        expect(await staying).toEqual({ kind: 'finish', reason: 'stop' })
        expect(kept).toEqual(['a', 'b'])
      })

      test('of the adapter itself leaves no answer hanging', async () => {
        await using fake = await startFakeModel()
        const model = create({ baseUrl: fake.url, timeouts: PATIENT })
        fake.next((exchange) => exchange.stall())
        const signal = new AbortController().signal
        const streaming = model.stream(QUESTION, { delta() {}, usage() {} }, signal)
        const request = await fake.waitForRequest(1)
        await model[Symbol.asyncDispose]()
        expect(await streaming).toMatchObject(cancelled)
        await request.closed
        expect(await model.stream(QUESTION, { delta() {}, usage() {} }, signal)).toMatchObject(cancelled)
      })
    })

    test('a listener that throws is not hidden, and its request goes', async () => {
      await using fake = await startFakeModel()
      fake.next((exchange) => exchange.flood())
      const mistake = new Error('a mistake of ours')
      const asking = ask(create, fake, {
        untilClosed: fake,
        delta: () => {
          throw mistake
        },
      })
      await expect(asking).rejects.toBe(mistake)
    })

    test('the key is in the request and nowhere in what went wrong', async () => {
      const said = `${'x'.repeat(975)}${KEY} is wrong`
      const scripts: Script[] = [
        (exchange) => exchange.respond(401, {}, JSON.stringify({ error: { message: said, code: KEY } })),
        (exchange) => exchange.respond(500, {}, said),
        (exchange) => exchange.error({ message: said, code: KEY }),
        (exchange) => exchange.frame(said),
        (exchange) => exchange.raw(`${KEY}\r\n\r\n`),
      ]
      for (const script of scripts) {
        const { fake, outcome } = await askScripted(create, script)
        expect(keyIn(fake.requests[0]?.headers ?? {})).toBe(KEY)
        expect(outcome.kind).toBe('error')
        expect(inspect(outcome, { depth: Infinity, showHidden: true })).not.toMatch(/sk-c/)
      }
    })

    test('a provider without a key is sent none', async () => {
      await using fake = await startFakeModel()
      await ask(create, fake, { apiKey: undefined })
      expect(keyIn(fake.requests[0]?.headers ?? {})).toBeUndefined()
      expect(JSON.stringify(fake.requests[0]?.headers)).not.toMatch(/bearer|api-key/i)
    })

    test('a base URL is the same with a slash at its end', async () => {
      await using fake = await startFakeModel()
      await ask(create, fake)
      await ask(create, { url: `${fake.url}/` })
      expect(fake.requests[1]?.path).toBe(fake.requests[0]?.path)
      expect(fake.requests[0]?.path).toMatch(/^\/v1\/[a-z]/)
    })

    modelFailureContract(create)
  })
}
