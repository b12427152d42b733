import { randomUUIDv7 } from 'node:crypto'
import { seqOf } from '../../src/conversation/seq.ts'
import type { Delta, EndState, Message, RunEvent, Scope } from '../../src/conversation/types.ts'
import type { NewAuditEntry } from '../../src/ports/audit.ts'
import type { Allowance } from '../../src/ports/budgets.ts'
import type { AfterAnswer, JournalEntry, Seal } from '../../src/ports/journal.ts'
import type { Erased } from '../../src/ports/people.ts'
import type { NewRun, RunJob, StartOutcome } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'

/** An empty store of its own; disposing of it leaves nothing. */
export type OpenStore = () => Promise<Store>

export const ann: Scope = { userId: 'ann', namespace: 'v1' }
export const bob: Scope = { userId: 'bob', namespace: 'v1' }
/** The same person in another room. */
export const annElsewhere: Scope = { userId: 'ann', namespace: 'therapy-bot' }
export const strangers = [bob, annElsewhere]

export const now = Date.UTC(2026, 0, 2, 3, 4, 5)
export const usage = { inputTokens: 10, outputTokens: 3, totalTokens: 13, estimated: false }

export async function aConversation({ conversations }: Store, scope = ann, at = now): Promise<string> {
  const id = randomUUIDv7()
  await conversations.create(scope, { id, title: null, persona: 'personal-assistant', metadata: {}, now: at })
  return id
}

/** Of somebody without a budget. */
export const unbounded: Allowance = { budget: undefined, answerTokens: 100, inputTokens: () => 0 }

export function aRun(conversationId: string, more: Partial<NewRun> & { content?: string } = {}): NewRun {
  const { content = 'Hello', ...rest } = more
  return {
    id: randomUUIDv7(),
    messageId: randomUUIDv7(),
    place: { kind: 'existing', conversationId },
    dialect: 'v1',
    ask: { kind: 'message', content, parentId: undefined, userMessageId: randomUUIDv7() },
    title: null,
    requestFor: () => ({ model: 'test-model', temperature: 0.5 }),
    idempotencyKey: undefined,
    requestHash: '',
    whileRunning: 'reject',
    queueDepth: 8,
    tokenLimit: undefined,
    allowance: unbounded,
    owner: 'node-1',
    now,
    ...rest,
  }
}

/** A first message, whose conversation begins with it. */
export function aFirstRun(externalId: string | null, more: Parameters<typeof aRun>[1] = {}): NewRun {
  const conversationId = randomUUIDv7()
  return aRun(conversationId, { place: { kind: 'begun', conversationId, persona: 'luma', externalId }, ...more })
}

export const jobIn = (outcome: StartOutcome): RunJob => {
  if (outcome.kind !== 'started') throw new Error(`The run is ${outcome.kind}`)
  return outcome.job
}

/** A run that has begun. */
export async function started(
  { runs }: Store,
  conversationId: string,
  more: Parameters<typeof aRun>[1] = {},
  scope = ann,
): Promise<RunJob> {
  return jobIn(await runs.start(scope, aRun(conversationId, more)))
}

/** The next deltas of an attempt; the first of them is its `from`th event. */
export const deltas = (job: RunJob, from: number, ...texts: string[]): Delta[] =>
  texts.map((text, i) => ({ seq: seqOf(job.attempt, from + i), type: 'delta', text }))

export const entry = ({ run, fence }: RunJob, events: readonly RunEvent[], seal?: Seal): JournalEntry => ({
  run: run.id,
  fence,
  events,
  ...(seal && { seal }),
})

export const aSeal = (content: string, more: Partial<Seal> = {}): Seal => ({
  state: 'completed',
  content,
  usage,
  error: null,
  textEnd: null,
  now,
  ...more,
})

export function terminal(
  job: RunJob,
  n: number,
  content: string,
  state: Exclude<EndState, 'blocked' | 'failed'> = 'completed',
): RunEvent {
  const message: Message = { ...job.answer, content, status: state, usage }
  const seq = seqOf(job.attempt, n)
  return state === 'completed'
    ? { seq, type: state, data: { message, finishReason: 'stop' } }
    : { seq, type: state, data: { message } }
}

/** What goes on record when a person is erased. */
export const erasure =
  (userId: string) =>
  (detail: Erased): NewAuditEntry => ({ at: now, actor: 'user', act: 'person_erased', subject: userId, detail })

/** Tells a text in one delta and ends the run with it. */
export async function finish(
  { journal }: Store,
  job: RunJob,
  text: string,
  more: Partial<Seal> = {},
): Promise<RunEvent[]> {
  const [delta] = deltas(job, job.next, text)
  if (!delta) throw new Error('There is nothing to say')
  const events = [delta, terminal(job, job.next + 3, text)]
  const lost = await journal.commit([entry(job, events, aSeal(text, { textEnd: delta.seq, ...more }))])
  if (lost.size > 0) throw new Error('The run is somebody else’s')
  return [...job.opening, ...events]
}

/** Ends a run that has said nothing, with a failure. */
export async function fail({ journal }: Store, job: RunJob, more: Partial<Seal> = {}): Promise<void> {
  const error = { title: 'It broke', detail: 'Send it again.', code: 'model_unavailable' }
  const lost = await journal.commit([entry(job, [], aSeal('', { state: 'failed', error, usage: null, ...more }))])
  if (lost.size > 0) throw new Error('The run is somebody else’s')
}

/** The whole log, as a reader gathers it. */
export async function readAll({ runs }: Store, run: string, userId = ann.userId, after = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for (;;) {
    const page = await runs.read(userId, run, events.at(-1)?.seq ?? after)
    if (page.length === 0) return events
    events.push(...page)
  }
}

export async function allSlices(step: () => Promise<boolean>): Promise<number> {
  let slices = 1
  while (await step()) slices++
  return slices
}

/** What is to be done about an answer of which everything is remembered. */
export const remembering: AfterAnswer = { remember: true, title: false, restMs: 10_000 }

/** A message and the answer to it, both to be found again. */
export async function remembered(
  store: Store,
  conversationId: string,
  content: string,
  answer = 'ok',
  scope = ann,
): Promise<RunJob> {
  const job = await started(store, conversationId, { content }, scope)
  await finish(store, job, answer, { after: remembering })
  return job
}
