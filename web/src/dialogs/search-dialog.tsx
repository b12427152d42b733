import type { SearchHit } from '@colloquy/client'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Dialog } from '../controls/dialog.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'
import { pathTo } from '../page/route.ts'
import { titleOf } from '../sidebar/title-of.ts'
import { markWords } from './mark-words.ts'

interface Found {
  words: string
  hits: readonly SearchHit[]
  next: string | null
}

const whenOf = (hit: SearchHit): string =>
  new Date(hit.message.createdAt).toLocaleDateString('en', { dateStyle: 'medium' })

export function SearchDialog({ onClose }: { onClose(): void }) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [failure, setFailure] = useState<Told | null>(null)
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    const q = words.trim()
    if (q === '') {
      setFound(null)
      setFailure(null)
      return undefined
    }
    const leaving = new AbortController()
    const { signal } = leaving
    const look = (): void => {
      client.search(q, { limit: 20 }, { signal }).then(
        ({ data, nextCursor }) => {
          setFound({ words: q, hits: data, next: nextCursor })
          setFailure(null)
        },
        (error: unknown) => {
          if (!signal.aborted) setFailure(toldOf(error))
        },
      )
    }
    const soon = setTimeout(look, 120)
    return () => {
      clearTimeout(soon)
      leaving.abort()
    }
  }, [words])

  async function more(): Promise<void> {
    if (found?.next == null) return
    try {
      const { data, nextCursor } = await client.search(found.words, { limit: 20, cursor: found.next })
      // Something else may have been found by now.
      setFound((now) => (now === found ? { ...found, hits: [...found.hits, ...data], next: nextCursor } : now))
    } catch (error) {
      setFailure(toldOf(error))
    }
  }

  function move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    if (step === undefined || links.length === 0) return
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    event.preventDefault()
    links[(at + step + links.length) % links.length]?.focus()
  }

  return (
    <Dialog title="Search" onClose={onClose} className="dialog-search">
      <div onKeyDown={move}>
        <label className="field">
          Words in any of your messages
          <input
            type="search"
            data-first=""
            autoComplete="off"
            maxLength={500}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
        {failure && <Refusal told={failure} />}
        <p className="hint" role="status">
          {found &&
            (found.hits.length === 0
              ? `Nothing holds “${found.words}”.`
              : `${found.hits.length}${found.next === null ? '' : ' or more'} found`)}
        </p>
        <ol className="hits" ref={list}>
          {found?.hits.map((hit) => (
            <li key={hit.message.id}>
              <a href={pathTo({ conversationId: hit.conversation.id, messageId: hit.message.id })} onClick={onClose}>
                <span className="hit-head">
                  <bdi>{titleOf(hit.conversation)}</bdi>
                  <span>
                    {hit.message.role === 'user' ? 'You' : 'Answer'}, {whenOf(hit)}
                  </span>
                </span>
                <span className="hit-text" dir="auto">
                  {markWords(hit.snippet, found.words).map(({ text, isFound }, at) =>
                    isFound ? <mark key={at}>{text}</mark> : text,
                  )}
                </span>
              </a>
            </li>
          ))}
        </ol>
        {found?.next != null && (
          <button type="button" className="button button-quiet" onClick={() => void more()}>
            Show more
          </button>
        )}
      </div>
    </Dialog>
  )
}
