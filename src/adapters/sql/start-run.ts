import type { Kysely } from 'kysely'
import type { Message, Scope } from '../../conversation/types.ts'
import type { NewRun, NewTransientRun, Place, RunRequest, Runs, StartOutcome } from '../../ports/runs.ts'
import { insertEvents, jobOf, rowOf, startedEvent, waitingEvent } from './jobs.ts'
import { findTurn } from './find-turn.ts'
import { prepared, type Queryable } from './prepared.ts'
import { type MessageRow, type RunRow, toMessage, toRun } from './rows.ts'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search-index.ts'

const byKey = prepared<{ userId: string; key: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .leftJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('runs')
    .select('conversations.hidden')
    .where('runs.user_id', '=', p('userId'))
    .where('runs.idempotency_key', '=', p('key')),
)

const forgetKey = prepared<{ id: string }>()((db, p) =>
  db.updateTable('runs').set({ idempotency_key: null }).where('id', '=', p('id')),
)

/** All that a send needs to know of its conversation. */
const conversations = (db: Queryable) =>
  db
    .selectFrom('conversations')
    .select((eb) => [
      'id',
      'persona',
      'title',
      'next_seq',
      eb
        .selectFrom('messages')
        .select('messages.id')
        .whereRef('messages.conversation_id', '=', 'conversations.id')
        .orderBy('messages.seq', 'desc')
        .limit(1)
        .as('latest'),
      eb
        .selectFrom('runs')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('runs.conversation_id', '=', 'conversations.id')
        .where('runs.ended_at', 'is', null)
        .as('open'),
    ])
    .where('hidden', 'is', null)

const conversationOf = prepared<{ id: string; userId: string; namespace: string }>()((db, p) =>
  conversations(db)
    .where('id', '=', p('id'))
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace')),
)

const conversationNamed = prepared<{ externalId: string; userId: string; namespace: string }>()((db, p) =>
  conversations(db)
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('external_id', '=', p('externalId')),
)

const insertConversation = prepared<{
  id: string
  userId: string
  namespace: string
  externalId: string | null
  persona: string
  now: number
}>()((db, p) =>
  db.insertInto('conversations').values({
    id: p('id'),
    user_id: p('userId'),
    namespace: p('namespace'),
    external_id: p('externalId'),
    persona: p('persona'),
    metadata: '{}',
    next_seq: 1,
    created_at: p('now'),
    updated_at: p('now'),
  }),
)

const openRuns = prepared<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .select(['id', 'state'])
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null)
    .orderBy('position'),
)

const insertMessage = prepared<MessageRow>()((db, p) =>
  db.insertInto('messages').values({
    id: p('id'),
    conversation_id: p('conversation_id'),
    seq: p('seq'),
    parent_id: p('parent_id'),
    role: p('role'),
    content: p('content'),
    status: p('status'),
    run_id: p('run_id'),
    model: p('model'),
    created_at: p('created_at'),
  }),
)

const insertRun = prepared<{ [Column in keyof RunRow]: RunRow[Column] }>()((db, p) =>
  db.insertInto('runs').values({
    id: p('id'),
    user_id: p('user_id'),
    conversation_id: p('conversation_id'),
    dialect: p('dialect'),
    persona: p('persona'),
    user_message_id: p('user_message_id'),
    message_id: p('message_id'),
    position: p('position'),
    idempotency_key: p('idempotency_key'),
    request_hash: p('request_hash'),
    request: p('request'),
    state: p('state'),
    owner: p('owner'),
    model: p('model'),
    created_at: p('created_at'),
  }),
)

const touchConversation = prepared<{ id: string; nextSeq: number; title: string | null; now: number }>()((db, p) =>
  db
    .updateTable('conversations')
    .set({ next_seq: p('nextSeq'), title: p('title'), updated_at: p('now') })
    .where('id', '=', p('id')),
)

const requestStops = prepared<{ conversationId: string }>()((db, p) =>
  db
    .updateTable('runs')
    .set({ stop_requested: 1 })
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null),
)

/** The run that this key has begun before. One whose conversation is gone has no claim to it. */
async function findByKey(
  trx: Queryable,
  userId: string,
  { idempotencyKey: key, requestHash }: Pick<NewRun, 'idempotencyKey' | 'requestHash'>,
): Promise<Extract<StartOutcome, { kind: 'existing' | 'key_reused' }> | undefined> {
  if (key === undefined) return undefined
  const [known] = await byKey(trx, { userId, key })
  if (!known) return undefined
  if (known.hidden === null) {
    return known.request_hash === requestHash ? { kind: 'existing', run: toRun(known) } : { kind: 'key_reused' }
  }
  await forgetKey(trx, { id: known.id })
  return undefined
}

type FreshColumns =
  | 'idempotency_key'
  | 'request_hash'
  | 'request'
  | 'stop_requested'
  | 'attempt'
  | 'handovers'
  | 'fence'
  | 'model'
  | 'input_tokens'
  | 'output_tokens'
  | 'estimated'
  | 'error'
  | 'text_end'
  | 'compacted'
  | 'created_at'
  | 'ended_at'

