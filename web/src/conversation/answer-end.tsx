import { AnswerError, type Message } from '@colloquy/client'
import type { ConversationError } from '@colloquy/react'
import { useEffect, useState } from 'react'
import { Refusal } from '../controls/refusal.tsx'
import { client } from '../page/client.ts'
import type { Told } from '../page/failure.ts'

const unknown: Told = { title: 'This answer failed', detail: 'Try it again.' }

/** The server's words for how a run ended: as they were heard here, else as it keeps them. */
function useReason({ runId, id, status }: Message, error: ConversationError | undefined): Told | null {
  const heard = error instanceof AnswerError && error.answer.id === id ? error : null
  const [read, setRead] = useState<Told | null>(null)
  const isToBeRead = (status === 'failed' || status === 'blocked') && heard === null && runId !== null
  useEffect(() => {
    if (!isToBeRead) return undefined
    const leaving = new AbortController()
    client.run(runId, { signal: leaving.signal }).then(
      (run) => setRead(run.error),
      () => {},
    )
    return () => leaving.abort()
  }, [isToBeRead, runId])
  return heard ?? read
}

interface AnswerEndProps {
  message: Message
  error: ConversationError | undefined
  onAgain(): void
}

/** How an answer ended, where it was not as answers do. */
export function AnswerEnd({ message, error, onAgain }: AnswerEndProps) {
  const reason = useReason(message, error)
  if (message.status === 'stopped') return <p className="notice">Stopped.</p>
  if (message.status === 'blocked') {
    return (
      <p className="notice">
        {reason ? `${reason.title}. ${reason.detail}` : 'The rest of this answer was held back.'}
      </p>
    )
  }
  if (message.status !== 'failed') return null
  return (
    <Refusal told={reason ?? unknown}>
      <button type="button" className="button" onClick={onAgain}>
        Try again
      </button>
    </Refusal>
  )
}
