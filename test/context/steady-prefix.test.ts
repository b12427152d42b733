import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateMessage } from '../../src/context/tokens.ts'
import { contextOf, exchange, numbered, persona, textOf, turn } from './turns.ts'

/** A long conversation: the n-th question and its answer, of about so many tokens together. */
const said = (n: number, tokens: number) => [
  turn('user', `Question ${n}: ${textOf(Math.round(tokens / 4))}`),
  turn('assistant', `Answer ${n}: ${textOf(Math.round((tokens * 3) / 4))}`),
]

const questionOf = (n: number, tokens: number) => turn('user', `Question ${n}: ${textOf(tokens)}`)

interface Long {
  /** What was said before these fifty. */
  before: number
  perExchange: number
  budgetTokens: number
  sizes?: readonly number[]
  recalls?: boolean
}

/** What fifty contexts in a row begin with, and how much of the room for turns each of them fills. */
async function fifty({ before, perExchange, budgetTokens, sizes = [20], recalls = false }: Long) {
  const log = numbered(Array.from({ length: before + 50 }, (_, n) => said(n, perExchange)).flat())
  const starts: string[] = []
  const told: number[] = []
  for (let n = 0; n < 50; n++) {
    const past = log.slice(0, 2 * (before + n))
    const recall = recalls
      ? async () => [
          { kind: 'fact' as const, text: textOf(n % 3 === 0 ? 200 : 5), messageId: null, createdAt: '2026-01-01' },
        ]
      : undefined
    const newest = questionOf(before + n, sizes[n % sizes.length] ?? 20)
    const { messages } = await contextOf([...past, newest], { budgetTokens, recall })
    starts.push(messages[1]?.content.slice(0, 20) ?? '')
    const turns = messages.filter(({ role }) => role !== 'system').slice(0, -1)
    told.push(turns.reduce((sum, message) => sum + estimateMessage(message), 0))
  }
  const changes = starts.filter((start, i) => i > 0 && start !== starts[i - 1]).length
  return { changes, least: Math.min(...told), most: Math.max(...told) }
}

describe("a provider's cache that never knows a prompt again", () => {
  test('because the history begins elsewhere with each message', async () => {
    const { changes, least } = await fifty({ before: 100, perExchange: 120, budgetTokens: 6_000 })
    expect(changes).toBeLessThanOrEqual(4)
    expect(changes).toBeGreaterThan(0)
    expect(least).toBeGreaterThan(2_000)
  })

  test('because exchanges are long', async () => {
    const { changes } = await fifty({ before: 40, perExchange: 400, budgetTokens: 6_000 })
    expect(changes).toBeLessThanOrEqual(14)
  })

  test('because some questions are longer than others', async () => {
    const even = await fifty({ before: 100, perExchange: 120, budgetTokens: 6_000 })
    const uneven = await fifty({ before: 100, perExchange: 120, budgetTokens: 6_000, sizes: [5, 700, 60, 300] })
    expect(uneven.changes).toBe(even.changes)
  })

  test('because more is remembered one time than another', async () => {
    const { changes } = await fifty({ before: 100, perExchange: 120, budgetTokens: 6_000, recalls: true })
    expect(changes).toBeLessThanOrEqual(5)
  })

  test('and what stays the same is all but what was said since', async () => {
    const log = numbered(Array.from({ length: 300 }, (_, n) => said(n, 120)).flat())
    const at = async (n: number) => {
      const { messages } = await contextOf([...log.slice(0, 2 * n), questionOf(n, 30)])
      return messages.slice(0, -1).map(({ role, content }) => `${role}: ${content}`)
    }
    let same = 0
    for (let n = 200; n < 250; n++) {
      const [before, after] = [await at(n), await at(n + 1)]
      if (before.every((one, i) => one === after[i])) same++
    }
    expect(same).toBeGreaterThanOrEqual(46)
  })

  test('however long exchanges are, about half of the room is used at least', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 700 }),
        fc.integer({ min: 1_500, max: 12_000 }),
        async (perExchange, budgetTokens) => {
          const { changes, least, most } = await fifty({ before: 700, perExchange, budgetTokens })
          const room = budgetTokens - Math.floor(budgetTokens / 8) - estimateMessage({ content: persona })
          const exchanges = room / (perExchange + 20)
          expect(most).toBeLessThanOrEqual(room)
          expect(least).toBeGreaterThanOrEqual(room / 2 - (perExchange + 20))
          // A step is half of those that fit, and fifty questions are fifty exchanges.
          expect(changes).toBeLessThanOrEqual(Math.ceil(50 / Math.max(1, exchanges / 4)) + 1)
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('a conversation that nobody can read to its beginning', () => {
  test('costs no more than the end of it, however many messages there are', async () => {
    const log = numbered(Array.from({ length: 50_000 }, (_, n) => said(n, 100)).flat())
    const { reads, trimmed } = await contextOf([...log, turn('user', 'Now')], { pageSize: 96 })
    expect(trimmed).toBe(true)
    expect(reads).toBeLessThan(4)
  })

  test('nor where most of its answers have failed', async () => {
    const log = numbered(Array.from({ length: 50_000 }, (_, n) => exchange(`${n}`, 'failed')).flat())
    const { reads, messages } = await contextOf([...log, turn('user', 'Now')], { pageSize: 96 })
    expect(messages.slice(1)).toEqual([{ role: 'user', content: 'Now' }])
    expect(reads).toBeLessThan(25)
  })
})
