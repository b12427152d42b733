import { type MouseEvent, type PointerEvent, useRef } from 'react'

/**
 * Pressed beside what a dialog holds, and let go there. Closed by the first alone, what lies beneath would have the rest
 * of the tap; by the second alone, a selection that ends there would close it.
 */
export function useOutside(onClose: () => void) {
  const isPressed = useRef(false)
  return {
    onPointerDown(event: PointerEvent): void {
      isPressed.current = event.target === event.currentTarget
    },
    onClick(event: MouseEvent): void {
      if (isPressed.current && event.target === event.currentTarget) onClose()
    },
  }
}
