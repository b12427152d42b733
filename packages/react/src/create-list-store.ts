import type { Client, ColloquyError, Conversation, Page } from '@colloquy/client'
import { createPresence } from './create-presence.ts'
import { createTicker } from './create-ticker.ts'

export interface ListView {
  /** Latest first. */
  conversations: readonly Conversation[]
  status: 'loading' | 'idle' | 'failed'
  error: ColloquyError | Error | undefined
  hasMore: boolean
}

export interface ListActions {
  /** Reads the latest ones anew. */
  refresh(): Promise<void>
  loadMore(): Promise<void>
  /** Resolves with false where it could not be done: then `error` says why. */
  rename(id: string, title: string | null): Promise<boolean>
  remove(id: string): Promise<boolean>
  /** Shows one that was just begun, or has changed, before it is read anew. */
  put(conversation: Conversation): void
}

export interface ListStore {
  view(): ListView
  subscribe(listener: () => void): () => void
  attach(): () => void
  actions: ListActions
}

const isLater = (one: Conversation, other: Conversation): number =>
  other.updatedAt < one.updatedAt ? -1 : other.updatedAt > one.updatedAt ? 1 : other.id < one.id ? -1 : 1

export function createListStore(client: Client, pageSize: number): ListStore {
  const listeners = new Set<() => void>()
  let conversations: readonly Conversation[] = []
  let cursor: string | null = null
  let isLoading = true
  let error: Error | undefined
  let reading: Promise<void> | undefined
  /** Something has changed since the list that is being read was asked for. */
  let isOld = false
  let shown: ListView = viewNow()
  const changed = createTicker(() => {
    shown = viewNow()
    for (const listener of listeners) listener()
  })

  function viewNow(): ListView {
    const status = isLoading ? 'loading' : error ? 'failed' : 'idle'
    return { conversations, status, error, hasMore: cursor !== null }
  }

  function merge(...changes: readonly Conversation[]): void {
    const ids = new Set(changes.map(({ id }) => id))
    conversations = [...changes, ...conversations.filter(({ id }) => !ids.has(id))].sort(isLater)
    changed()
  }

  function put(conversation: Conversation): void {
    isOld = true
    merge(conversation)
  }

  async function readLatest(signal: AbortSignal | undefined): Promise<void> {
    let page: Page<Conversation>
    do {
      isOld = false
      page = await client.conversations.list({ limit: pageSize }, { signal })
    } while (isOld)
    // Those behind the first page are as they were; those that it should hold and does not are gone.
    const last = page.data.at(-1)
    const isKept = page.nextCursor !== null && last !== undefined
    const later = isKept ? conversations.filter((conversation) => isLater(last, conversation) < 0) : []
    if (later.length === 0 || !isKept) cursor = page.nextCursor
    conversations = later
    merge(...page.data)
  }

  /** What goes wrong is shown, unless nobody looks any more. */
  async function attempt(act: (signal: AbortSignal | undefined) => Promise<void>): Promise<boolean> {
    const signal = presence.signal()
    error = undefined
    try {
      await act(signal)
      return true
    } catch (problem) {
      if (signal?.aborted !== true) error = problem instanceof Error ? problem : new Error(String(problem))
      return false
    } finally {
      changed()
    }
  }

  const actions: ListActions = {
    async refresh() {
      isOld = true
      await attempt((signal) => (reading ??= readLatest(signal).finally(() => (reading = undefined))))
      isLoading = false
    },
    async loadMore() {
      if (cursor === null) return
      const from = cursor
      await attempt(async (signal) => {
        const page = await client.conversations.list({ limit: pageSize, cursor: from }, { signal })
        if (cursor !== from) return
        cursor = page.nextCursor
        merge(...page.data)
      })
    },
    rename: (id, title) => attempt(async () => put(await client.conversations.update(id, { title }))),
    remove: (id) =>
      attempt(async () => {
        await client.conversations.delete(id)
        isOld = true
        conversations = conversations.filter((conversation) => conversation.id !== id)
      }),
    put,
  }

  const presence = createPresence({
    onCome: () => void actions.refresh(),
    onSeen: () => void actions.refresh(),
    onGone() {},
  })

  return {
    view: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    attach: presence.attach,
    actions,
  }
}
