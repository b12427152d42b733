import { useState } from 'react'
import { type Told, toldOf } from '../page/failure.ts'
import { useIsHere } from '../page/use-is-here.ts'
import { Dialog } from './dialog.tsx'
import { Refusal } from './refusal.tsx'

interface ConfirmDialogProps {
  title: string
  /** What will be, and that it cannot be taken back. */
  text: string
  action: string
  onConfirm(): Promise<void>
  onClose(): void
}

export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const isHere = useIsHere()
  const [failure, setFailure] = useState<Told | null>(null)
  const [isBusy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    try {
      await onConfirm()
      // Another dialog may stand in its place by now.
      if (isHere.current) onClose()
    } catch (error) {
      setFailure(toldOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose} className="dialog-small">
      <p>{text}</p>
      {failure && <Refusal told={failure} />}
      <div className="dialog-actions">
        <button type="button" className="button" data-first="" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="button button-grave" aria-disabled={isBusy} onClick={() => void confirm()}>
          {action}
        </button>
      </div>
    </Dialog>
  )
}
