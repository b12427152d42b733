import { type ReactNode, useId } from 'react'
import { Announcer } from '../page/announcer.tsx'
import { IconButton } from './icon-button.tsx'
import { useModal } from './use-modal.ts'
import { useOutside } from './use-outside.ts'

interface DialogProps {
  title: string
  onClose(): void
  children: ReactNode
  className?: string
}

/** Opened as long as it is there. The browser keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children, className = '' }: DialogProps) {
  const dialog = useModal()
  const name = useId()
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault()
        if (event.target === event.currentTarget) onClose()
      }}
      onKeyDown={(event) => {
        // A search field would keep the first one for itself.
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      {...useOutside(onClose)}
    >
      <div className="dialog-sheet">
        <header className="dialog-head">
          <h2 id={name}>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        <Announcer />
      </div>
    </dialog>
  )
}
