import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStreamModel, type ModelOutcome, type StreamModelOptions } from '../../src/models/stream.ts'
import type { Finish, Model, ModelError, ModelListener } from '../../src/ports/model.ts'

// The loop waits on Node's own promise of a timer, which the fake clock does not reach.
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, _value: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      const abort = (): void => {
        clearTimeout(timer)
        reject(new Error('aborted'))
      }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    }),
}))

type Ending = Finish | ModelError
type Act = (on: ModelListener, signal: AbortSignal) => Ending | Promise<Ending>

const finish: Finish = { kind: 'finish', reason: 'stop' }
const passing: ModelError = { kind: 'error', code: 'unavailable', retryable: true }
const final: ModelError = { kind: 'error', code: 'refused', retryable: false }
const cancelled: ModelError = { kind: 'error', code: 'cancelled', retryable: false }
const retry = { attempts: 2, baseMs: 500, maxMs: 8_000, maxRetryAfterMs: 60_000 }

const say =
  (text: string, end: Ending): Act =>
  (on) => {
    on.delta(text)
    return end
  }

/** Talks until it is told to stop, as a model out of control does. */
const babble =
  (piece: string): Act =>
  (on, signal) => {
    while (!signal.aborted) on.delta(piece)
    return cancelled
  }

const hang: Act = (_on, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(cancelled), { once: true }))

const deaf: Act = () => new Promise(() => {})

