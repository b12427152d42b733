import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { giveFocusBack } from './give-focus-back.ts'

/** A dialog that is open for as long as it is there: whatever is typed next is typed in it. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const before = useRef<Element>(null)
  useLayoutEffect(() => {
    const { current } = dialog
    if (!current || current.open) return
    before.current = document.activeElement
    current.showModal()
    current.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [])
  // Not sooner: by then it is known what else is gone.
  useEffect(() => () => giveFocusBack(before.current), [])
  return dialog
}
