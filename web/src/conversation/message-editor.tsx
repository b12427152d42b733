import { type KeyboardEvent, useState } from 'react'

interface MessageEditorProps {
  text: string
  onSave(text: string): void
  onCancel(): void
}

export function MessageEditor({ text, onSave, onCancel }: MessageEditorProps) {
  const [edited, setEdited] = useState(text)
  const save = (): void => {
    if (edited.trim() !== '') onSave(edited)
  }
  function onKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && !event.shiftKey) save()
    else return
    event.preventDefault()
  }
  return (
    <div className="message-editor">
      <textarea
        aria-label="Edit message"
        autoFocus
        rows={3}
        dir="auto"
        value={edited}
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        onChange={({ target }) => setEdited(target.value)}
        onKeyDown={onKey}
      />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="button" className="button button-main" onClick={save}>
          Send anew
        </button>
      </div>
    </div>
  )
}
