import type { Scope } from '../../conversation/types.ts'
import type { Before } from '../../ports/budgets.ts'
import type { NewRun, Runs, StartOutcome } from '../../ports/runs.ts'
import { admit } from './admit.ts'
import { findByKey } from './find-by-key.ts'
import { findPlace } from './find-place.ts'
import { insertConversation } from './insert-conversation.ts'
import { indexMessage } from './index-message.ts'
import { freshRun, insertRun } from './insert-run.ts'
import { findAsked, insertEvents, jobOf, startedEvent, waitingEvent } from './jobs.ts'
import { findTurn, type FoundTurn } from './find-turn.ts'
import { lockOpenRuns, lockPlace } from './lock-conversations.ts'
import { isRemembered } from './person-number.ts'
import { prepared, type Queryable } from './prepared.ts'
import { type MessageRow, type RunRow, toMessage, toRun } from './rows.ts'
import type { SqlParts } from './sql-parts.ts'
import { startTransient } from './start-transient.ts'

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

interface Touched {
  id: string
  nextSeq: number
  title: string | null
  titledBy: 'words' | 'person' | 'model' | null
  now: number
}

const touchConversation = prepared<{ [Column in keyof Touched]: Touched[Column] }>()((db, p) =>
  db
    .updateTable('conversations')
    .set({ next_seq: p('nextSeq'), title: p('title'), titled_by: p('titledBy'), updated_at: p('now') })
    .where('id', '=', p('id')),
)

const neverBegun = prepared<{ id: string }>()((db, p) => db.deleteFrom('conversations').where('id', '=', p('id')))

const requestStops = prepared<{ conversationId: string }>()((db, p) =>
  db
    .updateTable('runs')
    .set({ stop_requested: 1 })
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null),
)

const questionOf = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('messages').select(['content', 'name']).where('id', '=', p('id')),
)

const countedTokens = prepared<{ id: string }>()((db, p) =>
  db
    .selectFrom('messages')
    .select(({ eb }) => ['estimated', eb('input_tokens', '+', eb.ref('output_tokens')).as('tokens')])
    .where('id', '=', p('id')),
)

/** Of a conversation that begins with a message. */
const untold = { title: null, titledBy: null, metadata: '{}' } as const

type Titled = Pick<Touched, 'title'> & { titled_by: Touched['titledBy'] }

/** The first words that are said name what nobody has named. */
const titleAfter = ({ title, titled_by }: Titled, words: string | null): Titled =>
  title === null && words !== null ? { title: words, titled_by: 'words' } : { title, titled_by }

/** The history is as long as what the answer that is followed has cost, for that was given all before it. */
async function before(db: Queryable, userId: string, { userMessageId, parentId, content }: FoundTurn): Promise<Before> {
  const [asked] = content === null ? await questionOf(db, { id: userMessageId }) : []
  const question = asked
    ? { role: 'user' as const, content: asked.content, ...(asked.name !== null && { name: asked.name }) }
    : null
  const remembers = await isRemembered(db, userId)
  if (parentId === null) return { question, history: 0, estimated: false, remembers }
  const [answer] = await countedTokens(db, { id: parentId })
  return { question, history: answer?.tokens ?? Infinity, estimated: answer?.estimated !== 0, remembers }
}

export function createStartRun({
  index,
  shared,
  transaction,
}: Pick<SqlParts, 'index' | 'shared' | 'transaction'>): Pick<Runs, 'start' | 'startTransient'> {
  async function start(trx: Queryable, scope: Scope, run: NewRun): Promise<StartOutcome> {
    const { now } = run
    // Asked one after the other and waited for together: each sees what is there when those before it are done.
    const [, known, conversation] = await Promise.all([
      shared ? lockPlace(trx, scope, run.place) : undefined,
      findByKey(trx, scope.userId, run),
      findPlace(trx, scope, run.place),
    ])
    if (known) return known
    if (!conversation) return { kind: 'not_found' }
    const conversationId = conversation.id
    const { persona } = conversation
    const wanted = run.requestFor(persona)
    const asked = conversation.memory === 0 ? { ...wanted, memory: false } : wanted
    const turn = await findTurn(trx, conversationId, run.ask, conversation.latest)
    if (typeof turn === 'string') return { kind: turn }

    if (shared && run.whileRunning === 'interrupt') await lockOpenRuns(trx, conversationId)
    const open = conversation.open === 0 ? [] : await openRuns(trx, { conversationId })
    const first = open[0]
    if (first && run.whileRunning === 'reject') return { kind: 'in_progress', runId: first.id }
    if (run.whileRunning === 'queue' && open.length > run.queueDepth) return { kind: 'queue_full' }
    const { tokenLimit } = run
    if (tokenLimit !== undefined && conversation.tokens >= tokenLimit)
      return { kind: 'conversation_spent', tokens: tokenLimit }
    // Its name may be waited for, which comes before the budget is.
    if ('begins' in conversation) {
      const memory = asked.memory === false ? 0 : 1
      const begun = { id: conversationId, ...scope, ...conversation.begins, ...untold, memory, now } as const
      await insertConversation(trx, begun)
    }
    const admitted = await admit(trx, {
      userId: scope.userId,
      persona,
      request: asked,
      allowance: run.allowance,
      before: () => before(trx, scope.userId, turn),
      now,
    })
    if (admitted.kind === 'budget_spent') {
      if ('begins' in conversation) await neverBegun(trx, { id: conversationId })
      return admitted
    }
    const { request, reserved, budget } = admitted
    if (first && run.whileRunning === 'interrupt') await requestStops(trx, { conversationId })
    const writes: Promise<unknown>[] = []

    let seq = conversation.next_seq
    const { model } = request
    const fresh = {
      conversation_id: conversationId,
      run_id: run.id,
      input_tokens: null,
      output_tokens: null,
      estimated: null,
      cost_usd: null,
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
      writes.push(insertMessage(trx, question), indexMessage(trx, index, scope, question))
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
    const { title, titled_by: titledBy } = titleAfter(conversation, run.title)
    writes.push(
      insertMessage(trx, answer),
      touchConversation(trx, { id: conversationId, nextSeq: seq, title, titledBy, now }),
    )

    const row: RunRow = {
      id: run.id,
      user_id: scope.userId,
      conversation_id: conversationId,
      dialect: run.dialect,
      persona,
      user_message_id: turn.userMessageId,
      message_id: run.messageId,
      position: answer.seq,
      state: first ? 'queued' : 'running',
      owner: first ? null : run.owner,
      ...freshRun(run, request, reserved),
    }
    const opening = [first ? waitingEvent() : startedEvent(row, 1)]
    writes.push(insertRun(trx, row), insertEvents(trx, run.id, opening))
    await Promise.all(writes)
    if (first) {
      const interrupted = run.whileRunning === 'interrupt' ? open.map(({ id }) => id) : []
      return { kind: 'queued', run: toRun(row), interrupted }
    }
    const { care } = conversation
    const told = turn.content === null ? await findAsked(trx, row) : { content: turn.content, care }
    return { kind: 'started', job: jobOf(row, opening, toMessage(answer), told, budget) }
  }

  return {
    start: (scope, run) => transaction((trx) => start(trx, scope, run)),
    startTransient: (userId, run) => transaction((trx) => startTransient(trx, userId, run)),
  }
}
