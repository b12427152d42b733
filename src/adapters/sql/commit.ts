import type { Kysely } from 'kysely'
import type { RunId } from '../../conversation/types.ts'
import type { Journal, JournalEntry, Seal } from '../../ports/journal.ts'
import { packEvents } from './event-rows.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RunRow } from './rows.ts'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search-index.ts'

type OwnedRun = Pick<RunRow, 'id' | 'fence' | 'user_id' | 'conversation_id' | 'message_id' | 'model'> & { namespace: string | null }

type SealArgs = { id: string; inputTokens: number | null; outputTokens: number | null; estimated: 0 | 1 | null; now: number }

const sealRun = prepared<SealArgs & { state: string; error: string | null; textEnd: number | null }>()((db, p) =>
  db
    .updateTable('runs')
    .set({
      state: p('state'),
      error: p('error'),
      text_end: p('textEnd'),
      input_tokens: p('inputTokens'),
      output_tokens: p('outputTokens'),
      estimated: p('estimated'),
      ended_at: p('now'),
      owner: null,
    })
    .where('id', '=', p('id')),
)

const sealMessage = prepared<SealArgs & { content: string; status: string }>()((db, p) =>
  db
    .updateTable('messages')
    .set({
      content: p('content'),
      status: p('status'),
      input_tokens: p('inputTokens'),
      output_tokens: p('outputTokens'),
      estimated: p('estimated'),
    })
    .where('id', '=', p('id'))
    .returning('row'),
)

const touchConversation = prepared<{ id: string; now: number }>()((db, p) =>
  db.updateTable('conversations').set({ updated_at: p('now') }).where('id', '=', p('id')),
)

const insertUsage = prepared<SealArgs & { userId: string; conversationId: string | null; model: string }>()((db, p) =>
  db.insertInto('usage').values({
    run_id: p('id'),
    user_id: p('userId'),
    conversation_id: p('conversationId'),
    model: p('model'),
    input_tokens: p('inputTokens'),
    output_tokens: p('outputTokens'),
    estimated: p('estimated') as 0 | 1,
    at: p('now'),
  }),
)

/** SQLite takes 32,766 parameters a statement and Postgres 65,535; a row of the log has four. */
const rowsAStatement = 500

async function insertLog(db: Queryable, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.flatMap(({ run, events }) => packEvents(events).map((row) => ({ run_id: run, ...row })))
  for (let i = 0; i < rows.length; i += rowsAStatement) {
    await db.insertInto('run_events').values(rows.slice(i, i + rowsAStatement)).execute()
  }
}

async function writeSeal(db: Queryable, index: SearchIndex, run: OwnedRun, seal: Seal): Promise<void> {
  const { state, content, usage, now } = seal
  const estimated = usage && (usage.estimated ? 1 : 0)
  const spent = { inputTokens: usage?.inputTokens ?? null, outputTokens: usage?.outputTokens ?? null, estimated, now } as const
  const error = seal.error && JSON.stringify(seal.error)
  await sealRun(db, { id: run.id, state, error, textEnd: seal.textEnd, ...spent })
  const { conversation_id: conversationId, message_id: messageId, user_id: userId } = run
  if (messageId !== null && conversationId !== null && run.namespace !== null) {
    const [message] = await sealMessage(db, { id: messageId, content, status: state, ...spent })
    if (message && content !== '') await index.add(db, userId, run.namespace, [{ row: message.row, content }])
    await touchConversation(db, { id: conversationId, now })
  }
  if (usage) await insertUsage(db, { id: run.id, userId, conversationId, model: run.model, ...spent })
}

export function createCommit(db: Kysely<Schema>, index: SearchIndex): Journal['commit'] {
  return (entries) =>
    db.transaction().execute(async (trx) => {
      const owned = await trx
        .selectFrom('runs')
        .leftJoin('conversations', 'conversations.id', 'runs.conversation_id')
        .select(['runs.id', 'runs.fence', 'runs.user_id', 'runs.conversation_id', 'runs.message_id', 'runs.model', 'conversations.namespace'])
        .where(
          'runs.id',
          'in',
          entries.map(({ run }) => run),
        )
        .where('runs.ended_at', 'is', null)
        .execute()
      const byId = new Map<RunId, OwnedRun>(owned.map((run) => [run.id, run]))
      const lost = new Set<RunId>()
      const ours = entries.filter(({ run, fence }) => {
        if (byId.get(run)?.fence === fence) return true
        lost.add(run)
        return false
      })
      await insertLog(trx, ours)
      for (const { run, seal } of ours) {
        const row = byId.get(run)
        if (seal && row) await writeSeal(trx, index, row, seal)
      }
      return lost
    })
}
