import type { AuditActor } from '../ports/audit.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { MemoryKeeper } from '../ports/memory.ts'
import type { Erased, People } from '../ports/people.ts'
import type { Runs } from '../ports/runs.ts'
import type { Upkeep } from '../ports/upkeep.ts'
import { inSlices } from '../std/in-slices.ts'
import { DomainError } from './errors.ts'
import type { RunId, Scope } from './types.ts'

export interface RemoveDeps {
  conversations: Conversations
  people: People
  runs: Runs
  upkeep: Upkeep
  keeper: Pick<MemoryKeeper, 'forget'>
  stop(userId: string, run: RunId): Promise<void>
  /** Resolves when nobody answers it any more, or after so long. */
  settled(run: RunId, withinMs: number): Promise<void>
  /** The bytes of what went are taken too, after the answer. */
  scrubSoon(): void
  now(): number
}

/** Whoever has not ended a run by then is dead, or as good as: when it comes back it finds nothing to write to. */
const deadOwnerMs = 10_000

/** Unreadable first, then what runs is stopped, then the rows go. A crash in between is finished by the next start. */
export function createRemove({
  conversations,
  people,
  runs,
  upkeep,
  keeper,
  stop,
  settled,
  scrubSoon,
  now,
}: RemoveDeps) {
  async function stopAll(userId: string, conversationId?: string): Promise<void> {
    const open = await runs.open(userId, conversationId)
    await Promise.all(
      open.map(async ({ id }) => {
        await stop(userId, id)
        await settled(id, deadOwnerMs)
      }),
    )
  }

  return {
    async conversation(scope: Scope, conversationId: string): Promise<void> {
      if (!(await conversations.hide(scope, conversationId))) {
        throw new DomainError('not_found', 'There is no conversation of that id, or it is not yours.')
      }
      await stopAll(scope.userId, conversationId)
      await inSlices(() => upkeep.purge({ conversationId }))
      scrubSoon()
    },

    /** What was learned from one that is not to be remembered any more. */
    lessons: (conversationId: string): Promise<void> => inSlices(() => upkeep.unlearn(conversationId)),

    async person(userId: string, actor: Exclude<AuditActor, 'nobody'>): Promise<Erased> {
      await keeper.forget(userId)
      const erased = await people.hide(userId, (counts, any) =>
        // Anybody may erase nothing as often as they like; the operator answers for whatever he does.
        any || actor === 'admin'
          ? { at: now(), actor, act: 'person_erased', subject: userId, detail: counts }
          : undefined,
      )
      await stopAll(userId)
      await inSlices(() => upkeep.purge({ userId }))
      scrubSoon()
      return erased
    },
  }
}
