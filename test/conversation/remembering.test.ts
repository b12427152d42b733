import { expect, test, vi } from 'vitest'
import { createRemembering } from '../../src/conversation/remembering.ts'
import type { MemoryKeeper, Recollection } from '../../src/ports/memory.ts'
import type { RunJob } from '../../src/ports/runs.ts'

const job = (memory?: boolean) =>
  ({ userId: 'ann', request: { model: 'm', ...(memory !== undefined && { memory }) } }) as RunJob

function open(recall: () => Promise<Recollection>) {
  const troubles: unknown[] = []
  const keeper = { name: 'builtin', recall } as unknown as MemoryKeeper
  return { troubles, ...createRemembering({ keeper, onTrouble: (error) => troubles.push(error) }) }
}

test('an answer is not held up by a memory that does not come', async () => {
  vi.useFakeTimers()
  try {
    const { recallFor } = open(() => new Promise(() => {}))
    const recalled = recallFor(job())?.('Where do I live?')
    await vi.advanceTimersByTimeAsync(150)
    expect(await recalled).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})

test('a memory that fails is said to the operator, and is no failure of the answer', async () => {
  const { recallFor, troubles } = open(() => Promise.reject(new Error('away')))
  expect(await recallFor(job())?.('Where do I live?')).toEqual([])
  expect(troubles).toHaveLength(1)
})

test('a person who asks what would be recalled is told what could not be asked', async () => {
  const { people } = open(() => Promise.reject(new Error('away')))
  const request = { text: 'Where?', budgetTokens: 900, limit: 20 }
  expect(await people.recall('ann', request)).toMatchObject({ items: [], degraded: 'unavailable' })
})

test('nothing is looked for where nobody in particular asks', () => {
  const { recallFor } = open(() => Promise.reject(new Error('asked all the same')))
  expect(recallFor(job(false))).toBeUndefined()
})
