import { DomainError } from '../../conversation/errors.ts'
import type { Engine } from '../../conversation/engine.ts'
import type { Scope } from '../../conversation/types.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Encoder, Reading } from '../../streams/follow-run.ts'
import type { Reply } from '../dialect.ts'
import { createResumableEncoder } from './codec.ts'
import { readCursor } from './cursor.ts'

const nothingMore: Reply = { kind: 'body', status: 204 }

async function hasMore(engine: Engine, { userId, run, after: from }: Reading, encoder: Encoder): Promise<boolean> {
  for (let after = from; ;) {
    const events = await engine.readLog(userId, run, after)
    if (events.some((event) => encoder.encode(event, run) !== '')) return true
    const last = events.at(-1)
    if (!last) return false
    after = last.seq
  }
}

/** The rest of the run that a browser comes back to. Anything but 204 and it would come again, for ever. */
export async function resume(engine: Engine, scope: Scope, lastEventId: string): Promise<Reply> {
  const cursor = readCursor(lastEventId)
  if (!cursor) return nothingMore
  const { run } = cursor
  const { userId } = scope
  try {
    const { endedAt, attempt, conversationId } = await engine.run(userId, run)
    await engine.conversation(scope, conversationId)
    const after = cursor.after === 0 ? beginningOf(attempt) : cursor.after
    const reading = await engine.reading(userId, run, after)
    if (endedAt !== null && !(await hasMore(engine, reading, createResumableEncoder(cursor)))) return nothingMore
    return { kind: 'stream', reading, encoder: createResumableEncoder(cursor), headers: { 'x-run-id': run } }
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'cursor_mismatch'))
      return nothingMore
    throw error
  }
}
