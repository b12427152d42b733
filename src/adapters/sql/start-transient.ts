import type { Message } from '../../conversation/types.ts'
import type { Before } from '../../ports/budgets.ts'
import type { NewTransientRun } from '../../ports/runs.ts'
import { admit } from './admit.ts'
import { findByKey } from './find-by-key.ts'
import { freshRun, insertRun } from './insert-run.ts'
import { jobOf, startedEvent } from './jobs.ts'
import { isRemembered } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import { type RunRow, toMessage } from './rows.ts'

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
    cost_usd: null,
    created_at: row.created_at,
  })

const unasked = { content: null, care: null }

/** All that is asked comes with the request, but what is remembered. */
const before = async (db: Queryable, userId: string): Promise<Before> => ({
  question: null,
  history: 0,
  estimated: false,
  remembers: await isRemembered(db, userId),
})

/** Nothing is stored of it but that it was. */
export async function startTransient(trx: Queryable, userId: string, run: NewTransientRun) {
  const known = await findByKey(trx, userId, run)
  if (known) return known
  const { allowance, now, persona } = run
  const admitted = await admit(trx, {
    userId,
    persona,
    request: run.request,
    allowance,
    before: () => before(trx, userId),
    now,
  })
  if (admitted.kind === 'budget_spent') return admitted
  const { request, reserved, budget } = admitted
  const row: RunRow = {
    id: run.id,
    user_id: userId,
    conversation_id: null,
    dialect: run.dialect,
    persona,
    user_message_id: null,
    message_id: null,
    position: null,
    state: 'running',
    owner: run.owner,
    ...freshRun(run, request, reserved),
  }
  await insertRun(trx, row)
  const job = jobOf(row, [startedEvent(row, 1)], unstoredAnswer(row), unasked, budget)
  return { kind: 'started', job } as const
}
