import type { Memories } from '../../ports/memories.ts'
import type { MemoryKeeper } from '../../ports/memory.ts'
import type { Pseudonyms } from '../../ports/pseudonyms.ts'
import type { Recall } from '../../ports/recall.ts'
import type { Mem0Adopt } from './mem0-adopt.ts'
import type { AskMem0 } from './mem0-ask.ts'
import type { createAwaitAdded } from './mem0-await.ts'
import type { Mem0Chore, Mem0Chores } from './mem0-chores.ts'
import type { Mem0Client } from './mem0-client.ts'
import { Mem0Error } from './mem0-error.ts'

export interface Mem0MirrorDeps extends Mem0Adopt {
  client: Pick<Mem0Client, 'create' | 'update' | 'remove' | 'removeAll'>
  ask: AskMem0
  awaitAdded: ReturnType<typeof createAwaitAdded>
  memories: Pick<Memories, 'get' | 'byExternalId'>
  recall: Pick<Recall, 'isWanted'>
  pseudonyms: Pick<Pseudonyms, 'whose'>
  mirrored: Pick<Mem0Chores, 'put' | 'remove'>
  onTrouble(error: unknown): void
}

const NOT_FOUND = 404
/** What it says of a text, and not of itself. */
const UNFIT = new Set([400, 413, 422])
/** Of one memory. What there is beyond is found when what Mem0 has is looked through. */
const mostMade = 10

/** Carries out there what was done here: each as often as needed, and none twice over. */
export function createMem0Mirror(deps: Mem0MirrorDeps): MemoryKeeper['mirror'] {
  const { client, ask, awaitAdded, adopt, settle, memories, recall, pseudonyms, mirrored, onTrouble } = deps

  /** What Mem0 will not have, however often it is asked, is still found here. */
  function passOver(error: unknown): undefined {
    if (!(error instanceof Mem0Error) || !UNFIT.has(error.cause.status ?? 0)) throw error
    onTrouble(error)
  }

  /** Gone there it stays gone; and what cannot be corrected there is to go. */
  async function update(id: string, text: string, signal: AbortSignal): Promise<void> {
    try {
      await client.update(id, text, signal)
    } catch (error) {
      if (error instanceof Mem0Error && error.cause.status === NOT_FOUND) return
      passOver(error)
      await mirrored.remove([id])
    }
  }

  async function create(
    userId: string,
    person: string,
    memory: { id: string; text: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { id: memoryId, text } = memory
    // Whatever has come of an attempt before is found by this, and is its memory from then on.
    const all = await settle(userId, person, signal)
    const heard = all.find(({ metadata }) => metadata['memoryId'] === memoryId)
    if (heard) return heard.text === text ? undefined : ask(() => update(heard.id, text, signal))
    const added = await ask(() => client.create(person, text, { memoryId }, signal).catch(passOver))
    if (!added) return undefined
    const outcome = await awaitAdded(added, signal)
    if (outcome.kind === 'pending') throw new Mem0Error('timeout', { reason: 'still pending' })
    if (outcome.kind === 'failed') return undefined
    const changes = outcome.memories.slice(0, mostMade)
    const [made, ...others] = changes.filter(({ event }) => event === 'ADD')
    await mirrored.remove(others.map(({ id }) => id))
    if (made) await adopt(userId, person, [{ id: made.id, text, metadata: { memoryId } }])
    // One who puts something down has not asked for changes of anything else.
    const rewritten = changes.filter(({ event }) => event === 'UPDATE').map(({ id }) => id)
    for (const memory of (await memories.byExternalId(userId, rewritten)).values()) await mirrored.put(person, memory)
  }

  async function put(person: string, id: string, signal: AbortSignal): Promise<void> {
    const userId = await pseudonyms.whose(person)
    const memory = userId === undefined ? undefined : await memories.get(userId, id)
    if (userId === undefined || !memory) return
    const { externalId, text } = memory
    if (externalId !== null) await ask(() => update(externalId, text, signal))
    else if (await recall.isWanted(userId)) await create(userId, person, memory, signal)
  }

  return async function mirror(change, signal) {
    const chore = change as Mem0Chore
    if (chore.op === 'put') return put(chore.person, chore.id, signal)
    if (chore.op === 'remove') return ask(() => client.remove(chore.id, signal))
    if (chore.op === 'removeAll') return ask(() => client.removeAll(chore.person, signal))
    const userId = await pseudonyms.whose(chore.person)
    if (userId !== undefined && (await recall.isWanted(userId))) await settle(userId, chore.person, signal)
  }
}
