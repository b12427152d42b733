import { type RefObject, useEffect, useRef } from 'react'
import { announce } from '../page/announce.ts'

interface Sought {
  messageId: string | undefined
  log: RefObject<HTMLElement | null>
  isLoaded: boolean
  /** Changes with what is shown. */
  shown: unknown
  /** Has the branch visible that it is on, and tells whether it is there. */
  show(messageId: string): Promise<boolean>
  /** It is to be in sight, and not the newest. */
  letGo(): void
}

/** Leads to the message that a search has found, however far back it is and in whichever version of the conversation. */
export function useSought({ messageId, log, isLoaded, shown, show, letGo }: Sought): void {
  const asked = useRef<string>(undefined)
  const done = useRef<string>(undefined)
  useEffect(() => {
    if (messageId === undefined || done.current === messageId || !isLoaded) return
    const place = log.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)
    if (place) {
      done.current = messageId
      letGo()
      place.scrollIntoView({ block: 'center' })
      place.focus({ preventScroll: true })
    } else if (asked.current !== messageId) {
      asked.current = messageId
      void show(messageId).then((isThere) => {
        if (!isThere) announce('That message was not found in this conversation')
      })
    }
  }, [messageId, log, isLoaded, shown, show, letGo])
}
