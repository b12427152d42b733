import { DomainError } from '../../conversation/errors.ts'
import type { Engine } from '../../conversation/engine.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Run, RunId } from '../../conversation/types.ts'
import type { SendRequest } from '../../conversation/send.ts'
import type { RunRequest } from '../../ports/runs.ts'
import type { Reading } from '../../streams/follow-run.ts'
import type { DialectSettings, WireRequest } from '../dialect.ts'
import { messageLimit } from '../fields.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { name, scopeOf } from './chat-request.ts'
import { messageText } from './content.ts'
import { formatOf, jsonSchema } from './format.ts'
import { idIn, nothingOf } from './ids.ts'
import { expectPersona, keptMetadata, personaIn, wantsNoMemory } from './metadata.ts'
import { invalid, knownModel, unsupported } from './refusals.ts'
import { isSystem, type Said, saidIn } from './response-input.ts'
import type { NewResponse } from './response-schema.ts'
import { type Kept, keptOf, type Outline } from './response-shape.ts'
import { refuseOfResponses } from './unsupported.ts'

export type ResponseRequest = WireRequest<unknown, unknown, NewResponse>

export interface AskedResponse {
  outline: Outline
  reading: Reading
  /** Of one that is stored. */
  run: Run | undefined
}

/** Where a stored response is asked for. */
interface Place {
  conversation: SendRequest['conversation']
  parentId?: string
  /** What was said before, of a conversation that begins with it. */
  before: readonly Said[]
  told: string | null
}

export function conversationIdIn({ conversation }: Pick<NewResponse, 'conversation'>): string | undefined {
  if (conversation == null) return undefined
  return idIn('conversation', typeof conversation === 'string' ? conversation : conversation.id, 'conversation')
}

/** The run of a response: one of another contract is none. */
export async function runOf(engine: Engine, userId: string, id: RunId, param?: string): Promise<Run> {
  try {
    const run = await engine.run(userId, id)
    await engine.conversation(scopeOf({ userId }), run.conversationId)
    return run
  } catch (error) {
    throw error instanceof DomainError && error.code === 'not_found' ? nothingOf('response', param) : error
  }
}

export async function outlineOf(engine: Engine, userId: string, run: Run): Promise<Outline> {
  const request = await engine.requestOf(userId, run.id)
  if (!request) throw nothingOf('response')
  const { id, model, conversationId, messageId } = run
  return { run: id, kept: keptOf(request), request, model: model ?? request.model, conversationId, messageId }
}

const joined = (texts: readonly (string | null | undefined)[]): string | null =>
  texts.filter((text) => text != null && text !== '').join('\n\n') || null

/** In a conversation that goes on, all but the newest message is known already. */
function expectOneMessage(said: readonly Said[]): void {
  const other = said.slice(0, -1).findIndex((one) => !isSystem(one))
  if (other === -1) return
  throw invalid(
    `input[${other}]`,
    'What was said before is in the conversation already. Send the newest message of the user, and nothing else that was said.',
  )
}

async function placeOf(request: ResponseRequest, engine: Engine, said: readonly Said[]): Promise<Place> {
  const { body, userId } = request
  const { previous_response_id: previous, metadata } = body
  const conversationId = conversationIdIn(body)
  if (previous != null && conversationId !== undefined)
    throw invalid(
      'previous_response_id',
      'A response goes on from another or in a conversation: send `previous_response_id` or `conversation`, not both.',
    )
  if (previous == null && conversationId === undefined) {
    const conversation = { persona: personaIn(metadata, engine), externalId: null }
    return { conversation, before: said.slice(0, -1), told: joined([body.instructions]) }
  }
  expectOneMessage(said)
  const told = joined([body.instructions, ...said.filter(isSystem).map(({ content }) => content)])
  const scope = scopeOf(request)
  if (previous == null) {
    const id = conversationId ?? ''
    const known = await engine.conversation(scope, id).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === 'not_found'
        ? nothingOf('conversation', 'conversation')
        : error
    })
    expectPersona(metadata, known.persona)
    return { conversation: { id }, before: [], told }
  }
  const run = await runOf(engine, userId, idIn('response', previous, 'previous_response_id'), 'previous_response_id')
  if (metadata?.['persona'] !== undefined)
    expectPersona(metadata, (await engine.conversation(scope, run.conversationId)).persona)
  return { conversation: { id: run.conversationId }, parentId: run.messageId, before: [], told }
}

