import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DomainError } from '../../src/conversation/errors.ts'
import { patiently } from '../../src/conversation/patiently.ts'

const away = new DomainError('store_unavailable', 'Away.', { retryable: true })

function failing(times: number, error: unknown = away) {
  const troubles: unknown[] = []
  let tries = 0
  const act = async (): Promise<string> => {
    if (++tries <= times) throw error
    return 'read'
  }
  return { act, troubles, tries: () => tries, onTrouble: (trouble: unknown) => void troubles.push(trouble) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('an answer is not given up because its question cannot be read for a while, and that is told once', async () => {
  const { act, troubles, tries, onTrouble } = failing(5)
  const read = patiently(act, { onTrouble })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await read).toBe('read')
  expect([tries(), troubles]).toEqual([6, [away]])
})

test('what will not pass is not waited for', async () => {
  const error = new Error('no such table')
  const { act, tries, onTrouble } = failing(1, error)
  await expect(patiently(act, { onTrouble })).rejects.toBe(error)
  expect(tries()).toBe(1)
})

test('nobody waits for what nobody wants any more', async () => {
  const { act, tries, onTrouble } = failing(Infinity)
  const stop = new AbortController()
  const read = patiently(act, { signal: stop.signal, onTrouble })
  await vi.advanceTimersByTimeAsync(100)
  stop.abort()
  expect(await read).toBeUndefined()
  expect(tries()).toBe(1)
})
