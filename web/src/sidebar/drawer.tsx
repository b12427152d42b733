import type { ReactNode } from 'react'
import { useModal } from '../controls/use-modal.ts'
import { useOutside } from '../controls/use-outside.ts'

/** The sidebar where there is no room beside the conversation. */
export function Drawer({ onClose, children }: { onClose(): void; children: ReactNode }) {
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      className="drawer"
      aria-label="Menu"
      onCancel={(event) => {
        // A dialog within it that is closed is no reason to close this one.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      {...useOutside(onClose)}
    >
      {children}
    </dialog>
  )
}
