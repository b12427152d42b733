import type { NewMessage } from '@colloquy/client'

/** As much of the browser's `Storage` as is needed. */
export interface PendingStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A message of which it is not known whether the server has it: sent again with its key, it is there once. */
export interface PendingSend extends NewMessage {
  idempotencyKey: string
}

interface Kept {
  at: number
  message: PendingSend
}

export interface PendingSends {
  list(conversationId: string): PendingSend[]
  add(conversationId: string, message: PendingSend): void
  remove(conversationId: string, idempotencyKey: string): void
}

/** As long as a server knows a key; less, for clocks that differ. */
const keptMs = 23 * 60 * 60 * 1000

function sessionStorageIfAllowed(): PendingStorage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

export function createPendingSends(chosen: PendingStorage | null | undefined): PendingSends {
  const storage = chosen === undefined ? sessionStorageIfAllowed() : (chosen ?? undefined)
  const nameOf = (conversationId: string): string => `colloquy:sending:${conversationId}`

  function read(conversationId: string): Kept[] {
    try {
      const kept: unknown = JSON.parse(storage?.getItem(nameOf(conversationId)) ?? '[]')
      return Array.isArray(kept) ? (kept as Kept[]).filter(({ at }) => at > Date.now() - keptMs) : []
    } catch {
      return []
    }
  }

  function write(conversationId: string, kept: readonly Kept[]): void {
    try {
      if (kept.length === 0) storage?.removeItem(nameOf(conversationId))
      else storage?.setItem(nameOf(conversationId), JSON.stringify(kept))
    } catch {
      // A storage that is full or closed is none: the send itself goes on.
    }
  }

  return {
    list: (conversationId) => read(conversationId).map(({ message }) => message),
    add(conversationId, message) {
      write(conversationId, [...without(read(conversationId), message.idempotencyKey), { at: Date.now(), message }])
    },
    remove(conversationId, key) {
      write(conversationId, without(read(conversationId), key))
    },
  }
}

const without = (kept: readonly Kept[], key: string): Kept[] =>
  kept.filter(({ message }) => message.idempotencyKey !== key)
