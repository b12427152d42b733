import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { NewApiKey } from '../../src/ports/api-keys.ts'
import type { AuditAct, NewAuditEntry } from '../../src/ports/audit.ts'
import type { Store } from '../../src/ports/store.ts'
import { sha256Hex } from '../../src/std/sha256-hex.ts'
import { allPages } from './all-pages.ts'
import { now, type OpenStore } from './store-under-test.ts'

export function apiKeysContract(open: OpenStore): void {
  describe('the ApiKeys contract', () => {
    const key = 'clq_0123456789abcdef0123456789abcdef'

    const aKey = (more: Partial<NewApiKey> = {}): NewApiKey => ({
      id: randomUUIDv7(),
      hash: sha256Hex(randomUUIDv7()),
      hint: 'Ab-_',
      name: 'Laptop',
      userId: 'ann',
      expiresAt: null,
      now,
      ...more,
    })

    const done = (act: AuditAct, subject: string, at = now): NewAuditEntry => ({ at, actor: 'admin', act, subject })
    /** Of no time: no database takes it. */
    const unwritable = (act: AuditAct, subject: string): NewAuditEntry => done(act, subject, Number.NaN)

    async function created({ apiKeys }: Store, more: Partial<NewApiKey> = {}): Promise<NewApiKey> {
      const made = aKey(more)
      await apiKeys.create(made, done('key_created', made.id))
      return made
    }

    const acts = async ({ audit }: Store) =>
      (await allPages(audit.list)).map(({ act, subject }) => `${act} ${subject}`).sort()

    test('a key is found by its hash, with whom it stands for and how long', async () => {
      await using store = await open()
      const hers = await created(store, { hash: sha256Hex(key), expiresAt: now + 5 })
      const service = await created(store, { userId: null })
      expect(await store.apiKeys.find(hers.hash)).toEqual({ id: hers.id, userId: 'ann', expiresAt: now + 5 })
      expect(await store.apiKeys.find(service.hash)).toEqual({ id: service.id, userId: null, expiresAt: null })
    })

    test('nothing but the very hash finds a key', async () => {
      await using store = await open()
      const { id, hash } = await created(store, { hash: sha256Hex(key) })
      const others = [sha256Hex('another'), key, id, '', '%', hash.slice(0, -1), `${hash} `, hash.toUpperCase()]
      for (const other of others) expect(await store.apiKeys.find(other), other).toBeUndefined()
    })

    test('a revoked key is not found from that moment on, and every other still is', async () => {
      await using store = await open()
      const [gone, stays] = [await created(store), await created(store)]
      expect(await store.apiKeys.find(gone.hash)).toBeDefined()
      expect(await store.apiKeys.revoke(gone.id, done('key_revoked', gone.id))).toBe(true)
      expect(await store.apiKeys.find(gone.hash)).toBeUndefined()
      expect(await store.apiKeys.find(stays.hash)).toMatchObject({ id: stays.id })
      expect((await allPages(store.apiKeys.list)).map(({ id }) => id)).toEqual([stays.id])
    })

    test('no answer shows what a key could be found by', async () => {
      await using store = await open()
      const made = aKey({ hash: sha256Hex(key), expiresAt: now + 5 })
      const answer = await store.apiKeys.create(made, done('key_created', made.id))
      expect(answer).toEqual({
        id: made.id,
        hint: 'Ab-_',
        name: 'Laptop',
        userId: 'ann',
        createdAt: new Date(now).toISOString(),
        expiresAt: new Date(now + 5).toISOString(),
      })
      expect((await store.apiKeys.list({ limit: 9 })).items).toEqual([answer])
      const shown = [await store.apiKeys.find(made.hash), (await store.audit.list({ limit: 9 })).items]
      expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${made.hash}|${key}`))
    })

    test('each act has its one entry', async () => {
      await using store = await open()
      const [one, two] = [await created(store), await created(store)]
      await store.apiKeys.revoke(one.id, done('key_revoked', one.id))
      const all = [`key_created ${one.id}`, `key_created ${two.id}`, `key_revoked ${one.id}`]
      expect(await acts(store)).toEqual(all.sort())
    })

    test('what is not done leaves no entry', async () => {
      await using store = await open()
      const first = await created(store)
      const again = aKey({ hash: first.hash, userId: 'bob' })
      await expect(store.apiKeys.create(again, done('key_created', again.id))).rejects.toThrow()
      expect(await store.apiKeys.revoke(again.id, done('key_revoked', again.id))).toBe(false)
      expect(await store.apiKeys.find(first.hash)).toMatchObject({ id: first.id, userId: 'ann' })
      expect(await acts(store)).toEqual([`key_created ${first.id}`])
    })

    test('what cannot be put on record is not done', async () => {
      await using store = await open()
      const [first, next] = [await created(store), aKey()]
      await expect(store.apiKeys.create(next, unwritable('key_created', next.id))).rejects.toThrow()
      await expect(store.apiKeys.revoke(first.id, unwritable('key_revoked', first.id))).rejects.toThrow()
      expect(await store.apiKeys.find(next.hash)).toBeUndefined()
      expect(await store.apiKeys.find(first.hash)).toBeDefined()
      expect(await acts(store)).toEqual([`key_created ${first.id}`])
    })

    test('a page that ends among keys of one moment loses none of them, and the latest come first', async () => {
      await using store = await open()
      const made: NewApiKey[] = []
      for (let i = 0; i < 7; i++) made.push(await created(store, { now: now + (i % 2), name: `${i}` }))
      const latestFirst = made.toSorted((a, b) => b.now - a.now || (a.id < b.id ? 1 : -1)).map(({ name }) => name)
      for (const limit of [1, 2, 3, 6, 7, 8]) {
        expect((await allPages(store.apiKeys.list, limit)).map(({ name }) => name)).toEqual(latestFirst)
      }
    })

    test('of hundreds of keys, those that are still there are all known', async () => {
      await using store = await open()
      const { apiKeys } = store
      const ids = Array.from({ length: 450 }, () => randomUUIDv7())
      const kept = [0, 199, 200, 399, 400, 449].map((at) => ids[at] ?? '')
      for (const id of kept) await created(store, { id })
      await created(store)
      expect(await apiKeys.remaining(ids)).toEqual(new Set(kept))
      const [first = ''] = kept
      await apiKeys.revoke(first, done('key_revoked', first))
      expect(await apiKeys.remaining(ids)).toEqual(new Set(kept.slice(1)))
      expect(await apiKeys.remaining([])).toEqual(new Set())
    })
  })
}
