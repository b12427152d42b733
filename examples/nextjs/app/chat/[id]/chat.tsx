'use client'

import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport, type UIMessage } from 'ai'
import { type FormEvent, useState } from 'react'

export type Told = UIMessage<unknown, { disclosure: { text: string } }>

const api = '/ai-sdk/chat'

// A refusal is a problem with a sentence in `detail`; the SDK would show all of its body.
const inSentences: typeof fetch = async (...request) => {
  const response = await fetch(...request)
  if (response.ok) return response
  const unreached = { detail: 'Colloquy cannot be reached. Try again in a moment.' }
  const { detail } = await response.json().catch(() => unreached)
  return new Response(detail, response)
}

export function Chat({ id, told }: { id: string; told: Told[] }) {
  const place = `${api}/${encodeURIComponent(id)}`
  const [transport] = useState(
    () =>
      new DefaultChatTransport<Told>({
        api,
        // Whatever sends a request a second time, it is answered once.
        headers: () => ({ 'Idempotency-Key': crypto.randomUUID() }),
        fetch: async (...request) => {
          const response = await inSentences(...request)
          // Nothing is being written: what was, when `told` was read, may have ended since. Then it is stored.
          if (response.status === 204 && told.at(-1)?.role === 'user') void catchUp()
          return response
        },
      }),
  )
  // An answer that is being written when the page is opened is told from its start, and goes on.
  const chat = useChat({ id, messages: told, transport, resume: true })
  const [draft, setDraft] = useState('')
  const isAnswering = chat.status === 'submitted' || chat.status === 'streaming'

  function send(event: FormEvent): void {
    event.preventDefault()
    void chat.sendMessage({ text: draft })
    setDraft('')
  }

  // `chat.stop()` would only stop reading: an answer that nobody reads is finished all the same.
  const stop = () => fetch(`${place}/stop`, { method: 'POST' })

  async function catchUp(): Promise<void> {
    const stored: Told[] = await (await fetch(`${place}/messages`)).json()
    chat.setMessages((shown) => (shown.length === told.length ? stored : shown))
  }

  return (
    <>
      <div role="log" aria-label="Conversation">
        {chat.messages.map((message) => (
          <div key={message.id}>
            {message.parts.map((part) => part.type === 'data-disclosure' && <small key="ai">{part.data.text}</small>)}
            <p className={message.role}>{message.parts.map((part) => (part.type === 'text' ? part.text : ''))}</p>
          </div>
        ))}
      </div>
      {chat.error && (
        <p role="alert">
          {chat.error.message} <button onClick={() => location.reload()}>Open again</button>
        </p>
      )}
      <form onSubmit={send}>
        <input aria-label="Message" value={draft} onChange={({ target }) => setDraft(target.value)} required />
        <button>Send</button>
        {isAnswering && (
          <button type="button" onClick={() => void stop()}>
            Stop
          </button>
        )}
        {!isAnswering && chat.messages.length > 0 && (
          <button type="button" onClick={() => void chat.regenerate()}>
            Regenerate
          </button>
        )}
      </form>
    </>
  )
}
