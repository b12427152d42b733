import type { Client } from '@colloquy/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ConversationActions, ConversationHooks, ConversationView } from './conversation-view.ts'
import { type ConversationStore, createConversationStore } from './create-conversation-store.ts'
import type { PendingStorage } from './create-pending-sends.ts'

export type {
  Branches,
  ConversationActions,
  ConversationError,
  ConversationStatus,
  ConversationView,
  ShownMessage,
  ShownNotice,
} from './conversation-view.ts'
export type { PendingStorage } from './create-pending-sends.ts'
export { useConversations, type ConversationList, type UseConversationsOptions } from './use-conversations.ts'

export interface UseConversationOptions extends ConversationHooks {
  client: Client
  /** Without one, the first send begins a conversation. */
  conversationId?: string | undefined
  /** Of a conversation that is begun here. */
  persona?: string | undefined
  /** Keeps what was sent and not yet accepted over a reload; `sessionStorage` unless told, null is nowhere. */
  storage?: PendingStorage | null | undefined
}

export type UseConversation = ConversationView & ConversationActions

interface Held {
  store: ConversationStore
  client: Client
  /** As it was asked for, which may be before there was one. */
  conversationId: string | undefined
}

/** A conversation as a page shows it, with the answers in it that are being written. */
export function useConversation(options: UseConversationOptions): UseConversation {
  const { client, conversationId } = options
  const hold = (): Held => ({ client, conversationId, store: createConversationStore(options) })
  const [held, setHeld] = useState(hold)
  let { store } = held
  if (held.client !== client || held.conversationId !== conversationId) {
    // The conversation that was begun here goes on when the page learns its id.
    const goesOn = held.client === client && conversationId !== undefined && store.conversationId() === conversationId
    const next = goesOn ? { ...held, conversationId } : hold()
    setHeld(next)
    store = next.store
  }
  useEffect(() => store.update(options))
  useEffect(() => store.attach(), [store])
  const view = useSyncExternalStore(store.subscribe, store.view, store.view)
  return { ...view, ...store.actions }
}
