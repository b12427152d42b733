import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { WholeAnswer } from '../conversation/read-answer.ts'
import type { Reading } from '../streams/follow-run.ts'
import type { DialectSettings, WireRequest } from './dialect.ts'
import { unfinished } from './unfinished.ts'

/** The answer of a run as one text, for contracts that answer in one body; refused where there is none. */
export async function answerOf(
  engine: Pick<Engine, 'answer' | 'run' | 'isDraining'>,
  reading: Reading,
  request: Pick<WireRequest, 'left'>,
  { answerWaitMs }: Pick<DialectSettings, 'answerWaitMs'>,
): Promise<WholeAnswer> {
  const answer = await engine.answer(reading, answerWaitMs, request.left())
  const extra = { runId: reading.run }
  if (!answer) {
    const isStored = reading.transient !== true
    const later = { retryable: true, retryAfterSeconds: 5, extra }
    if (engine.isDraining()) throw new DomainError('draining', unfinished('goingDown', isStored), later)
    // Nobody is told to wait for what was deleted in the meantime: that there is no such run is said here.
    if (isStored) await engine.run(reading.userId, reading.run)
    const detail = isStored
      ? 'The answer takes longer than a request may wait. It goes on, and is stored if the model completes it: look for it before you send the message again.'
      : 'The answer took longer than this server waits. Ask again, or ask for a stream.'
    throw new DomainError('answer_pending', detail, later)
  }
  if (answer.end.type === 'failed') {
    const { title, detail, code } = answer.end.data.error
    throw new DomainError('model_unavailable', `${title}. ${detail}`, { extra: { ...extra, reason: code } })
  }
  return answer
}
