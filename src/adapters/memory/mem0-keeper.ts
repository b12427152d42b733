import type { Breaker } from '../../std/breaker.ts'
import type { Chores } from '../../ports/chores.ts'
import type { Memories } from '../../ports/memories.ts'
import type { MemoryKeeper } from '../../ports/memory.ts'
import type { Pseudonyms } from '../../ports/pseudonyms.ts'
import type { Recall } from '../../ports/recall.ts'
import { createMem0Adopt } from './mem0-adopt.ts'
import { createAskMem0 } from './mem0-ask.ts'
import { createAwaitAdded, waitByTimer } from './mem0-await.ts'
import type { Wait } from './mem0-await.ts'
import { createMem0Chores } from './mem0-chores.ts'
import type { Mem0Client } from './mem0-client.ts'
import { createMem0Mirror } from './mem0-mirror.ts'
import { createMem0Observe } from './mem0-observe.ts'
import { createMem0Recall } from './mem0-recall.ts'

export interface Mem0KeeperDeps {
  client: Mem0Client
  /** Memory in the store itself: what people list, change and delete is in it, and all of it while Mem0 is away. */
  builtin: MemoryKeeper
  memories: Memories
  recall: Pick<Recall, 'isWanted'>
  chores: Pick<Chores, 'add'>
  pseudonyms: Pseudonyms
  breaker: Breaker
  /** One order of several. */
  fuse(orders: readonly (readonly number[])[]): Map<number, number>
  /** As the built-in memory tells what a person has deleted. */
  hashOf(userId: string, text: string): string
  now(): number
  onTrouble(error: unknown): void
  /** How long an answer waits for Mem0. */
  recallMs?: number
  wait?: Wait
}

/** Less than an answer waits for all that is remembered. */
const RECALL_MS = 120

/** Mem0 beside what is built in. Each of its memories has one of ours, whose text wins: without Mem0 all goes on. */
export function createMem0Keeper(deps: Mem0KeeperDeps): MemoryKeeper {
  const { builtin, pseudonyms, onTrouble, now } = deps
  const ask = createAskMem0(deps.breaker, onTrouble)
  const awaitAdded = createAwaitAdded({ ...deps, ask, wait: deps.wait ?? waitByTimer })
  const mirrored = createMem0Chores(deps.chores, now)
  const parts = { ...deps, ...createMem0Adopt({ ...deps, ask }), ask, awaitAdded, mirrored }

  /** What is done here is done: Mem0 hears of it as soon as it can. */
  async function put(userId: string, memory: { id: string; version: number }): Promise<void> {
    try {
      await mirrored.put(await pseudonyms.of(userId), memory)
    } catch (error) {
      onTrouble(error)
    }
  }

  async function forgetThere(userId: string): Promise<void> {
    const person = await pseudonyms.known(userId)
    if (person === undefined) return
    await mirrored.removeAll(person)
    await pseudonyms.drop(userId)
  }

  return {
    name: 'mem0',
    recall: createMem0Recall({ ...parts, withinMs: deps.recallMs ?? RECALL_MS }),
    observe: createMem0Observe(parts),
    list: builtin.list,

    async create(userId, text, importance) {
      const memory = await builtin.create(userId, text, importance)
      await put(userId, memory)
      return memory
    },

    async update(userId, id, change) {
      const memory = await builtin.update(userId, id, change)
      if (change.text !== undefined) await put(userId, memory)
      return memory
    },

    // The store itself sees to it that what Mem0 calls it goes there, whatever it is deleted with.
    remove: builtin.remove,

    async removeAll(userId) {
      // What Mem0 has not told of yet goes too, and is not heard of any more.
      await forgetThere(userId)
      return builtin.removeAll(userId)
    },

    async forget(userId) {
      await forgetThere(userId)
      await builtin.forget(userId)
    },

    mirror: createMem0Mirror(parts),
  }
}
