import type { TerminalEvent } from './answer-event.ts'
import type { Message } from './protocol.ts'

type Failure = Extract<TerminalEvent, { type: 'failed' | 'blocked' }>

/** An answer that ended without success: what it has said by then, and why it ended, in the server's words. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly state: 'failed' | 'blocked'
  readonly text: string
  readonly title: string
  readonly detail: string
  readonly code: string
  readonly runId: string
  /** The answer as it is stored. */
  readonly answer: Message

  constructor({ type, id, data: { message, error } }: Failure, text: string) {
    super(`${error.title}: ${error.detail}`)
    this.state = type
    this.text = text
    this.title = error.title
    this.detail = error.detail
    this.code = error.code
    this.runId = id.slice(0, id.lastIndexOf(':'))
    this.answer = message
  }
}