const freshRun = (
  { idempotencyKey, requestHash, now }: Pick<NewRun, 'idempotencyKey' | 'requestHash' | 'now'>,
  request: RunRequest,
): Pick<RunRow, FreshColumns> => ({
  idempotency_key: idempotencyKey ?? null,
  request_hash: requestHash,
  request: JSON.stringify(request),
  stop_requested: 0,
  attempt: 1,
  handovers: 0,
  fence: 1,
  model: request.model,
  input_tokens: null,
  output_tokens: null,
  estimated: null,
  error: null,
  text_end: null,
  compacted: 0,
  created_at: now,
  ended_at: null,
})

/** The answer of a run that has no conversation: nobody can ask for it by its id. */
const unstoredAnswer = (row: RunRow): Message =>
  toMessage({
    id: '',
    conversation_id: '',
    seq: 0,
    parent_id: null,
    role: 'assistant',
    content: '',
    status: 'streaming',
    run_id: row.id,
    model: row.model,
    input_tokens: null,
    output_tokens: null,
    estimated: null,
    created_at: row.created_at,
  })

async function findConversation(trx: Queryable, scope: Scope, place: Place) {
  const { conversationId: id } = place
  if (place.kind === 'existing') return (await conversationOf(trx, { id, ...scope }))[0]
  const { externalId, persona } = place
  const [known] = externalId === null ? [] : await conversationNamed(trx, { externalId, ...scope })
  return known ?? { id, persona, title: null, next_seq: 1, latest: null, open: 0, begins: { externalId, persona } }
}

export function createStartRun(db: Kysely<Schema>, index: SearchIndex): Pick<Runs, 'start' | 'startTransient'> {
  async function start(trx: Queryable, scope: Scope, run: NewRun): Promise<StartOutcome> {
    const { now } = run
    const known = await findByKey(trx, scope.userId, run)
    if (known) return known
    const conversation = await findConversation(trx, scope, run.place)
    if (!conversation) return { kind: 'not_found' }
    const conversationId = conversation.id
    const request = run.requestFor(conversation.persona)
    const turn = await findTurn(trx, conversationId, run.ask, conversation.latest)
    if (typeof turn === 'string') return { kind: turn }

    const open = conversation.open === 0 ? [] : await openRuns(trx, { conversationId })
    const first = open[0]
    if (first && run.whileRunning === 'reject') return { kind: 'in_progress', runId: first.id }
    if (run.whileRunning === 'queue' && open.length > run.queueDepth) return { kind: 'queue_full' }
    if (first && run.whileRunning === 'interrupt') await requestStops(trx, { conversationId })
    if ('begins' in conversation)
      await insertConversation(trx, { id: conversationId, now, ...scope, ...conversation.begins })

    let seq = conversation.next_seq
    const { model } = request
    const fresh = {
      conversation_id: conversationId,
      run_id: run.id,
      input_tokens: null,
      output_tokens: null,
      estimated: null,
      created_at: now,
    }
    if (turn.content !== null) {
      const { content, parentId } = turn
      const question: MessageRow = {
        ...fresh,
        id: turn.userMessageId,
        seq: seq++,
        parent_id: parentId,
        role: 'user',
        content,
        status: 'completed',
        model: null,
      }
      await insertMessage(trx, question)
      const [inserted] = await rowOf(trx, { id: question.id })
      if (inserted) await index.add(trx, scope.userId, scope.namespace, [{ row: inserted.row, content }])
    }
    const answer: MessageRow = {
      ...fresh,
      id: run.messageId,
      seq: seq++,
      parent_id: turn.userMessageId,
      role: 'assistant',
      content: '',
      status: 'streaming',
      model,
    }
    await insertMessage(trx, answer)
    const title = conversation.title ?? run.title
    await touchConversation(trx, { id: conversationId, nextSeq: seq, title, now })

    const row: RunRow = {
      id: run.id,
      user_id: scope.userId,
      conversation_id: conversationId,
      dialect: run.dialect,
      persona: conversation.persona,
      user_message_id: turn.userMessageId,
      message_id: run.messageId,
      position: answer.seq,
      state: first ? 'queued' : 'running',
      owner: first ? null : run.owner,
      ...freshRun(run, request),
    }
    await insertRun(trx, row)
    const opening = [first ? waitingEvent() : startedEvent(row, 1)]
    await insertEvents(trx, run.id, opening)
    if (first) {
      const interrupted = run.whileRunning === 'interrupt' ? open.map(({ id }) => id) : []
      return { kind: 'queued', run: toRun(row), interrupted }
    }
    return { kind: 'started', job: jobOf(row, opening, toMessage(answer)) }
  }

  async function startTransient(trx: Queryable, userId: string, run: NewTransientRun) {
    const known = await findByKey(trx, userId, run)
    if (known) return known
    const row: RunRow = {
      id: run.id,
      user_id: userId,
      conversation_id: null,
      dialect: run.dialect,
      persona: run.persona,
      user_message_id: null,
      message_id: null,
      position: null,
      state: 'running',
      owner: run.owner,
      ...freshRun(run, run.request),
    }
    await insertRun(trx, row)
    return { kind: 'started', job: jobOf(row, [startedEvent(row, 1)], unstoredAnswer(row)) } as const
  }

  return {
    start: (scope, run) => db.transaction().execute((trx) => start(trx, scope, run)),
    startTransient: (userId, run) => db.transaction().execute((trx) => startTransient(trx, userId, run)),
  }
}
