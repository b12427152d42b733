import { createClient } from '@colloquy/client'
import { useConversation } from '@colloquy/react'
import { type FormEvent, useState, useSyncExternalStore } from 'react'

const client = createClient()

function onAddress(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export function Chat() {
  // The address says which conversation: it can be reloaded, kept and gone back to.
  const address = useSyncExternalStore(onAddress, () => location.hash.slice(1))
  const talk = useConversation({
    client,
    conversationId: address === '' ? undefined : address,
    onCreated: ({ id }) => location.replace(`#${id}`),
  })
  const { messages, notices, status } = talk
  const [draft, setDraft] = useState('')
  const isAnswering = status === 'answering' || status === 'reconnecting'
  const last = messages.at(-1)

  function send(event: FormEvent): void {
    event.preventDefault()
    void talk.send(draft)
    setDraft('')
  }

  return (
    <main>
      <h1>Colloquy</h1>
      {talk.hasEarlier && <button onClick={() => void talk.loadEarlier()}>Earlier messages</button>}
      <div role="log" aria-label="Conversation">
        {messages.map(({ key, role, content, delivery }) => (
          <div key={key}>
            {notices.map(
              ({ key: noticeKey, messageKey, notice }) =>
                messageKey === key && notice.kind === 'disclosure' && <small key={noticeKey}>{notice.text}</small>,
            )}
            <p className={`${role} ${delivery}`}>{content}</p>
          </div>
        ))}
      </div>
      <p role="status">
        {status === 'loading' && 'Loading …'}
        {status === 'reconnecting' && 'Connecting again …'}
      </p>
      {talk.error && (
        <p role="alert">
          {talk.error.message} <button onClick={() => void talk.retry()}>Try again</button>
          <button onClick={talk.dismiss}>Dismiss</button>
        </p>
      )}
      <form onSubmit={send}>
        <input aria-label="Message" value={draft} onChange={({ target }) => setDraft(target.value)} required />
        <button>Send</button>
        {isAnswering && (
          <button type="button" onClick={() => void talk.stop()}>
            Stop
          </button>
        )}
        {!isAnswering && last?.role === 'assistant' && (
          <button type="button" onClick={() => void talk.regenerate(last.id)}>
            Regenerate
          </button>
        )}
      </form>
      <a href="#">New conversation</a>
    </main>
  )
}
