import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createPace } from '../../src/adapters/models/offline/pace.ts'
import { ask, assistant, user } from './ask-offline.ts'

describe('a stream', () => {
  afterEach(() => vi.useRealTimers())

  test('is one word a delta, with the space before it', async () => {
    const { deltas, outcome } = await ask([user('Hi'), assistant('Hello.'), user('I want to live in Paris')])
    expect(deltas).toEqual([
      'What',
      ' would',
      ' be',
      ' different',
      ' for',
      ' you,',
      ' once',
      ' you',
      ' could',
      ' live',
      ' in',
      ' Paris?',
    ])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test('counts what it read and what it said, once', async () => {
    const { deltas, usages } = await ask([{ role: 'system', content: '12345' }, user('123456789')])
    expect(usages).toEqual([{ inputTokens: 4, outputTokens: deltas.length }])
  })

  test('stops at maxTokens and says so', async () => {
    const { deltas, usages, outcome } = await ask([user('Hello')], { maxTokens: 3 })
    expect(deltas).toEqual(['This', ' is', ' the'])
    expect(usages[0]?.outputTokens).toBe(3)
    expect(outcome).toEqual({ kind: 'finish', reason: 'length' })
  })

  test('that fits maxTokens exactly is whole', async () => {
    const { deltas } = await ask([user('Hello')])
    const { outcome } = await ask([user('Hello')], { maxTokens: deltas.length })
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test('lets others in between two words, even at no pace', async () => {
    const order: string[] = []
    const onDelta = () => order.push('word')
    const asked = ask([user('Hi'), assistant('Hello.'), user('bye')], { onDelta })
    order.push('returned')
    while (!order.includes('word')) await new Promise(setImmediate)
    order.push('between')
    await asked
    expect(order.slice(0, 2)).toEqual(['returned', 'word'])
    expect(order.lastIndexOf('word')).toBeGreaterThan(order.indexOf('between'))
  })

  test('is the same at any pace', async () => {
    const messages = [user('Hi'), assistant('Hello.'), user('I want to live in Paris')]
    expect(await ask(messages, { wordMs: 1 })).toEqual(await ask(messages))
  })

  test('does not wait for its first word', async () => {
    const stop = new AbortController()
    const { deltas } = await ask([user('Hello')], { wordMs: 1e9, signal: stop.signal, onDelta: () => stop.abort() })
    expect(deltas).toEqual(['This'])
  })

  test.each([0, 1e9])('stops at once when it is cancelled, at %i ms a word', async (wordMs) => {
    const stop = new AbortController()
    const onDelta = () => setImmediate(() => stop.abort())
    const { deltas, usages, outcome } = await ask([user('Hello')], { wordMs, signal: stop.signal, onDelta })
    expect(outcome).toEqual({ kind: 'error', code: 'cancelled', retryable: false })
    expect(deltas.length).toBeLessThan(4)
    expect(usages).toEqual([])
  })

  test('says nothing to someone who has left already', async () => {
    const { deltas, outcome } = await ask([user('Hello')], { signal: AbortSignal.abort() })
    expect(deltas).toEqual([])
    expect(outcome).toEqual({ kind: 'error', code: 'cancelled', retryable: false })
  })

  test('whose listener fails ends with that failure, not with the process', async () => {
    const onDelta = () => {
      throw new Error('listener')
    }
    await expect(ask([user('Hello')], { wordMs: 1, onDelta })).rejects.toThrow('listener')
  })

  test('that its own listener stopped says no more and leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    for (const wordMs of [0, 50]) {
      const stop = new AbortController()
      const { deltas } = await ask([user('Hello')], { wordMs, signal: stop.signal, onDelta: () => stop.abort() })
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
      expect(deltas).toEqual(['This'])
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  test('that was stopped between two words leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const stop = new AbortController()
    const onDelta = () => setImmediate(() => stop.abort())
    await ask([user('Hello')], { wordMs: 50, signal: stop.signal, onDelta })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('lets go of its signal', async () => {
    const { signal } = new AbortController()
    await ask([user('Hello')], { signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('keeps a human pace that is never the same for long', () => {
    const delay = createPace(55)
    const delays = ['a', 'word', 'of', 'comfort', 'now'].map((word, index) => delay(index, word))
    expect(new Set(delays).size).toBeGreaterThan(1)
    for (const ms of delays) expect(ms).toBeGreaterThanOrEqual(40)
    for (const ms of delays) expect(ms).toBeLessThanOrEqual(70)
    expect(['a', 'word', 'of', 'comfort', 'now'].map((word, index) => delay(index, word))).toEqual(delays)
  })
})
