import { describe, expect, test } from 'vitest'
import { ann, kinds, textsOf, worldsOn } from './mem0-keeper-world.ts'
import { ills } from './mem0-server.ts'
import type { Mem0Ill } from './mem0-server.ts'
import { openSqlite } from './open-sqlite.ts'

const openWorld = worldsOn(openSqlite)
const hanging = new Set<Mem0Ill>(['nothing at all', 'headers and nothing else'])
const soon = { searchMs: 50, addMs: 50, callMs: 50 }

describe.each(kinds)('Mem0, %s', (_, hosted) => {
  test.each(Object.keys(ills) as Mem0Ill[])(
    'with %s a person is learned from all the same, and told what is known',
    async (ill) => {
      await using world = await openWorld(hosted, hanging.has(ill) ? { timeouts: soon } : {})
      await world.store.pseudonyms.of(ann.userId)
      await world.builtin.create(ann.userId, 'I like green tea', 0.5)
      world.server.suffer(ill)
      await world.learn('I live in Porto.')
      expect(textsOf(await world.list())).toEqual(['I like green tea', 'Lives in Porto'])
      const { texts, degraded } = await world.recall('Porto')
      expect(texts).toContain('Lives in Porto')
      expect(degraded).toBe('mem0')
      expect(JSON.stringify(await world.list())).not.toContain('Somebody else')
    },
  )
})
