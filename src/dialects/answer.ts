import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { WholeAnswer } from '../conversation/read-answer.ts'
import type { Reading } from '../streams/follow-run.ts'
import type { DialectSettings, WireRequest } from './dialect.ts'

/** The answer of a run as one text, for contracts that answer in one body; refused where there is none. */
export async function answerOf(
  engine: Engine,
  reading: Reading,
  request: Pick<WireRequest, 'left'>,
  { answerWaitMs }: DialectSettings,
): Promise<WholeAnswer> {
  const answer = await engine.answer(reading, answerWaitMs, request.left())
  const extra = { runId: reading.run }
  if (!answer) {
    const detail =
      reading.transient === true
        ? 'The answer took longer than this server waits. Ask again, or ask for a stream.'
        : 'The answer is still being written and will be stored. Look for it in a moment.'
    throw new DomainError('answer_pending', detail, { retryable: true, retryAfterSeconds: 5, extra })
  }
  if (answer.end.type === 'failed') {
    const { title, detail, code } = answer.end.data.error
    throw new DomainError('model_unavailable', `${title}. ${detail}`, { extra: { ...extra, reason: code } })
  }
  return answer
}