function setUp(acts: readonly Act[], options: Partial<StreamModelOptions> = {}) {
  const askedAt: number[] = []
  const model: Model = {
    async stream(_request, on, signal) {
      const act = acts[askedAt.length]
      askedAt.push(Date.now())
      if (!act) throw new Error('The model was asked once too often')
      return signal.aborted ? cancelled : act(on, signal)
    },
  }
  const errors: ModelError[] = []
  const told: string[] = []
  const controller = new AbortController()
  const stream = createStreamModel({
    model,
    retry,
    runMs: 600_000,
    random: () => 1,
    ...options,
  })
  const answer = (withinMs?: number): Promise<ModelOutcome> =>
    stream(
      { model: 'm', messages: [] },
      {
        delta: (text) => void told.push(text),
        error: (error) => void errors.push(error),
        tool: ({ name }) => void told.push(name),
      },
      controller.signal,
      withinMs,
    )
  return {
    errors,
    told,
    controller,
    askedAt,
    answer,
    /** How long it waited before each further request. */
    waits: () => askedAt.slice(1).map((at, i) => at - (askedAt[i] ?? 0)),
    async ask(withinMs?: number): Promise<ModelOutcome> {
      const outcome = answer(withinMs)
      await vi.runAllTimersAsync()
      return outcome
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('DESIGN: one retry loop only', () => {
  test('asks twice more, waits twice as long each time, and then gives the last failure', async () => {
    const { ask, waits, errors } = setUp([() => passing, () => passing, () => ({ ...passing, code: 'timeout' })])
    expect(await ask()).toEqual({ end: { ...passing, code: 'timeout' }, usage: undefined, model: 'm' })
    expect(waits()).toEqual([500, 1_000])
    expect(errors.map(({ code }) => code)).toEqual(['unavailable', 'unavailable', 'timeout'])
  })

  test('waits a little less at random, so that not all come back at once, and never less than half', async () => {
    const { ask, waits } = setUp([() => passing, () => passing, () => passing], { random: () => 0 })
    await ask()
    expect(waits()).toEqual([250, 500])
  })

  test('never waits longer than its ceiling', async () => {
    const acts = Array.from({ length: 8 }, (): Act => () => passing)
    const { ask, waits } = setUp(acts, { retry: { ...retry, attempts: 7 } })
    await ask()
    expect(waits()).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })

  test('does not ask again what will be refused again', async () => {
    const { ask, waits } = setUp([() => final])
    expect((await ask()).end).toBe(final)
    expect(waits()).toEqual([])
  })

  test.each([0, 1, 59_999, 60_000])('comes back after the %i ms that the provider asks for', async (retryAfterMs) => {
    const { ask, waits } = setUp([() => ({ ...passing, retryAfterMs }), say('Hello', finish)])
    expect((await ask()).end).toBe(finish)
    expect(waits()).toEqual([retryAfterMs])
  })

  test.each([60_001, 3_600_000, Infinity])(
    'does not wait for %i ms, and does not ask earlier either',
    async (retryAfterMs) => {
      const { ask, waits } = setUp([() => ({ ...passing, retryAfterMs })])
      expect((await ask()).end).toMatchObject({ code: 'unavailable' })
      expect(waits()).toEqual([])
    },
  )

  test('LESSONS 12: asks nothing more once a word was told', async () => {
    const { ask, waits, told } = setUp([say('The first half', passing)])
    expect((await ask()).end).toBe(passing)
    expect(waits()).toEqual([])
    expect(told).toEqual(['The first half'])
  })

  test('takes an end without a word for a failure that may pass', async () => {
    const { ask, told } = setUp([() => finish, say('Hello', finish)])
    expect((await ask()).end).toBe(finish)
    expect(told).toEqual(['Hello'])
  })

  test('gives what the provider counted, of the request that it was counted for', async () => {
    const usage = { inputTokens: 3, outputTokens: 1 }
    const { ask } = setUp([
      () => passing,
      (on) => {
        on.delta('Hello')
        on.usage(usage)
        return finish
      },
    ])
    expect(await ask()).toEqual({ end: finish, usage, model: 'm' })
  })
})

test.each(['empty', 'failed'] as const)(
  'LESSONS 16: what was counted of a request that %s is not told of the next, of which nobody counted',
  async (how) => {
    const { ask } = setUp([
      (on) => {
        on.usage({ inputTokens: 300, outputTokens: 0 })
        return how === 'empty' ? finish : passing
      },
      say('Hello', finish),
    ])
    expect(await ask()).toEqual({ end: finish, usage: undefined, model: 'm' })
  },
)

test('LESSONS 16: what was counted of a request is not lost to one that failed before a word', async () => {
  const { ask } = setUp([
    (on) => {
      on.usage({ inputTokens: 300, outputTokens: 0 })
      return finish
    },
    () => final,
  ])
  expect(await ask()).toEqual({ end: final, usage: { inputTokens: 300, outputTokens: 0 }, model: 'm' })
})

describe('DESIGN: one answer has its limits', () => {
  test('of time, whatever the model is doing', async () => {
    const { ask, told } = setUp([
      (on, signal) => {
        on.delta('Wait')
        return hang(on, signal)
      },
    ])
    expect((await ask()).end).toMatchObject({ code: 'timeout' })
    expect(told).toEqual(['Wait'])
  })

  test('of time, retries included: one that cannot fit is not waited for', async () => {
    const { ask, waits } = setUp([() => ({ ...passing, retryAfterMs: 60_000 })], { runMs: 30_000 })
    expect((await ask()).end).toMatchObject({ code: 'unavailable' })
    expect(waits()).toEqual([])
  })

  test.each([
    { runMs: 600_000, withinMs: 30_000, boundMs: 30_000 },
    { runMs: 30_000, withinMs: 600_000, boundMs: 30_000 },
    { runMs: 30_000, withinMs: undefined, boundMs: 30_000 },
  ])('S2-4: of time: $boundMs ms of $runMs where it asks for $withinMs', async ({ runMs, withinMs, boundMs }) => {
    const { answer, errors } = setUp([hang], { runMs })
    let outcome: ModelOutcome | undefined
    const over = answer(withinMs).then((told) => (outcome = told))
    await vi.advanceTimersByTimeAsync(boundMs - 1)
    expect(outcome).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect((await over).end).toEqual({ kind: 'error', code: 'timeout', retryable: false })
    expect(errors.map(({ code }) => code)).toEqual(['timeout'])
  })

  test('S2-4: of time: what was told before it was over stays told', async () => {
    const half: Act = (on, signal) => {
      on.delta('Half')
      return hang(on, signal)
    }
    const { ask, told, askedAt } = setUp([half])
    expect((await ask(30_000)).end).toMatchObject({ code: 'timeout' })
    expect(told).toEqual(['Half'])
    expect(askedAt).toHaveLength(1)
  })

  test('SETTLED 18: of its own time: a retry that cannot fit is not waited for, one that can is', async () => {
    const later: Act = () => ({ ...passing, retryAfterMs: 20_000 })
    const short = setUp([later])
    expect((await short.ask(19_000)).end).toMatchObject({ code: 'unavailable' })
    expect(short.waits()).toEqual([])
    const long = setUp([later, say('Hello', finish)])
    expect((await long.ask(30_000)).end).toBe(finish)
    expect(long.waits()).toEqual([20_000])
  })

  test('of time, also where the model does not heed its signal', async () => {
    const { ask, errors } = setUp([deaf])
    expect((await ask()).end).toMatchObject({ code: 'timeout', retryable: false })
    expect(errors.map(({ code }) => code)).toEqual(['timeout'])
  })

  test('of text', async () => {
    const { ask, told, errors } = setUp([babble('four')], { maxText: 10 })
    expect((await ask()).end).toMatchObject({ code: 'too_long', retryable: false })
    expect(told).toEqual(['four', 'four'])
    expect(errors.map(({ code }) => code)).toEqual(['too_long'])
  })

  test('of pieces', async () => {
    const { ask, told } = setUp([babble('x')], { maxDeltas: 3 })
    expect((await ask()).end).toMatchObject({ code: 'too_long' })
    expect(told).toEqual(['x', 'x', 'x'])
  })

  test('and what a model says after it was told to stop is not heard', async () => {
    const { ask, told } = setUp(
      [
        (on) => {
          for (let i = 0; i < 5; i++) on.delta('four')
          return finish
        },
      ],
      { maxText: 10 },
    )
    expect((await ask()).end).toMatchObject({ code: 'too_long' })
    expect(told).toEqual(['four', 'four'])
  })
})

describe('PROTOCOL: a run that is stopped', () => {
  test('is not complete because the model went on to its end unheard', async () => {
    const { answer, controller, told } = setUp([
      (on) => {
        on.delta('The first')
        controller.abort()
        on.delta(' half')
        return finish
      },
    ])
    expect((await answer()).end).toMatchObject({ code: 'cancelled' })
    expect(told).toEqual(['The first'])
  })

  test('lets go of the model at once', async () => {
    const { answer, controller, errors } = setUp([hang])
    const outcome = answer()
    controller.abort()
    expect((await outcome).end).toBe(cancelled)
    expect(errors).toEqual([])
  })

  test('does not wait for a model that does not heed its signal, nor hear what it does then', async () => {
    let goOn = (): void => {}
    const { answer, controller, told } = setUp([
      (on) =>
        new Promise((resolve) => {
          on.delta('The first')
          goOn = () => {
            on.delta(' half')
            on.tool?.({ callId: 'a', name: 'late', state: 'called' })
            resolve(finish)
          }
        }),
    ])
    const outcome = answer()
    controller.abort()
    expect((await outcome).end).toMatchObject({ code: 'cancelled' })
    goOn()
    expect(told).toEqual(['The first'])
  })

  test('does not wait for the next attempt, nor make it', async () => {
    const { answer, controller, askedAt } = setUp([
      () => ({ ...passing, retryAfterMs: 50_000 }),
      say('too late', finish),
    ])
    const outcome = answer()
    await vi.advanceTimersByTimeAsync(1_000)
    controller.abort()
    expect((await outcome).end.kind).toBe('error')
    expect(askedAt).toHaveLength(1)
  })

  test('before it began does not ask at all', async () => {
    const { answer, controller, told, askedAt } = setUp([say('too late', finish)])
    controller.abort()
    expect((await answer()).end).toMatchObject({ code: 'cancelled' })
    expect(told).toEqual([])
    expect(askedAt).toEqual([])
  })
})
