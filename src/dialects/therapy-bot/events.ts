import { DomainError } from '../../conversation/errors.ts'
import type { Engine } from '../../conversation/engine.ts'
import type { Reply } from '../dialect.ts'
import { createResumableEncoder } from './codec.ts'
import { type Cursor, readCursor } from './cursor.ts'

const nothingMore: Reply = { kind: 'body', status: 204 }

async function hasMore(engine: Engine, userId: string, run: string, cursor: Cursor): Promise<boolean> {
  const encoder = createResumableEncoder(cursor)
  for (let { after } = cursor; ;) {
    const events = await engine.readLog(userId, run, after)
    if (events.some((event) => encoder.encode(event, run) !== '')) return true
    const last = events.at(-1)
    if (!last) return false
    after = last.seq
  }
}

/** The rest of the run that a browser comes back to. Anything but 204 and it would come again, for ever. */
export async function resume(engine: Engine, userId: string, lastEventId: string): Promise<Reply> {
  const cursor = readCursor(lastEventId)
  if (!cursor) return nothingMore
  const { run } = cursor
  try {
    const { endedAt } = await engine.run(userId, run)
    if (endedAt !== null && !(await hasMore(engine, userId, run, cursor))) return nothingMore
    const reading = await engine.reading(userId, run, cursor.after)
    return { kind: 'stream', reading, encoder: createResumableEncoder(cursor), headers: { 'x-run-id': run } }
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'cursor_mismatch'))
      return nothingMore
    throw error
  }
}
