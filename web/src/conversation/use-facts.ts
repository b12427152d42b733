import type { Conversation } from '@colloquy/client'
import { useEffect, useState } from 'react'
import { client } from '../page/client.ts'

/** Title and persona, also of a conversation that is too old to be in the list. */
export function useFacts(id: string | undefined, listed: Conversation | undefined): Conversation | undefined {
  const [read, setRead] = useState<Conversation>()
  const isUnknown = id !== undefined && listed === undefined && read?.id !== id
  useEffect(() => {
    if (!isUnknown) return undefined
    const leaving = new AbortController()
    // Where there is none, reading its messages says so.
    client.conversations.get(id, { signal: leaving.signal }).then(setRead, () => {})
    return () => leaving.abort()
  }, [id, isUnknown])
  return listed ?? (read?.id === id ? read : undefined)
}
