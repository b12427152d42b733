import { useCallback, useEffect, useRef, useState } from 'react'
import { createStoredText } from './stored-text.ts'

const draftOf = (conversationId: string | undefined) =>
  createStoredText(() => sessionStorage, `colloquy:draft:${conversationId ?? 'new'}`)

export const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n')

export interface Draft {
  text: string
  change(text: string): void
  /** Puts what was sent, and has got nowhere, before what is written by now. */
  giveBack(text: string): void
  /** What began a conversation is there, though nobody stayed to see where. */
  forget(text: string): void
}

/**
 * What is being written in a conversation. It stays with this tab, through a reload; so does what was sent in one that
 * has not begun yet, of which nobody else knows.
 */
export function useDraft(conversationId: string | undefined, unbegun: string): Draft {
  const [text, setText] = useState(() => draftOf(conversationId).read() ?? '')
  const now = useRef({ conversationId, text })
  const change = useCallback((next: string): void => {
    now.current.text = next
    draftOf(now.current.conversationId).write(next)
    setText(next)
  }, [])
  const giveBack = useCallback((words: string): void => change(joined(words, now.current.text)), [change])
  useEffect(() => {
    if (now.current.conversationId !== conversationId) draftOf(now.current.conversationId).write(null)
    now.current.conversationId = conversationId
    draftOf(conversationId).write(joined(unbegun, text))
  }, [conversationId, unbegun, text])
  return {
    text,
    change,
    giveBack,
    forget(words) {
      const { conversationId: place } = now.current
      if (place === undefined && draftOf(place).read() === words) draftOf(place).write(null)
    },
  }
}
