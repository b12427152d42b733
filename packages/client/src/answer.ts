import type { AnswerEvent } from './answer-event.ts'
import type { Message, Run } from './protocol.ts'

/** One answer, as it is written. It is read to its end whether anybody looks or not, over as many connections as it takes. */
export interface Answer extends AsyncIterable<AnswerEvent> {
  /** The final text. Rejects with an `AnswerError` where the answer failed or was blocked. */
  readonly text: Promise<string>
  /** The answer as it is stored, whatever its status. */
  readonly message: Promise<Message>
  readonly runId: Promise<string>
  /** What there is of the text by now. */
  readonly textSoFar: string
  /** Ends the run for everybody; what was said so far stays. Resolves when it has ended. */
  stop(): Promise<Run>
  /** Calls with every event from the start, at once as it comes. `onEnd` is called with the error where it broke off. */
  subscribe(listener: (event: AnswerEvent) => void, onEnd?: (error?: unknown) => void): () => void
}
