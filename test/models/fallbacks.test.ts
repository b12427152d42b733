import { describe, expect, test } from 'vitest'
import { createStreamModel, type ModelOutcome } from '../../src/models/stream.ts'
import type { Finish, ModelError, ModelListener } from '../../src/ports/model.ts'
import { createBreaker } from '../../src/std/breaker.ts'

type Ending = Finish | ModelError
type Act = (on: ModelListener, signal: AbortSignal) => Ending | Promise<Ending>

const finish: Finish = { kind: 'finish', reason: 'stop' }
const passing: ModelError = { kind: 'error', code: 'unavailable', retryable: true }
const busy: ModelError = { kind: 'error', code: 'rate_limited', retryable: true, retryAfterMs: 50_000 }
const final: ModelError = { kind: 'error', code: 'refused', retryable: false }
const say =
  (text: string, end: Finish | ModelError = finish): Act =>
  (on) => {
    on.delta(text)
    return end
  }
const fail =
  (end: ModelError): Act =>
  () =>
    end

/** What each model does; a third of them the second, and so on. */
function setUp(acts: Readonly<Record<string, Act>>, fallbacks = ['second', 'third']) {
  const asked: string[] = []
  const errors: string[] = []
  const told: string[] = []
  const clock = { now: 0 }
  const breakers = new Map(
    ['first', 'second', 'third'].map((name) => [
      name,
      createBreaker({ failures: 2, openMs: 1_000, now: () => clock.now }),
    ]),
  )
  const stream = createStreamModel({
    model: {
      async stream({ model }, on, signal) {
        asked.push(model)
        return (acts[model] ?? fail(final))(on, signal)
      },
    },
    fallbacks,
    breakerFor: (name) => breakers.get(name) ?? expect.unreachable(),
    retry: { attempts: 1, baseMs: 0, maxMs: 0, maxRetryAfterMs: 60_000 },
    runMs: 60_000,
  })
  return {
    asked,
    errors,
    told,
    clock,
    ask: (model = 'first', withinMs?: number): Promise<ModelOutcome> =>
      stream(
        { model, messages: [] },
        { delta: (text) => void told.push(text), error: ({ code }) => void errors.push(code) },
        new AbortController().signal,
        withinMs,
      ),
  }
}

describe('LESSONS 12: another model is asked before the first word, and none after it', () => {
  test('where one has failed as often as it may', async () => {
    const { ask, asked, errors, told } = setUp({ first: fail(passing), second: say('Hello') })
    expect(await ask()).toMatchObject({ end: finish, model: 'second' })
    expect(asked).toEqual(['first', 'first', 'second'])
    expect(errors).toEqual(['unavailable', 'unavailable'])
    expect(told).toEqual(['Hello'])
  })

  test('at once where one refuses, or wants to be left alone', async () => {
    const { ask, asked } = setUp({ first: fail(final), second: fail(busy), third: say('Hello') })
    expect(await ask()).toMatchObject({ model: 'third' })
    expect(asked).toEqual(['first', 'second', 'third'])
  })

  test('but not once something was told: two beginnings are no answer', async () => {
    const { ask, asked, told } = setUp({ first: say('Hel', passing), second: say('Hello') })
    expect(await ask()).toMatchObject({ end: passing, model: 'first' })
    expect(asked).toEqual(['first'])
    expect(told).toEqual(['Hel'])
  })

  test('and the failure of the last is the answer’s', async () => {
    const { ask, asked } = setUp({ first: fail(passing), second: fail(final), third: fail(passing) })
    expect(await ask()).toMatchObject({ end: passing, model: 'third' })
    expect(asked).toEqual(['first', 'first', 'second', 'third', 'third'])
  })

  test('and whoever is named among the others is not asked twice', async () => {
    const { ask, asked } = setUp({ first: say('Hello'), second: fail(final), third: fail(final) }, ['second', 'first'])
    await ask('second')
    expect(asked).toEqual(['second', 'first'])
  })
})

describe('SETTLED, Configuration: a breaker chooses among fallbacks, and nobody is left without a model', () => {
  test('a model that keeps failing is passed over for a while, and then tried again', async () => {
    const acts: Record<string, Act> = { first: fail(passing), second: say('Hello') }
    const { ask, asked, clock } = setUp(acts)
    await ask()
    await ask()
    asked.length = 0
    expect(await ask()).toMatchObject({ model: 'second' })
    expect(asked).toEqual(['second'])
    clock.now = 1_000
    acts['first'] = say('Hello again')
    expect(await ask()).toMatchObject({ model: 'first' })
    await ask()
    expect(asked).toEqual(['second', 'first', 'first'])
  })

  test('one that says how long it wants to be left alone is left alone so long', async () => {
    const { ask, asked, clock } = setUp({ first: fail(busy), second: say('Hello') })
    await ask()
    clock.now = 49_999
    await ask()
    expect(asked).toEqual(['first', 'second', 'second'])
    clock.now = 50_000
    await ask()
    expect(asked.slice(3)).toEqual(['first', 'second'])
  })

  test.each([60_001, 3_600_000, 1e300, Infinity])(
    'one that asks to be left alone for %d ms is not given up: it is tried again after a minute',
    async (retryAfterMs) => {
      const acts: Record<string, Act> = { first: fail({ ...busy, retryAfterMs }), second: say('Hello') }
      const { ask, asked, clock } = setUp(acts)
      await ask()
      clock.now = 59_999
      await ask()
      expect(asked).toEqual(['first', 'second', 'second'])
      clock.now = 60_000
      acts['first'] = say('Hello again')
      expect(await ask()).toMatchObject({ model: 'first' })
    },
  )

  test('what a request is refused for says nothing of the model', async () => {
    const { ask, asked } = setUp({ first: fail(final), second: say('Hello') })
    for (let i = 0; i < 4; i++) await ask()
    expect(asked.filter((name) => name === 'first')).toHaveLength(4)
  })

  test('one that is still talking when the time for an answer is up is not passed over', async () => {
    const talk: Act = (on, signal) => {
      on.delta('Once upon a time')
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'error', code: 'cancelled', retryable: false })),
      )
    }
    const { ask, asked } = setUp({ first: talk, second: say('Hello') })
    for (let i = 0; i < 3; i++)
      expect(await ask('first', 1)).toMatchObject({ end: { code: 'timeout' }, model: 'first' })
    expect(asked).toEqual(['first', 'first', 'first'])
  })

  test('one that has not said a word by then is', async () => {
    const hang: Act = (_on, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'error', code: 'cancelled', retryable: false })),
      )
    const { ask, asked } = setUp({ first: hang, second: say('Hello') })
    for (let i = 0; i < 2; i++) expect(await ask('first', 1)).toMatchObject({ end: { code: 'timeout' } })
    expect(await ask()).toMatchObject({ end: finish, model: 'second' })
    expect(asked).toEqual(['first', 'first', 'second'])
  })

  test('the last that is left is asked whatever its breaker says', async () => {
    const acts: Record<string, Act> = { first: fail(passing), second: fail(passing), third: fail(passing) }
    const { ask, asked } = setUp(acts)
    for (let i = 0; i < 3; i++) await ask()
    asked.length = 0
    acts['third'] = say('Hello')
    expect(await ask()).toMatchObject({ end: finish, model: 'third' })
    expect(asked).toEqual(['third'])
  })
})
