import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRights, type RightsDeps } from '../../src/access/rights.ts'
import { openSqlite } from '../adapters/open-sqlite.ts'
import { now } from '../contracts/store-under-test.ts'

const hangs: RightsDeps['keys'] = { remaining: () => new Promise(() => {}) }
const away: RightsDeps['keys'] = { remaining: () => Promise.reject(new Error('away')) }

describe('rights', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
  afterEach(() => void vi.useRealTimers())

  function open(keys: RightsDeps['keys'], onTrouble = (): void => {}) {
    let at = now
    const rights = createRights({ keys, everyMs: 1_000, now: () => at, onTrouble })
    return {
      rights,
      later(ms: number): void {
        at += ms
        vi.advanceTimersByTime(1_000)
      },
    }
  }

  test('that expire do so while a store does not answer', () => {
    const { rights, later } = open(hangs)
    const ended: string[] = []
    rights.watch({ userId: 'ann', keyId: 'key' }, () => ended.push('key'))
    rights.watch({ userId: 'ann', expiresAt: now + 5_000 }, () => ended.push('soon'))
    rights.watch({ userId: 'ann', expiresAt: now + 9_000, keyId: 'key' }, () => ended.push('later'))
    later(4_999)
    expect(ended).toEqual([])
    later(1)
    expect(ended).toEqual(['soon'])
    later(4_000)
    expect(ended).toEqual(['soon', 'later'])
    rights.stop()
  })

  test('hold until their time or until their key is revoked, and no longer', async () => {
    await using store = await openSqlite()
    const { rights, later } = open(store.apiKeys)
    const key = { id: 'key', hash: 'hash', hint: 'abcd', name: 'Laptop', userId: null, expiresAt: null, now }
    const entry = { at: now, actor: 'admin', act: 'key_created', subject: 'key' } as const
    await store.apiKeys.create(key, entry)
    const [byKey, byToken] = [
      { userId: 'ann', keyId: 'key' },
      { userId: 'ann', expiresAt: now + 5_000 },
    ]
    expect(await rights.holds({ userId: 'ann' })).toBe(true)
    expect(await rights.holds(byKey)).toBe(true)
    expect(await rights.holds({ ...byKey, keyId: 'another' })).toBe(false)
    later(4_999)
    expect(await rights.holds(byToken)).toBe(true)
    later(1)
    expect(await rights.holds(byToken)).toBe(false)
    expect(await rights.holds({ ...byKey, ...byToken })).toBe(false)
    await store.apiKeys.revoke('key', { ...entry, act: 'key_revoked' })
    expect(await rights.holds(byKey)).toBe(false)
    rights.stop()
  })

  test('hold where the store is away, for nobody can have taken them back, and the operator hears of it', async () => {
    const troubles: unknown[] = []
    const { rights } = open(away, (...said: unknown[]) => troubles.push(...said))
    expect(await rights.holds({ userId: 'ann', keyId: 'key' })).toBe(true)
    expect(await rights.holds({ userId: 'ann', keyId: 'key', expiresAt: now })).toBe(false)
    expect(troubles).toEqual([expect.any(Error)])
    rights.stop()
  })
})
