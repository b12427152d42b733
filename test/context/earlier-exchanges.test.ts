import { describe, expect, test } from 'vitest'
import type { Turn } from '../../src/ports/runs.ts'
import { contextOf, exchange, persona, turn } from './turns.ts'

interface Told {
  exchanges?: number
  /** How many turns one read brings. */
  pageSize?: number
  budgetTokens?: number
}

/** What the model is told of these turns, oldest first; and how often the turns were asked for. */
async function context(turns: readonly Turn[], { exchanges, pageSize = 100, budgetTokens = 10_000 }: Told = {}) {
  const { messages, trimmed, reads } = await contextOf(turns, { exchanges, pageSize, budgetTokens })
  expect(messages[0]).toEqual({ role: 'system', content: persona })
  return { told: messages.slice(1).map(({ content }) => content), trimmed, reads }
}

const now = turn('user', 'Now')
const earlier = ['1', '2', '3', '4'].flatMap((name) => exchange(name))

describe('S1-3: at most so many earlier exchanges are context', () => {
  test.each([
    [0, ['Now']],
    [1, ['Q4', 'A4', 'Now']],
    [2, ['Q3', 'A3', 'Q4', 'A4', 'Now']],
    [4, ['Q1', 'A1', 'Q2', 'A2', 'Q3', 'A3', 'Q4', 'A4', 'Now']],
    [5, ['Q1', 'A1', 'Q2', 'A2', 'Q3', 'A3', 'Q4', 'A4', 'Now']],
  ])('%i of four, whole, with the question that is to be answered', async (exchanges, expected) => {
    for (const pageSize of [1, 2, 3, 100]) {
      const { told, trimmed } = await context([...earlier, now], { exchanges, pageSize })
      expect(told).toEqual(expected)
      expect(trimmed).toBe(false)
    }
  })

  test('where no number is named, all that fit', async () => {
    expect((await context([...earlier, now])).told).toHaveLength(9)
  })

  test('of which those that were not answered in full are none, so that older ones take their place', async () => {
    const turns = [
      ...exchange('1'),
      ...exchange('2'),
      ...exchange('3', 'failed'),
      ...exchange('4', 'blocked'),
      turn('user', 'Q5'),
      turn('assistant', '', { status: 'failed' }),
      ...exchange('6', 'stopped'),
      now,
    ]
    expect((await context(turns, { exchanges: 2 })).told).toEqual(['Q1', 'A1', 'Q2', 'A2', 'Now'])
    expect((await context(turns)).told).toEqual(['Q1', 'A1', 'Q2', 'A2', 'Q4', 'A4', 'Q6', 'A6', 'Now'])
  })

  test('and fewer where they do not fit, which is said', async () => {
    const long = exchange('x'.repeat(4_000))
    const { told, trimmed } = await context([...long, ...exchange('2'), now], { exchanges: 2, budgetTokens: 500 })
    expect(told).toEqual(['Q2', 'A2', 'Now'])
    expect(trimmed).toBe(true)
  })

  test('and no more of a long history is read than that needs', async () => {
    const turns = Array.from({ length: 500 }, (_, i) => exchange(`${i}`)).flat()
    const { told, reads } = await context([...turns, now], { exchanges: 5, pageSize: 4 })
    expect(told).toHaveLength(11)
    expect(reads).toBeLessThan(5)
  })
})