function keptIn({ body }: ResponseRequest, { before }: Pick<Place, 'before'>): Kept {
  const { previous_response_id: previous } = body
  return {
    background: body.background === true,
    instructions: body.instructions ?? null,
    metadata: keptMetadata(body.metadata),
    previous: previous == null ? null : idIn('response', previous, 'previous_response_id'),
    named: body.conversation != null,
    before: before.length,
  }
}

function drawnWith({ body }: ResponseRequest, { models }: DialectSettings): Partial<RunRequest> {
  const { temperature, max_output_tokens: maxTokens } = body
  return {
    ...knownModel(body.model, models),
    ...(temperature != null && { temperature }),
    ...(maxTokens != null && { maxTokens }),
  }
}

function formatIn({ body }: ResponseRequest) {
  const given = body.text?.format
  const schema = given?.type === 'json_schema' ? jsonSchema.safeParse(given).data : undefined
  return formatOf(given?.type, schema, 'text.format')
}

/** Nothing of it is kept, not even for whoever has asked. */
async function askOnce(
  request: ResponseRequest,
  engine: Engine,
  said: readonly Said[],
  settings: DialectSettings,
): Promise<AskedResponse> {
  const { body, userId } = request
  for (const param of ['background', 'previous_response_id', 'conversation'] as const) {
    if (body[param] == null || body[param] === false) continue
    throw unsupported(
      param,
      `What is not stored has nothing to go on from or to come back to. Leave \`${param}\` out, or \`store\`.`,
    )
  }
  const told = joined([body.instructions])
  const transcript = told === null ? said : [{ role: 'system' as const, content: told }, ...said]
  const asked = drawnWith(request, settings)
  const format = formatIn(request)
  const run = await engine.ask(userId, {
    dialect: name,
    persona: personaIn(body.metadata, engine),
    transcript,
    asked: { ...asked, memory: false, ...(transcript.some(isSystem) && { instructions: '' }) },
    ...format,
    ...saidWith(request),
    ...idempotencyOf(request, body),
  })
  const outline: Outline = {
    run,
    kept: keptIn(request, { before: [] }),
    request: { ...asked, ...format },
    model: asked.model ?? '',
    conversationId: null,
    messageId: run,
  }
  return { outline, reading: { run, userId, after: 0, transient: true }, run: undefined }
}

/** What was said before comes first, or not at all: where the message is not taken, nothing of it stays. */
async function beginWith(
  { before }: Place,
  request: ResponseRequest,
  engine: Engine,
  send: (conversation: SendRequest['conversation']) => Promise<Run>,
): Promise<Run> {
  const scope = scopeOf(request)
  const persona = personaIn(request.body.metadata, engine)
  const { id } = await engine.importConversation(scope, {
    title: null,
    persona,
    createdAt: undefined,
    messages: before,
  })
  let begun: Run | undefined
  try {
    begun = await send({ id })
    return begun
  } finally {
    // Also where the same request was answered before, in the conversation that it began then.
    if (begun?.conversationId !== id) await engine.deleteConversation(scope, id)
  }
}

async function sendIn(
  request: ResponseRequest,
  engine: Engine,
  said: readonly Said[],
  settings: DialectSettings,
): Promise<AskedResponse> {
  const { body, userId } = request
  const newest = said.at(-1)
  const param = typeof body.input === 'string' ? 'input' : `input[${said.length - 1}]`
  if (newest?.role !== 'user')
    throw invalid(`${param}.role`, 'The last message is what is answered, and must be of the role user.')
  const content = messageText(newest.content, param === 'input' ? param : `${param}.content`, messageLimit)
  const place = await placeOf(request, engine, said)
  const asked = {
    ...drawnWith(request, settings),
    ...formatIn(request),
    ...(place.told !== null && { instructions: place.told }),
    ...(wantsNoMemory(body.metadata) && { memory: false }),
    kept: { ...keptIn(request, place) },
  }
  const send = (conversation: SendRequest['conversation']): Promise<Run> =>
    engine.send(scopeOf(request), {
      conversation,
      dialect: name,
      ask: { kind: 'message', content, parentId: place.parentId },
      asked,
      ...saidWith(request),
      ...idempotencyOf(request, body),
      whileRunning: 'queue',
    })
  const run = place.before.length > 0 ? await beginWith(place, request, engine, send) : await send(place.conversation)
  const outline = await outlineOf(engine, userId, run)
  return { outline, run, reading: { run: run.id, userId, after: beginningOf(run.attempt) } }
}

export function askResponse(
  request: ResponseRequest,
  engine: Engine,
  settings: DialectSettings,
): Promise<AskedResponse> {
  const { body } = request
  refuseOfResponses(body)
  const said = saidIn(body)
  return body.store === false ? askOnce(request, engine, said, settings) : sendIn(request, engine, said, settings)
}
