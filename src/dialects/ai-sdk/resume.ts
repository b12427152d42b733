import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { Run, RunEvent, Scope } from '../../conversation/types.ts'
import type { Reply } from '../dialect.ts'
import { createEncoder, type Reopening } from './encode-run.ts'

/** A run of one of these chats, by its own id. */
async function runById(engine: Engine, scope: Scope, id: string): Promise<Run | undefined> {
  try {
    const run = await engine.run(scope.userId, id)
    await engine.conversation(scope, run.conversationId)
    return run
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  }
}

/** The run that is meant: by itself, or as what answers in the chat of that name now. */
export async function runOf(engine: Engine, scope: Scope, id: string): Promise<Run | undefined> {
  const chat = await engine.conversationNamed(scope, id)
  return chat ? engine.currentRun(scope, chat.id) : runById(engine, scope, id)
}

/** Everything that is on record of a run by now, a part at a time. */
async function* eventsOf(engine: Engine, userId: string, run: string): AsyncGenerator<RunEvent> {
  for (let after = 0; ;) {
    const events = await engine.readLog(userId, run, after)
    yield* events
    const last = events.at(-1)
    if (!last) return
    after = last.seq
  }
}

/** The uses of tools that somebody was to allow, and that went on since. */
async function readDecided(engine: Engine, userId: string, run: string): Promise<ReadonlySet<string>> {
  const waiting = new Set<unknown>()
  const decided = new Set<string>()
  for await (const event of eventsOf(engine, userId, run)) {
    if (event.type !== 'notice' || event.data.kind !== 'tool') continue
    const { callId, state } = event.data
    if (state === 'waiting') waiting.add(callId)
    else if (state !== 'called' && waiting.has(callId) && typeof callId === 'string') decided.add(callId)
  }
  return decided
}

async function countChunks(engine: Engine, userId: string, run: string, decided: ReadonlySet<string>): Promise<number> {
  const counter = createEncoder({ decided })
  for await (const event of eventsOf(engine, userId, run)) counter.encode(event, run)
  return counter.told()
}

/** Headers of every stream of a run; the last two are what a transport that counts its chunks looks for. */
export const headersOf = (run: string, tail?: number): Record<string, string> => ({
  'x-vercel-ai-ui-message-stream': 'v1',
  'x-run-id': run,
  'x-workflow-run-id': run,
  ...(tail !== undefined && { 'x-workflow-stream-tail-index': String(tail) }),
})

export interface Following {
  startIndex?: number | undefined
  /** The uses of tools that were allowed or refused just now. */
  answered?: readonly string[]
}

/** A run from its start; from a chunk on; or behind the question that was answered just now. */
export async function follow(
  engine: Engine,
  { userId }: Scope,
  { id }: Run,
  { startIndex, answered = [] }: Following = {},
): Promise<Reply> {
  const decided = await readDecided(engine, userId, id)
  const fromEnd = startIndex !== undefined && startIndex < 0
  const chunks = fromEnd ? await countChunks(engine, userId, id, decided) : 0
  const from = fromEnd ? Math.max(0, chunks + startIndex) : startIndex
  const reopening: Reopening = { from, decided: new Set([...decided, ...answered]), behind: answered }
  return {
    kind: 'stream',
    reading: await engine.reading(userId, id, 0),
    encoder: createEncoder(reopening),
    headers: headersOf(id, fromEnd ? chunks - 1 : undefined),
  }
}
