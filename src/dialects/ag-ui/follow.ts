import type { Engine } from '../../conversation/engine.ts'
import type { Run } from '../../conversation/types.ts'
import type { Reply, WireRequest } from '../dialect.ts'
import { cursorOf } from './cursor.ts'
import { createEncoder } from './encode-run.ts'
import type { Input } from './schema.ts'

/** The uses of tools that somebody was asked to allow, and that went on since. */
async function readDecided(engine: Engine, userId: string, run: string): Promise<ReadonlySet<string>> {
  const waiting = new Set<unknown>()
  const decided = new Set<string>()
  for (let after = 0; ;) {
    const events = await engine.readLog(userId, run, after)
    for (const event of events) {
      if (event.type !== 'notice' || event.data.kind !== 'tool') continue
      const { callId, state } = event.data
      if (state === 'waiting') waiting.add(callId)
      else if (state !== 'called' && waiting.has(callId) && typeof callId === 'string') decided.add(callId)
    }
    const last = events.at(-1)
    if (!last) return decided
    after = last.seq
  }
}

/** A run from its start, or behind what its reader has heard last. */
export async function follow(
  request: WireRequest<unknown, unknown, Input>,
  engine: Engine,
  { id, messageId }: Run,
): Promise<Reply> {
  const { threadId, runId, messages, resume } = request.body
  const decided = await readDecided(engine, request.userId, id)
  const answered = resume?.map(({ interruptId }) => interruptId) ?? []
  return {
    kind: 'stream',
    reading: { run: id, userId: request.userId, after: 0 },
    encoder: createEncoder({
      threadId,
      runId,
      messageId,
      given: messages,
      cursor: cursorOf(id, request.header('last-event-id')),
      decided: new Set([...decided, ...answered]),
    }),
    headers: { 'x-run-id': id },
  }
}
