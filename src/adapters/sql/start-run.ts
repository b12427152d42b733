import type { Kysely } from 'kysely'
import type { Scope } from '../../conversation/types.ts'
import type { NewRun, StartOutcome } from '../../ports/runs.ts'
import { insertEvents, jobOf, rowOf, startedEvent, waitingEvent } from './jobs.ts'
import { findTurn } from './find-turn.ts'
import { prepared, type Queryable } from './prepared.ts'
import { type MessageRow, type RunRow, toMessage, toRun } from './rows.ts'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search-index.ts'

const byKey = prepared<{ userId: string; key: string }>()((db, p) =>
  db.selectFrom('runs').selectAll().where('user_id', '=', p('userId')).where('idempotency_key', '=', p('key')),
)

/** All that a send needs to know of its conversation. */
const conversationOf = prepared<{ id: string; userId: string; namespace: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .select((eb) => [
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
    .where('id', '=', p('id'))
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('hidden', 'is', null),
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

export function createStartRun(db: Kysely<Schema>, index: SearchIndex) {
  async function start(trx: Queryable, scope: Scope, run: NewRun): Promise<StartOutcome> {
    const { conversationId, idempotencyKey: key, now } = run
    if (key !== undefined) {
      const [known] = await byKey(trx, { userId: scope.userId, key })
      if (known)
        return known.request_hash === run.requestHash ? { kind: 'existing', run: toRun(known) } : { kind: 'key_reused' }
    }
    const [conversation] = await conversationOf(trx, { id: conversationId, ...scope })
    if (!conversation) return { kind: 'not_found' }
    const turn = await findTurn(trx, conversationId, run.ask, conversation.latest)
    if (typeof turn === 'string') return { kind: turn }

    const open = conversation.open === 0 ? [] : await openRuns(trx, { conversationId })
    const first = open[0]
    if (first && run.whileRunning === 'reject') return { kind: 'in_progress', runId: first.id }
    if (run.whileRunning === 'queue' && open.length > run.queueDepth) return { kind: 'queue_full' }
    if (first && run.whileRunning === 'interrupt') await requestStops(trx, { conversationId })

    let seq = conversation.next_seq
    const model = run.request.model
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
      idempotency_key: key ?? null,
      request_hash: run.requestHash,
      request: JSON.stringify(run.request),
      state: first ? 'queued' : 'running',
      stop_requested: 0,
      attempt: 1,
      handovers: 0,
      owner: first ? null : run.owner,
      fence: 1,
      model,
      input_tokens: null,
      output_tokens: null,
      estimated: null,
      error: null,
      text_end: null,
      compacted: 0,
      created_at: now,
      ended_at: null,
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

  return (scope: Scope, run: NewRun): Promise<StartOutcome> => db.transaction().execute((trx) => start(trx, scope, run))
}
