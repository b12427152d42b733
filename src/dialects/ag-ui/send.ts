import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { SendRequest } from '../../conversation/send.ts'
import type { Message, Run, Scope } from '../../conversation/types.ts'
import { canonicalJson } from '../../std/canonical-json.ts'
import { sha256Hex } from '../../std/sha256-hex.ts'
import { resolveNames } from '../resolve-names.ts'
import type { DialectSettings, WireRequest } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { answerIdOf } from './own-messages.ts'
import { contentOf } from './said.ts'
import type { GivenMessage, Input, Resumption } from './schema.ts'

export const name = 'ag-ui'

export const scopeOf = ({ userId }: { userId: string }): Scope => ({ userId, namespace: name })

/** So many answers of a client are looked for. */
const mostLookedFor = 16
const ofServer = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

const invalid = (path: string[], message: string, detail: string): DomainError =>
  new DomainError('invalid', detail, { problems: [{ path, message }] })

const nothingSaid = (): DomainError =>
  invalid(
    ['body', 'messages'],
    'must end with a message of a user, or with an answer of this thread',
    'There is no message here that could be answered. Send one of a user last.',
  )

async function findAnswer(engine: Engine, { userId }: Scope, thread: string, id: string): Promise<Message | undefined> {
  const answerId = answerIdOf(id)
  if (!ofServer.test(answerId)) return undefined
  try {
    const found = await engine.message(userId, answerId)
    return found.conversationId === thread && found.role === 'assistant' ? found : undefined
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  }
}

/** The last answer of ours among these: what is said next follows it. */
async function findLast(
  engine: Engine,
  scope: Scope,
  thread: string,
  before: readonly GivenMessage[],
): Promise<Message | undefined> {
  const answers = before.filter(({ role }) => role === 'assistant').slice(-mostLookedFor)
  for (const { id } of answers.toReversed()) {
    const found = await findAnswer(engine, scope, thread, id)
    if (found) return found
  }
  return undefined
}

const isAllowed = ({ status, payload }: Resumption): boolean =>
  status === 'resolved' &&
  typeof payload === 'object' &&
  payload !== null &&
  'approved' in payload &&
  payload.approved === true

/** Tells the run of an answer what it waits for. */
async function decide(
  engine: Engine,
  userId: string,
  answer: Message | undefined,
  resume: readonly Resumption[] | null | undefined,
): Promise<void> {
  for (const one of resume ?? []) {
    if (!answer || answer.runId === null)
      throw new DomainError(
        'not_found',
        'No message that was sent is an answer which waits for `resume`. Send it with the answer that asked, or without `resume`.',
      )
    await engine.decideTool(userId, answer.runId, one.interruptId, isAllowed(one))
  }
}

/** The run of an answer that its client has not heard to the end; undefined where it has failed. */
async function goOn(engine: Engine, userId: string, answer: Message): Promise<Run | undefined> {
  if (answer.runId === null) throw nothingSaid()
  const run = await engine.run(userId, answer.runId)
  return run.state === 'failed' ? undefined : run
}

/** What a client wants answered; or the run that answers it by now. */
async function askOf(
  engine: Engine,
  scope: Scope,
  thread: string | undefined,
  input: Input,
): Promise<SendRequest['ask'] | Run> {
  const { messages, resume } = input
  const at = messages.findLastIndex(({ role }) => role === 'user' || role === 'assistant')
  const last = messages[at]
  if (last?.role === 'user') {
    const content = contentOf(last, at)
    const before = thread === undefined ? undefined : await findLast(engine, scope, thread, messages.slice(0, at))
    // A client says both at once where its user has said something else than what was asked.
    await decide(engine, scope.userId, before, resume)
    return { kind: 'message', content, ...(before && { parentId: before.id }) }
  }
  const answer = last && thread !== undefined ? await findAnswer(engine, scope, thread, last.id) : undefined
  if (!answer) throw nothingSaid()
  await decide(engine, scope.userId, answer, resume)
  return (await goOn(engine, scope.userId, answer)) ?? { kind: 'regenerate', messageId: answer.id }
}

/** The same run again, whatever its client has heard of it by now: what it asks is the same. */
function keyOf(request: WireRequest<unknown, unknown, Input>, ask: SendRequest['ask']) {
  const { threadId, runId } = request.body
  const asked = ask.kind === 'message' ? ask.content : ask.messageId
  const said = { threadId, asked }
  const idempotencyKey = sha256Hex(canonicalJson([name, threadId, runId]))
  const given = idempotencyOf(request, said)
  if (given.idempotencyKey !== undefined) return given
  return { idempotencyKey, requestHash: sha256Hex(canonicalJson({ path: request.path, body: said })) }
}

/** Accepts what a client sends in its thread. */
export async function send(
  request: WireRequest<unknown, unknown, Input>,
  engine: Engine,
  settings: DialectSettings,
): Promise<Run> {
  const { body } = request
  const scope = scopeOf(request)
  const { persona, model } = resolveNames(body.forwardedProps ?? {}, ['body', 'forwardedProps'], engine, settings)
  const thread = await engine.conversationNamed(scope, body.threadId)
  const ask = await askOf(engine, scope, thread?.id, body)
  if ('id' in ask) return ask
  try {
    return await engine.send(scope, {
      conversation: { persona, externalId: body.threadId },
      dialect: name,
      ask,
      asked: { notices: true, ...(model !== undefined && { model }) },
      ...saidWith(request),
      ...keyOf(request, ask),
      whileRunning: 'queue',
    })
  } catch (error) {
    const isReused = error instanceof DomainError && error.code === 'idempotency_key_reused'
    if (!isReused || request.header('idempotency-key') !== undefined) throw error
    const detail = 'This runId came with another message before. Use a new runId for a new message.'
    throw new DomainError('idempotency_key_reused', detail)
  }
}
