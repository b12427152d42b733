import type { ApiKeys } from '../ports/api-keys.ts'
import type { Identity } from './identity.ts'

export interface RightsDeps {
  keys: Pick<ApiKeys, 'remaining'>
  everyMs: number
  now(): number
  onTrouble(error: unknown): void
}

interface Held {
  identity: Identity
  end(): void
}

/** Looks again and again whether those who were let in may still be there. */
export function createRights({ keys, everyMs, now, onTrouble }: RightsDeps) {
  const held = new Set<Held>()

  const isOver = ({ expiresAt }: Identity, at: number): boolean => expiresAt !== undefined && expiresAt <= at

  function endThose(fits: (identity: Identity) => boolean): void {
    for (const one of held) {
      if (!fits(one.identity)) continue
      held.delete(one)
      one.end()
    }
  }

  async function endRevoked(): Promise<void> {
    const ids = new Set(Array.from(held, ({ identity }) => identity.keyId).filter((id) => id !== undefined))
    if (ids.size === 0) return
    // Where the store is away nobody can have taken a right back.
    const remaining = await keys.remaining([...ids])
    endThose(({ keyId }) => keyId !== undefined && ids.has(keyId) && !remaining.has(keyId))
  }

  let asking = false
  function look(): void {
    const at = now()
    endThose((identity) => isOver(identity, at))
    // A store that does not answer holds up only what it alone knows.
    if (asking) return
    asking = true
    endRevoked()
      .catch(onTrouble)
      .finally(() => (asking = false))
  }
  const timer = setInterval(look, everyMs)
  timer.unref()

  return {
    /** Whether the right still is one; it is where the store cannot tell. */
    async holds(identity: Identity): Promise<boolean> {
      if (isOver(identity, now())) return false
      const { keyId } = identity
      if (keyId === undefined) return true
      try {
        return (await keys.remaining([keyId])).has(keyId)
      } catch (error) {
        onTrouble(error)
        return true
      }
    },
    /** Calls `end` when the right has ended; the answer forgets about it. */
    watch(identity: Identity, end: () => void): () => void {
      if (identity.expiresAt === undefined && identity.keyId === undefined) return () => {}
      const one = { identity, end }
      held.add(one)
      return () => held.delete(one)
    },
    stop: () => clearInterval(timer),
  }
}

export type Rights = ReturnType<typeof createRights>
