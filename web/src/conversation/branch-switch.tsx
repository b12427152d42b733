import type { Branches } from '@colloquy/react'
import { type RefObject, useRef } from 'react'
import { IconButton } from '../controls/icon-button.tsx'

/** Between the versions of a message. The one that comes stands in another place: the focus is taken along. */
export function BranchSwitch({ index, count, select, log }: Branches & { log: RefObject<HTMLElement | null> }) {
  const place = useRef<HTMLDivElement>(null)
  if (count < 2 || index < 0) return null
  function turn(step: number): void {
    const next = index + step
    if (next < 0 || next >= count) return
    const article = place.current?.closest('article')
    const at = [...(log.current?.querySelectorAll('article') ?? [])].findIndex((one) => one === article)
    select(next)
    requestAnimationFrame(() => {
      const name = step < 0 ? 'previous' : 'next'
      log.current?.querySelectorAll('article')[at]?.querySelector<HTMLElement>(`[data-branch="${name}"]`)?.focus()
    })
  }
  return (
    <div className="branches" ref={place} role="group" aria-label={`Version ${index + 1} of ${count}`}>
      <IconButton
        icon="previous"
        label="Previous version"
        data-branch="previous"
        aria-disabled={index === 0}
        onClick={() => turn(-1)}
      />
      <span>
        {index + 1}/{count}
      </span>
      <IconButton
        icon="next"
        label="Next version"
        data-branch="next"
        aria-disabled={index === count - 1}
        onClick={() => turn(1)}
      />
    </div>
  )
}
