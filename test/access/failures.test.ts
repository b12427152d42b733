import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFailures } from '../../src/access/failures.ts'
import type { Store } from '../../src/ports/store.ts'
import { openSqlite } from '../adapters/open-sqlite.ts'

const everyMs = 10_000
const hour = 3_600_000

describe('who is turned away, again and again', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  const open = ({ audit }: Store, onTrouble = (error: unknown): void => expect.fail(String(error))) =>
    createFailures({ audit, everyMs, now: Date.now, onTrouble })

  /** What a tick has written is there when the log has been read once. */
  async function tick({ audit }: Store): Promise<void> {
    vi.advanceTimersByTime(everyMs)
    await audit.list({ limit: 1 })
  }

  /** Knocks once between each two ticks. */
  async function knock(store: Store, failures: ReturnType<typeof open>, forMs: number): Promise<number> {
    for (let at = 0; at < forMs; at += everyMs) {
      failures.count('expired')
      await tick(store)
    }
    return forMs / everyMs
  }

  const entries = async ({ audit }: Store) => (await audit.list({ limit: 999 })).items

  test('fills no log: entries come ever more seldom while it goes on, and lose nobody', async () => {
    await using store = await openSqlite()
    const began = Date.now()
    const failures = open(store)
    const times = await knock(store, failures, 6 * hour)
    await failures.stop()
    const all = (await entries(store)).toReversed()
    const seconds = all.map(({ at }) => (Date.parse(at) - began) / 1_000)
    expect(seconds.slice(0, 5)).toEqual([10, 30, 70, 150, 310])
    const gaps = seconds.slice(1, -1).map((at, i) => at - (seconds[i] ?? 0))
    expect(Math.max(...gaps)).toBe(3_600)
    expect(all.length).toBeLessThan(18)
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(times)
  })

  test('is on record soon when it begins, also after a pause, and of every reason', async () => {
    await using store = await openSqlite()
    const failures = open(store)
    await knock(store, failures, hour)
    const before = (await entries(store)).length
    for (let at = 0; at < 2 * hour; at += everyMs) await tick(store)
    failures.count('expired')
    failures.count('signature')
    await tick(store)
    const latest = (await entries(store)).slice(0, 2).map(({ detail, count }) => `${detail['reason']} ${count}`)
    expect(new Set(latest)).toEqual(new Set(['expired 1', 'signature 1']))
    expect((await entries(store)).length).toBe(before + 3)
    await failures.stop()
  })

  test('is counted again where it could not be written, and written by the next who can', async () => {
    await using store = await openSqlite()
    const troubles: unknown[] = []
    let broken = true
    const audit = {
      append: (entry: Parameters<Store['audit']['append']>[0]) =>
        store.audit.append(broken ? { ...entry, at: Number.NaN } : entry),
    }
    const failures = createFailures({ audit, everyMs, now: Date.now, onTrouble: (error) => troubles.push(error) })
    failures.count('missing')
    vi.advanceTimersByTime(everyMs)
    await vi.waitFor(() => expect(troubles).toHaveLength(1))
    broken = false
    failures.count('missing')
    await failures.stop()
    expect(await entries(store)).toMatchObject([{ count: 2, actor: 'nobody', detail: { reason: 'missing' } }])
  })
})
