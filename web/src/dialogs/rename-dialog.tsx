import { type SubmitEvent, useState } from 'react'
import { Dialog } from '../controls/dialog.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { type Told, toldOf } from '../page/failure.ts'
import { useIsHere } from '../page/use-is-here.ts'

interface RenameDialogProps {
  title: string
  onRename(title: string): Promise<void>
  onClose(): void
}

export function RenameDialog({ title, onRename, onClose }: RenameDialogProps) {
  const [text, setText] = useState(title)
  const isHere = useIsHere()
  const [failure, setFailure] = useState<Told | null>(null)
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    try {
      await onRename(text.trim())
      // Another dialog may stand in its place by now.
      if (isHere.current) onClose()
    } catch (error) {
      setFailure(toldOf(error))
    }
  }
  return (
    <Dialog title="Rename this conversation" onClose={onClose} className="dialog-small">
      <form onSubmit={(event) => void submit(event)}>
        <label className="field">
          Title
          <input
            data-first=""
            required
            pattern=".*\S.*"
            title="A title has at least one letter"
            maxLength={255}
            value={text}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        {failure && <Refusal told={failure} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-main">
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  )
}
