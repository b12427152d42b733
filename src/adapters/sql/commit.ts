import type { RunId } from '../../conversation/types.ts'
import type { Journal, JournalEntry, Seal } from '../../ports/journal.ts'
import { packEvents } from './event-rows.ts'
import { forgetKey } from './find-by-key.ts'
import { hideConversations } from './hide-conversations.ts'
import { rowOf } from './jobs.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RunRow } from './rows.ts'
import type { SearchIndex } from './search-index.ts'
import type { SqlParts } from './sql-parts.ts'
import { settleBudget } from './settle-budget.ts'

type OwnedRun = Pick<RunRow, 'id' | 'fence' | 'user_id' | 'conversation_id' | 'message_id' | 'model' | 'reserved'> & {
  namespace: string | null
  hidden: string | null
  tallied: number | null
}

type SealArgs = {
  id: string
  inputTokens: number | null
  outputTokens: number | null
  estimated: 0 | 1 | null
  costUsd: number | null
  now: number
}

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
      cost_usd: p('costUsd'),
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
      cost_usd: p('costUsd'),
    })
    .where('id', '=', p('id')),
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
    cost_usd: p('costUsd'),
    at: p('now'),
  }),
)

/** Statements of few sizes are compiled once and found again; a list fills them from the largest down. */
const sizes = [64, 8, 1] as const

const range = (length: number): number[] => Array.from({ length }, (_, i) => i)

const ownedRuns = new Map(
  sizes.map((size) => [
    size,
    prepared<{ [index: number]: string }>()((db, p) =>
      db
        .selectFrom('runs')
        .leftJoin('conversations', 'conversations.id', 'runs.conversation_id')
        .select([
          'runs.id',
          'runs.fence',
          'runs.user_id',
          'runs.conversation_id',
          'runs.message_id',
          'runs.model',
          'runs.reserved',
          'conversations.namespace',
          'conversations.hidden',
          'conversations.tallied',
        ])
        .where(
          'runs.id',
          'in',
          range(size).map((i) => p(i) ?? ''),
        )
        .where('runs.ended_at', 'is', null),
    ),
  ]),
)

const insertRows = new Map(
  sizes.map((size) => [
    size,
    prepared<{ [column: string]: string | number }>()((db, p) =>
      db.insertInto('run_events').values(
        range(size).map((i) => ({
          run_id: p(`run${i}`) as string,
          seq: p(`seq${i}`) as number,
          kind: p(`kind${i}`) as string,
          payload: p(`payload${i}`) as string,
        })),
      ),
    ),
  ]),
)

function* portions<Item>(items: readonly Item[]): Generator<[size: (typeof sizes)[number], portion: readonly Item[]]> {
  let from = 0
  for (const size of sizes) {
    for (; items.length - from >= size; from += size) yield [size, items.slice(from, from + size)]
  }
}

async function findOwned(db: Queryable, entries: readonly JournalEntry[]): Promise<Map<RunId, OwnedRun>> {
  const found = new Map<RunId, OwnedRun>()
  for (const [size, portion] of portions(entries)) {
    const rows =
      (await ownedRuns.get(size)?.(
        db,
        portion.map(({ run }) => run),
      )) ?? []
    for (const row of rows) found.set(row.id, row)
  }
  return found
}

async function insertLog(db: Queryable, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.flatMap(({ run, events }) => packEvents(events).map((row) => ({ run, ...row })))
  for (const [size, portion] of portions(rows)) {
    const values: { [column: string]: string | number } = {}
    for (const [i, { run, seq, kind, payload }] of portion.entries()) {
      values[`run${i}`] = run
      values[`seq${i}`] = seq
      values[`kind${i}`] = kind
      values[`payload${i}`] = payload
    }
    await insertRows.get(size)?.(db, values)
  }
}

const countExchange = prepared<{ id: string; tallied: number }>()((db, p) =>
  db
    .updateTable('conversations')
    .set({ tallied: p('tallied') })
    .where('id', '=', p('id')),
)

const addToTally = prepared<{ namespace: string; conversations: number }>()((db, p) =>
  db
    .insertInto('tallies')
    .values({ namespace: p('namespace'), conversations: p('conversations'), exchanges: 1 })
    .onConflict((conflict) =>
      conflict.column('namespace').doUpdateSet((eb) => ({
        conversations: eb('tallies.conversations', '+', eb.ref('excluded.conversations')),
        exchanges: eb('tallies.exchanges', '+', 1),
      })),
    ),
)

const otherAnswer = prepared<{ conversationId: string; messageId: string }>()((db, p) =>
  db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', p('conversationId'))
    .where('role', '=', 'assistant')
    .where('status', '!=', 'failed')
    .where('id', '!=', p('messageId'))
    .limit(1),
)

/** What the end of a run means for its conversation: one exchange more, or nothing that is worth keeping. */
async function settleConversation(db: Queryable, run: OwnedRun, seal: Seal, id: string, namespace: string) {
  if (run.hidden !== null) return
  const tallied = run.tallied ?? 0
  if (seal.state === 'completed' && tallied < (seal.tallyUpTo ?? 0)) {
    await countExchange(db, { id, tallied: tallied + 1 })
    await addToTally(db, { namespace, conversations: tallied === 0 ? 1 : 0 })
  }
  if (seal.state !== 'failed' || seal.dropsEmpty !== true) return
  const [other] = await otherAnswer(db, { conversationId: id, messageId: run.message_id ?? '' })
  if (!other) await hideConversations(db, 'id', id)
}

async function writeSeal(db: Queryable, index: SearchIndex, run: OwnedRun, seal: Seal): Promise<void> {
  const { state, content, usage, now } = seal
  const estimated = usage && (usage.estimated ? 1 : 0)
  const spent = {
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    estimated,
    costUsd: usage?.costUsd ?? null,
    now,
  } as const
  const error = seal.error && JSON.stringify(seal.error)
  await sealRun(db, { id: run.id, state, error, textEnd: seal.textEnd, ...spent })
  // Only the last reader's leaving stops what has no conversation: whoever comes back with its key asks anew.
  if (run.conversation_id === null && state === 'stopped') await forgetKey(db, { id: run.id })
  const { conversation_id: conversationId, message_id: messageId, user_id: userId } = run
  if (messageId !== null && conversationId !== null && run.namespace !== null) {
    await sealMessage(db, { id: messageId, content, status: state, ...spent })
    const [message] = content === '' ? [] : await rowOf(db, { id: messageId })
    if (message) await index.add(db, userId, run.namespace, [{ row: message.row, content }])
  }
  if (conversationId !== null && run.namespace !== null)
    await settleConversation(db, run, seal, conversationId, run.namespace)
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)
  if (run.reserved !== null && tokens > 0) await settleBudget(db, { userId, tokens, now })
  if (usage) await insertUsage(db, { id: run.id, userId, conversationId, model: run.model, ...spent })
}

export function createCommit({ index, transaction }: Pick<SqlParts, 'index' | 'transaction'>): Journal['commit'] {
  return (entries) =>
    transaction(async (trx) => {
      const byId = await findOwned(trx, entries)
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
