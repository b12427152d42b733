import { AnswerError, type Conversation as Facts, type Persona } from '@colloquy/client'
import { useConversation } from '@colloquy/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { Icon } from '../controls/icon.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { spokenText } from '../markdown/spoken-text.ts'
import { isTokenWanted } from '../page/access.ts'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { joined, useDraft } from '../page/draft.ts'
import { toldOf } from '../page/failure.ts'
import { go } from '../page/route.ts'
import { useIsHere } from '../page/use-is-here.ts'
import { titleOf } from '../sidebar/title-of.ts'
import { Composer } from './composer.tsx'
import { Message } from './message.tsx'
import { PersonaPicker } from './persona-picker.tsx'
import { useFacts } from './use-facts.ts'
import { usePinnedScroll } from './use-pinned-scroll.ts'
import { useSought } from './use-sought.ts'
import { noticesByMessage } from './notices-by-message.ts'

interface ConversationProps {
  conversationId: string | undefined
  known: Facts | undefined
  soughtId: string | undefined
  personas: readonly Persona[]
  /** What is not as usual with the server. */
  checks: Readonly<Record<string, string>>
  onMenu: (() => void) | undefined
  onCreated(conversation: Facts): void
  /** An answer has ended: title and order of the list may be others. */
  onChanged(): void
}

const textOf = (messages: readonly { content: string }[]): string => joined(...messages.map(({ content }) => content))

const isOpenAbove = (): boolean => document.querySelector('dialog[open], [popover]:popover-open') !== null

export function Conversation(props: ConversationProps) {
  const { conversationId, known, soughtId, personas, checks, onMenu, onCreated, onChanged } = props
  // One that begins here is known to its hook before it is to the address.
  const [openedId] = useState(conversationId)
  const [chosen, setChosen] = useState<string>()
  const isHere = useIsHere()
  const talk = useConversation({
    client,
    conversationId: openedId,
    persona: chosen,
    onCreated: (made) => {
      if (isHere.current) onCreated(made)
    },
  })
  const facts = useFacts(openedId, known)
  const { scroller, content, isPinned, toEnd, letGo, hold } = usePinnedScroll()
  const textbox = useRef<HTMLTextAreaElement>(null)
  const { messages, status, error, send, stop, branches } = talk
  const unstored = messages.filter(({ role, delivery }) => role === 'user' && delivery !== 'stored')
  const draft = useDraft(conversationId, conversationId === undefined ? textOf(unstored) : '')
  const isAnswering = status === 'answering' || status === 'reconnecting'
  const isEmpty = messages.length === 0 && status !== 'loading'
  const personaId = facts?.persona ?? chosen ?? personas.find((one) => one.default)?.id
  const persona = personas.find(({ id }) => id === personaId)
  const name = persona?.name ?? 'Assistant'
  const title = conversationId === undefined ? 'New conversation' : titleOf(facts)

  useEffect(() => {
    document.title = conversationId === undefined ? 'Colloquy' : `${title} · Colloquy`
  }, [conversationId, title])

  const last = messages.at(-1)
  const awaited = useRef<string>(undefined)
  useEffect(() => {
    if (last?.role !== 'assistant') return
    if (last.status === 'streaming') {
      awaited.current = last.key
    } else if (awaited.current === last.key) {
      awaited.current = undefined
      announce(
        last.status === 'completed' ? `${name}: ${spokenText(last.content)}` : `The answer has ended: ${last.status}`,
      )
      onChanged()
    }
  }, [last, name, onChanged])

  useEffect(() => {
    if (!isAnswering) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || isOpenAbove()) return
      event.preventDefault()
      void stop()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isAnswering, stop])

  useSought({
    messageId: soughtId,
    log: scroller,
    isLoaded: status !== 'loading',
    shown: messages,
    show: talk.show,
    letGo,
  })

  async function say(text: string): Promise<void> {
    draft.change('')
    toEnd()
    const isAccepted = await send(text)
    // The form for a token takes the place of all this: what was written must outlast it.
    if (!isAccepted && isTokenWanted()) giveBack(text)
    if (!isAccepted) return
    draft.forget(text)
    onChanged()
  }

  const { regenerate, edit, retry } = talk
  const { giveBack } = draft
  const actions = useMemo(() => {
    async function editOrKeep(messageId: string, text: string): Promise<boolean> {
      const isAccepted = await edit(messageId, text)
      if (!isAccepted && isTokenWanted()) giveBack(text)
      return isAccepted
    }
    return { regenerate, edit: editOrKeep, retry }
  }, [regenerate, edit, retry, giveBack])
  const notices = noticesByMessage(talk.notices)
  const discard = (): void => {
    giveBack(textOf(unstored.filter(({ delivery }) => delivery === 'unsent')))
    talk.dismiss()
    textbox.current?.focus()
  }
  return (
    <main className="conversation">
      <header className="conversation-head">
        {onMenu && <IconButton icon="menu" label="Menu" onClick={onMenu} />}
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {conversationId !== undefined && persona && <span className="with">with {persona.name}</span>}
        {onMenu && conversationId !== undefined && (
          <IconButton icon="add" label="New conversation" onClick={() => go({})} />
        )}
      </header>
      <div
        className={isEmpty ? 'log log-empty' : 'log'}
        ref={scroller}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        tabIndex={0}
      >
        <div className="log-inner" ref={content}>
          {talk.hasEarlier && (
            <button type="button" className="button button-quiet" onClick={() => void hold(talk.loadEarlier)}>
              Show earlier messages
            </button>
          )}
          {isEmpty && <p className="greeting">What would you like to talk about?</p>}
          {isEmpty && conversationId === undefined && (
            <PersonaPicker personas={personas} chosen={personaId} onChoose={setChosen} />
          )}
          {messages.map((message) => (
            <Message
              key={message.key}
              message={message}
              name={name}
              notices={notices.get(message.key)}
              error={last === message ? error : undefined}
              isBusy={isAnswering}
              branchIndex={branches(message.id).index}
              branchCount={branches(message.id).count}
              branches={branches}
              actions={actions}
              log={scroller}
              onDiscard={message.delivery === 'unsent' ? discard : undefined}
            />
          ))}
          {status === 'loading' && conversationId !== undefined && <p className="hint">Loading…</p>}
        </div>
      </div>
      <div className="below">
        {!isPinned && (
          <button
            type="button"
            className="to-end"
            onClick={() => {
              scroller.current?.focus()
              toEnd()
            }}
          >
            <Icon name="down" />
            Latest
          </button>
        )}
        <div role="status" aria-live="polite" className="standing">
          {status === 'reconnecting' && (
            <p className="notice">The connection was lost. Connecting again; the answer goes on.</p>
          )}
        </div>
        {error && !(error instanceof AnswerError) && last?.delivery !== 'unsent' && (
          <Refusal told={toldOf(error)}>
            <button
              type="button"
              className="button"
              onClick={() => {
                scroller.current?.focus()
                void talk.retry()
              }}
            >
              Try again
            </button>
          </Refusal>
        )}
        <Composer
          draft={draft}
          textbox={textbox}
          isAnswering={isAnswering}
          name={name}
          onSend={(text) => void say(text)}
          onStop={() => void stop()}
        />
        <p className="fine-print">
          {checks['model'] === 'offline'
            ? 'No model is set up here: the small built-in offline model answers. Set OPENAI_API_KEY for the server to use another.'
            : 'Answers are written by a model. They can be wrong.'}
        </p>
      </div>
    </main>
  )
}
