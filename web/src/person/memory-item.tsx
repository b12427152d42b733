import { ColloquyError, type Memory } from '@colloquy/client'
import { type SubmitEvent, useRef, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

interface MemoryItemProps {
  memory: Memory
  onChanged(memory: Memory): void
  onGone(id: string): void
  /** Somebody else has changed it since. */
  onStale(): void
}

export function MemoryItem({ memory, onChanged, onGone, onStale }: MemoryItemProps) {
  const [edited, setEdited] = useState<string | null>(null)
  const [failure, setFailure] = useState<Told | null>(null)
  const [isBusy, setBusy] = useState(false)
  const item = useRef<HTMLLIElement>(null)

  function leaveEditing(): void {
    setEdited(null)
    requestAnimationFrame(() => item.current?.querySelector('button')?.focus())
  }
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    try {
      onChanged(await client.memories.update(memory.id, { text: edited ?? '', version: memory.version }))
      setFailure(null)
      leaveEditing()
      announce('The memory was changed')
    } catch (error) {
      setFailure(toldOf(error))
      if (error instanceof ColloquyError && error.code === 'memory_changed') onStale()
    } finally {
      setBusy(false)
    }
  }
  async function remove(): Promise<void> {
    try {
      await client.memories.delete(memory.id)
      const beside = item.current?.nextElementSibling ?? item.current?.previousElementSibling
      const next = beside?.querySelector('button') ?? item.current?.closest('dialog')?.querySelector('input')
      announce('The memory was deleted')
      next?.focus()
      onGone(memory.id)
    } catch (error) {
      setFailure(toldOf(error))
    }
  }

  return (
    <li className="memory" ref={item}>
      {edited === null ? (
        <>
          <div className="memory-text">
            <p dir="auto">{memory.text}</p>
            {memory.source && <blockquote dir="auto">“{memory.source.quote}”</blockquote>}
            <small>{new Date(memory.updatedAt).toLocaleDateString('en', { dateStyle: 'medium' })}</small>
          </div>
          <IconButton icon="edit" label={`Edit: ${memory.text}`} onClick={() => setEdited(memory.text)} />
          <IconButton icon="remove" label={`Delete: ${memory.text}`} onClick={() => void remove()} />
        </>
      ) : (
        <form
          className="line-form"
          onSubmit={(event) => void save(event)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.preventDefault()
            event.stopPropagation()
            leaveEditing()
          }}
        >
          <label className="field">
            Memory
            <input
              autoFocus
              required
              maxLength={1_000}
              value={edited}
              onChange={({ target }) => setEdited(target.value)}
            />
          </label>
          <button type="submit" className="button button-main">
            Save
          </button>
          <button type="button" className="button" onClick={leaveEditing}>
            Cancel
          </button>
        </form>
      )}
      {failure && <Refusal told={failure} />}
    </li>
  )
}
