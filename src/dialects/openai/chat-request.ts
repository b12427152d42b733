import type { Engine } from '../../conversation/engine.ts'
import { beginningOf } from '../../conversation/seq.ts'
import type { Scope } from '../../conversation/types.ts'
import type { ModelMessage } from '../../ports/model.ts'
import type { RunRequest } from '../../ports/runs.ts'
import type { Reading } from '../../streams/follow-run.ts'
import type { DialectSettings, WireRequest } from '../dialect.ts'
import { externalId, messageLimit } from '../fields.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import type { Chat } from './chat-schema.ts'
import { messageText, textOf } from './content.ts'
import { formatOf } from './format.ts'
import { expectPersona, personaIn, wantsNoMemory } from './metadata.ts'
import { invalid, knownModel, ownTools } from './refusals.ts'
import { isSet, refuseOfChat } from './unsupported.ts'

export const name = 'openai'

export const scopeOf = ({ userId }: { userId: string }): Scope => ({ userId, namespace: name })

type ChatRequest = WireRequest<unknown, unknown, Chat>

/** An answer that was asked for, and what its reader is told of it. */
export interface AskedChat {
  reading: Reading
  model: string | null
  /** Of an answer that is kept. */
  conversationId: string | null
}

/** The conversation that a request means: of those that its person has named so. */
export function sessionOf({ header, body }: ChatRequest): string | undefined {
  const given = header('x-session-id') ?? body.metadata?.['session_id']
  if (given === undefined) return undefined
  const session = externalId.safeParse(typeof given === 'string' ? given : String(given))
  if (session.success) return session.data
  const param = header('x-session-id') === undefined ? 'metadata.session_id' : 'X-Session-Id'
  throw invalid(param, `${param} must have 1 to 255 characters. Name the conversation otherwise.`)
}

function toTranscript(messages: Chat['messages']): ModelMessage[] {
  return messages.map(({ role, content, name: named, ...others }, i) => {
    const param = `messages[${i}]`
    for (const calls of ['tool_calls', 'function_call']) if (isSet(others[calls])) throw ownTools(`${param}.${calls}`)
    const isAssistant = role === 'assistant'
    const said = isAssistant ? (content ?? others['refusal']) : content
    return {
      role: role === 'developer' ? 'system' : role,
      content: textOf(said, `${param}.content`, isAssistant ? ['text', 'refusal'] : ['text']),
      ...(typeof named === 'string' && { name: named }),
    }
  })
}

function samplingOf(body: Chat): Partial<RunRequest> {
  const { temperature, frequency_penalty: frequencyPenalty, presence_penalty: presencePenalty } = body
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  return {
    ...(temperature != null && { temperature }),
    ...(maxTokens != null && { maxTokens }),
    ...(frequencyPenalty != null && { frequencyPenalty }),
    ...(presencePenalty != null && { presencePenalty }),
  }
}

const isSystem = ({ role }: ModelMessage): boolean => role === 'system'

/** The messages are all there is, and nothing of them is kept. */
async function askOnce(request: ChatRequest, engine: Engine, asked: Partial<RunRequest>): Promise<AskedChat> {
  const { body, userId } = request
  const transcript = toTranscript(body.messages)
  const { response_format: given } = body
  const run = await engine.ask(userId, {
    dialect: name,
    persona: personaIn(body.metadata, engine),
    transcript,
    asked: { ...asked, memory: false, ...(transcript.some(isSystem) && { instructions: '' }) },
    ...formatOf(given?.type, given?.json_schema, 'response_format'),
    ...saidWith(request),
    ...idempotencyOf(request, body),
  })
  return { reading: { run, userId, after: 0, transient: true }, model: null, conversationId: null }
}

/** The newest message is said in a conversation that is kept here; those before it are known from there. */
async function sendIn(
  session: string,
  request: ChatRequest,
  engine: Engine,
  asked: Partial<RunRequest>,
): Promise<AskedChat> {
  const { body, userId } = request
  const transcript = toTranscript(body.messages)
  const last = transcript.length - 1
  const newest = transcript[last]
  const param = `messages[${last}]`
  if (newest?.role !== 'user')
    throw invalid(`${param}.role`, 'The last message is what is answered in a session, and must be of the role user.')
  const persona = personaIn(body.metadata, engine)
  const scope = scopeOf(request)
  if (body.metadata?.['persona'] !== undefined) {
    const known = await engine.conversationNamed(scope, session)
    if (known) expectPersona(body.metadata, known.persona)
  }
  const { response_format: given } = body
  const told = transcript.filter(isSystem).map(({ content }) => content)
  const run = await engine.send(scope, {
    conversation: { persona, externalId: session },
    dialect: name,
    ask: { kind: 'message', content: messageText(newest.content, `${param}.content`, messageLimit) },
    asked: {
      ...asked,
      ...(told.length > 0 && { instructions: told.join('\n\n') }),
      ...formatOf(given?.type, given?.json_schema, 'response_format'),
      ...(wantsNoMemory(body.metadata) && { memory: false }),
    },
    ...saidWith(request),
    ...idempotencyOf(request, { body, session }),
    whileRunning: 'queue',
  })
  const reading = { run: run.id, userId, after: beginningOf(run.attempt) }
  return { reading, model: run.model, conversationId: run.conversationId }
}

export function askChat(request: ChatRequest, engine: Engine, { models }: DialectSettings): Promise<AskedChat> {
  const { body } = request
  refuseOfChat(body)
  const asked = { ...samplingOf(body), ...knownModel(body.model, models) }
  const session = sessionOf(request)
  return session === undefined ? askOnce(request, engine, asked) : sendIn(session, request, engine, asked)
}
