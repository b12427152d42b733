import type { Client } from '@colloquy/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createListStore, type ListActions, type ListView } from './create-list-store.ts'

export interface UseConversationsOptions {
  client: Client
  /** How many are read at once; 50 unless told. */
  pageSize?: number | undefined
}

export type ConversationList = ListView & ListActions

/** One's conversations, latest first. */
export function useConversations({ client, pageSize = 50 }: UseConversationsOptions): ConversationList {
  const hold = () => ({ client, pageSize, store: createListStore(client, pageSize) })
  const [held, setHeld] = useState(hold)
  let { store } = held
  if (held.client !== client || held.pageSize !== pageSize) {
    const next = hold()
    setHeld(next)
    store = next.store
  }
  useEffect(() => store.attach(), [store])
  const view = useSyncExternalStore(store.subscribe, store.view, store.view)
  return { ...view, ...store.actions }
}
