import type { Seal } from '../../ports/journal.ts'
import { forgetKey } from './find-by-key.ts'
import { wantScrub, withdraw } from './hide-conversations.ts'
import type { Ending } from './ending.ts'
import { followUp } from './follow-up.ts'
import { indexMessage } from './index-message.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { SearchIndex } from './search-index.ts'
import { settleBudget } from './settle-budget.ts'
import type { SqlParts } from './sql-parts.ts'
import { addToChange, changeTallies, type TallyChanges } from './tallies.ts'

type SealArgs = {
  id: string
  model: string
  inputTokens: number | null
  outputTokens: number | null
  estimated: 0 | 1 | null
  costUsd: number | null
  now: number
}

const sealRun = prepared<SealArgs & { state: string; error: string | null; textEnd: number | null }>()((db, p) =>
  db
    .updateTable('runs')
    .set((eb) => ({
      state: p('state'),
      model: p('model'),
      error: p('error'),
      text_end: p('textEnd'),
      input_tokens: p('inputTokens'),
      output_tokens: p('outputTokens'),
      estimated: p('estimated'),
      cost_usd: p('costUsd'),
      ended_at: p('now'),
      // What is on no record is kept by whoever answered it, for those who ask for the same once more.
      owner: eb.case().when('conversation_id', 'is', null).then(eb.ref('owner')).else(null).end(),
    }))
    .where('id', '=', p('id')),
)

const sealMessage = prepared<SealArgs & { content: string; status: string }>()((db, p) =>
  db
    .updateTable('messages')
    .set({
      content: p('content'),
      status: p('status'),
      model: p('model'),
      input_tokens: p('inputTokens'),
      output_tokens: p('outputTokens'),
      estimated: p('estimated'),
      cost_usd: p('costUsd'),
    })
    .where('id', '=', p('id')),
)

const insertUsage = prepared<SealArgs & { userId: string; conversationId: string | null }>()((db, p) =>
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

const countInConversation = prepared<{ id: string; tallied: number; tokens: number }>()((db, p) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ tallied: p('tallied'), tokens: eb('tokens', '+', p('tokens')) }))
    .where('id', '=', p('id')),
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

async function writeEnd(db: Queryable, index: SearchIndex, { run, seal }: Ending): Promise<void> {
  const { state, content, usage, now } = seal
  const estimated = usage && (usage.estimated ? 1 : 0)
  const spent = {
    model: seal.model ?? run.model,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    estimated,
    costUsd: usage?.costUsd ?? null,
    now,
  } as const
  const error = seal.error && JSON.stringify(seal.error)
  const writes: Promise<unknown>[] = [sealRun(db, { id: run.id, state, error, textEnd: seal.textEnd, ...spent })]
  // Only the last reader's leaving stops what has no conversation: whoever comes back with its key asks anew.
  if (run.conversation_id === null && state === 'stopped') writes.push(forgetKey(db, { id: run.id }))
  const { conversation_id: conversationId, message_id: messageId, user_id: userId } = run
  if (messageId !== null && conversationId !== null && run.namespace !== null) {
    writes.push(sealMessage(db, { id: messageId, content, status: state, ...spent }))
    writes.push(indexMessage(db, index, { userId, namespace: run.namespace }, { id: messageId, content }))
  }
  if (usage) writes.push(insertUsage(db, { id: run.id, userId, conversationId, ...spent }))
  await Promise.all(writes)
}

const tokensOf = ({ usage }: Seal): number => (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)

/** What it has taken, and one exchange more, where it counts. */
async function countOne(db: Queryable, { run, seal }: Ending, changes: TallyChanges): Promise<void> {
  const { conversation_id: id, namespace, hidden } = run
  if (id === null || namespace === null || hidden !== null) return
  const before = run.tallied ?? 0
  const counts = seal.state === 'completed' && before < (seal.tallyUpTo ?? 0)
  const tokens = tokensOf(seal)
  if (!counts && tokens === 0) return
  await countInConversation(db, { id, tallied: counts ? before + 1 : before, tokens })
  if (counts) addToChange(changes, namespace, { conversations: before === 0 ? 1 : 0, exchanges: 1 })
}

/** Whether the run leaves a conversation in which nothing is worth keeping. */
async function leavesNothing(db: Queryable, { run, seal }: Ending): Promise<boolean> {
  const { conversation_id: conversationId, hidden, message_id: messageId } = run
  if (seal.state !== 'failed' || seal.dropsEmpty !== true || conversationId === null || hidden !== null) return false
  return (await otherAnswer(db, { conversationId, messageId: messageId ?? '' })).length === 0
}

/** What the ends of runs mean for their conversations, for all of them before the next kind of row is locked. */
async function settleConversations(db: Queryable, endings: readonly Ending[]): Promise<void> {
  const changes: TallyChanges = new Map()
  const empty: string[] = []
  for (const ending of endings) {
    await countOne(db, ending, changes)
    if (await leavesNothing(db, ending)) empty.push(ending.run.conversation_id ?? '')
  }
  if (empty.length > 0) await withdraw(db, { id: empty }, changes)
  await changeTallies(db, changes)
  if (empty.length > 0) await wantScrub(db)
}

async function settleBudgets(db: Queryable, endings: readonly Ending[]): Promise<void> {
  const spent = endings.flatMap(({ run, seal }) => {
    const tokens = tokensOf(seal)
    return run.reserved !== null && tokens > 0 ? [{ userId: run.user_id, tokens, now: seal.now }] : []
  })
  spent.sort((a, b) => (a.userId < b.userId ? -1 : 1))
  await Promise.all(spent.map((one) => settleBudget(db, one)))
}

/** Kind by kind, so that locks are taken in the order in which everybody takes them. */
export async function writeSeals(
  db: Queryable,
  { index, recallIndex }: Pick<SqlParts, 'index' | 'recallIndex'>,
  endings: readonly Ending[],
): Promise<void> {
  await Promise.all(endings.map((ending) => writeEnd(db, index, ending)))
  await settleConversations(db, endings)
  await settleBudgets(db, endings)
  await followUp(db, recallIndex, endings)
}
