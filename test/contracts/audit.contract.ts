import { describe, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../src/ports/audit.ts'
import { allPages } from './all-pages.ts'
import { now, type OpenStore } from './store-under-test.ts'

export function auditContract(open: OpenStore): void {
  describe('the Audit contract', () => {
    const anEntry = (more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
      at: now,
      actor: 'admin',
      act: 'budget_set',
      subject: 'ann',
      ...more,
    })

    test('what was done is kept as it was said, and nothing is made up where nothing was said', async () => {
      await using store = await open()
      const detail = { address: '::1', tokens: 12, limit: null }
      await store.audit.append(
        anEntry({ at: now + 1, act: 'auth_failed', actor: 'nobody', subject: null, count: 7, detail }),
      )
      await store.audit.append(anEntry())
      const { items, next } = await store.audit.list({ limit: 9 })
      const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as string
      expect(items).toEqual([
        {
          id,
          at: new Date(now + 1).toISOString(),
          actor: 'nobody',
          act: 'auth_failed',
          subject: null,
          count: 7,
          detail,
        },
        {
          id,
          at: new Date(now).toISOString(),
          actor: 'admin',
          act: 'budget_set',
          subject: 'ann',
          count: 1,
          detail: {},
        },
      ])
      expect(next).toBeNull()
    })

    test('the latest comes first, whenever it was written down', async () => {
      await using store = await open()
      for (const later of [2, 0, 3, 1]) await store.audit.append(anEntry({ at: now + later, count: later }))
      const listed = await allPages(store.audit.list)
      expect(listed.map(({ count }) => count)).toEqual([3, 2, 1, 0])
    })

    test('a page that ends among entries of one moment loses none of them, and repeats none', async () => {
      await using store = await open()
      for (let i = 0; i < 9; i++) await store.audit.append(anEntry({ at: now + (i % 2), count: i }))
      for (const limit of [1, 2, 3, 4, 8, 9]) {
        const listed = await allPages(store.audit.list, limit)
        expect(listed.map(({ count }) => count).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
        expect(listed.slice(0, 4).every(({ count }) => count % 2 === 1)).toBe(true)
      }
    })

    test('what comes in meanwhile does not move the pages', async () => {
      await using store = await open()
      for (const later of [0, 1, 2]) await store.audit.append(anEntry({ at: now + later, count: later }))
      const { next } = await store.audit.list({ limit: 2 })
      await store.audit.append(anEntry({ at: now + 9 }))
      const rest = await store.audit.list({ limit: 2, from: next ?? [] })
      expect(rest.items.map(({ count }) => count)).toEqual([0])
    })
  })
}
