import type { Memory } from '@colloquy/client'
import { type SubmitEvent, useCallback, useEffect, useRef, useState } from 'react'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { MemoryItem } from '../person/memory-item.tsx'
import { MemorySwitch } from '../person/memory-switch.tsx'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

export function MemoriesDialog({ onClose }: { onClose(): void }) {
  const [memories, setMemories] = useState<readonly Memory[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [added, setAdded] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [isClearing, setClearing] = useState(false)
  const [failure, setFailure] = useState<Told | null>(null)

  // Grows with whatever has them read anew, for the words that are looked for by then.
  const [turn, setTurn] = useState(0)
  const reload = (): void => setTurn((now) => now + 1)

  const reading = useRef<AbortController>(undefined)
  const load = useCallback(async (q: string, cursor?: string): Promise<void> => {
    reading.current?.abort()
    const { signal } = (reading.current = new AbortController())
    try {
      const page = await client.memories.list({ q, limit: 50, cursor }, { signal })
      setMemories((before) => (cursor === undefined ? page.data : [...(before ?? []), ...page.data]))
      setNext(page.nextCursor)
      setFailure(null)
    } catch (error) {
      if (!signal.aborted) setFailure(toldOf(error))
    }
  }, [])

  useEffect(() => {
    const soon = setTimeout(() => void load(words.trim()), words === '' ? 0 : 120)
    return () => {
      clearTimeout(soon)
      reading.current?.abort()
    }
  }, [load, words, turn])

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isAdding) return
    setAdding(true)
    try {
      await client.memories.create({ text: added })
      setAdded((now) => (now === added ? '' : now))
      announce('Remembered')
      reload()
    } catch (error) {
      setFailure(toldOf(error))
    } finally {
      setAdding(false)
    }
  }

  return (
    <Dialog title="Memories" onClose={onClose}>
      <p className="hint">
        What is remembered of you, from what you have said of yourself. Answers in every conversation may be told of it.
      </p>
      <MemorySwitch />
      <form className="line-form" onSubmit={(event) => void add(event)}>
        <label className="field">
          Have something remembered
          <input required maxLength={1_000} value={added} onChange={({ target }) => setAdded(target.value)} />
        </label>
        <button type="submit" className="button">
          Remember
        </button>
      </form>
      <label className="field">
        Find
        <input type="search" maxLength={500} value={words} onChange={({ target }) => setWords(target.value)} />
      </label>
      {failure && <Refusal told={failure} />}
      {memories?.length === 0 && (
        <p className="hint">{words.trim() === '' ? 'Nothing is remembered of you.' : 'No memory holds these words.'}</p>
      )}
      <ul className="memories" aria-label="What is remembered">
        {memories?.map((memory) => (
          <MemoryItem
            key={memory.id}
            memory={memory}
            onChanged={(changed) =>
              setMemories((all) => all?.map((one) => (one.id === changed.id ? changed : one)) ?? null)
            }
            onGone={(id) => setMemories((all) => all?.filter((one) => one.id !== id) ?? null)}
            onStale={reload}
          />
        ))}
      </ul>
      <div className="dialog-actions">
        {next !== null && (
          <button type="button" className="button" onClick={() => void load(words.trim(), next)}>
            Show more
          </button>
        )}
        {memories !== null && memories.length > 0 && (
          <button type="button" className="button button-grave" onClick={() => setClearing(true)}>
            Forget everything
          </button>
        )}
      </div>
      {isClearing && (
        <ConfirmDialog
          title="Forget everything?"
          text="All that is remembered of you will be gone. Your conversations stay. This cannot be taken back."
          action="Forget everything"
          onConfirm={async () => {
            await client.memories.clear()
            announce('Everything was forgotten')
            setMemories([])
            reload()
          }}
          onClose={() => setClearing(false)}
        />
      )}
    </Dialog>
  )
}
