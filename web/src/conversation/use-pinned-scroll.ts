import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

export interface PinnedScroll {
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  /** The newest is in sight, and stays so while it grows. */
  isPinned: boolean
  toEnd(): void
  /** Something else than the newest is to be in sight. */
  letGo(): void
  /** Keeps what is in sight where it is while something is put above it. */
  hold(change: () => Promise<void>): Promise<void>
}

const near = 48

export function usePinnedScroll(): PinnedScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const pinned = useRef(true)
  const [isPinned, setPinned] = useState(true)

  function pin(next: boolean): void {
    pinned.current = next
    setPinned(next)
  }
  const letGo = useCallback(() => {
    pinned.current = false
    setPinned(false)
  }, [])
  function toEnd(): void {
    pin(true)
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }

  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner) return undefined
    let lastTop = box.scrollTop
    const onScroll = (): void => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < near
      // What grows moves the end away from a reader; only a reader moves away from the end.
      if (isNear) pin(true)
      else if (box.scrollTop < lastTop) pin(false)
      lastTop = box.scrollTop
    }
    const watcher = new ResizeObserver(() => {
      if (pinned.current) box.scrollTop = box.scrollHeight
    })
    box.addEventListener('scroll', onScroll, { passive: true })
    watcher.observe(inner)
    watcher.observe(box)
    return () => {
      box.removeEventListener('scroll', onScroll)
      watcher.disconnect()
    }
  }, [])

  async function hold(change: () => Promise<void>): Promise<void> {
    const box = scroller.current
    const before = box ? box.scrollHeight - box.scrollTop : 0
    letGo()
    await change()
    requestAnimationFrame(() => {
      if (!box) return
      // There is nothing earlier any more, and the button is gone that asked for it.
      if (document.activeElement === document.body) box.focus({ preventScroll: true })
      box.scrollTop = box.scrollHeight - before
    })
  }

  return { scroller, content, isPinned, toEnd, letGo, hold }
}
