import type { Message, Run, RunId, TerminalEvent, Usage } from '../../conversation/types.ts'
import type { RunRequest } from '../../ports/runs.ts'
import { beginningOfRun, wireId } from './ids.ts'
import { type Metadata, toldMetadata } from './metadata.ts'

/** What a response tells again of its request, beside how it was drawn. */
export interface Kept {
  background: boolean
  instructions: string | null
  metadata: Metadata
  /** The run that it goes on from, where its request named one. */
  previous: RunId | null
  /** Whether its request named the conversation. */
  named: boolean
  /** How many messages came before the one that is answered. */
  before: number
}

const nothingKept: Kept = {
  background: false,
  instructions: null,
  metadata: {},
  previous: null,
  named: false,
  before: 0,
}

/** Of one that was asked for in another way, as much as there is. */
export const keptOf = ({ kept }: Pick<RunRequest, 'kept'>): Kept => ({ ...nothingKept, ...(kept as Partial<Kept>) })

/** What is the same from the first to the last word. */
export interface Outline {
  run: RunId
  kept: Kept
  request: Pick<RunRequest, 'temperature' | 'maxTokens' | 'format'>
  model: string
  /** null where nothing is stored. */
  conversationId: string | null
  messageId: string
}

type Status = 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled'

/** How far an answer is, or how it has ended. */
export interface Standing {
  status: Status
  reason?: 'max_output_tokens' | 'content_filter'
  error?: { code: string; message: string }
  text?: string
  usage?: Usage | null
}

export const outputText = (text: string) => ({ type: 'output_text', annotations: [], logprobs: [], text })

export const itemOf = ({ messageId }: Outline, status: 'in_progress' | 'completed' | 'incomplete', text?: string) => ({
  id: wireId('message', messageId),
  type: 'message',
  role: 'assistant',
  status,
  content: text === undefined ? [] : [outputText(text)],
})

function usageOf(usage: Usage | null | undefined) {
  const { inputTokens, outputTokens, totalTokens } = usage ?? {}
  if (inputTokens == null || outputTokens == null || totalTokens == null) return null
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: totalTokens,
  }
}

const isOpen = (status: Status): boolean => status === 'queued' || status === 'in_progress'

/** One that has said nothing has put nothing out. */
function outputOf(outline: Outline, { status, text }: Standing) {
  if (isOpen(status) || text === undefined || (text === '' && status !== 'completed')) return []
  return [itemOf(outline, status === 'completed' ? 'completed' : 'incomplete', text)]
}

export function responseOf(outline: Outline, standing: Standing) {
  const { run, kept, request, model, conversationId } = outline
  const { temperature, maxTokens, format } = request
  const { status, reason, error, usage } = standing
  return {
    id: wireId('response', run),
    object: 'response',
    created_at: beginningOfRun(run),
    status,
    background: kept.background,
    error: error ?? null,
    incomplete_details: reason ? { reason } : null,
    instructions: kept.instructions,
    max_output_tokens: maxTokens ?? null,
    metadata: toldMetadata(kept.metadata),
    model,
    output: outputOf(outline, standing),
    parallel_tool_calls: false,
    previous_response_id: kept.previous === null ? null : wireId('response', kept.previous),
    conversation: conversationId === null ? null : { id: wireId('conversation', conversationId) },
    store: conversationId !== null,
    temperature: temperature ?? null,
    text: { format: format ? { type: 'json_schema', strict: true, ...format } : { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    truncation: 'disabled',
    usage: usageOf(usage),
  }
}

/** Why an answer stops short of its end, where it does. */
function standingAtEnd(end: TerminalEvent): Pick<Standing, 'status' | 'reason' | 'error'> {
  switch (end.type) {
    case 'completed': {
      const { finishReason } = end.data
      if (finishReason === 'stop') return { status: 'completed' }
      return { status: 'incomplete', reason: finishReason === 'length' ? 'max_output_tokens' : 'content_filter' }
    }
    case 'blocked':
      return { status: 'incomplete', reason: 'content_filter' }
    case 'stopped':
      return { status: 'cancelled' }
    default: {
      const { title, detail } = end.data.error
      return { status: 'failed', error: { code: 'server_error', message: `${title}. ${detail}` } }
    }
  }
}

export const standingOf = (end: TerminalEvent): Standing => ({
  ...standingAtEnd(end),
  text: end.data.message.content,
  usage: end.data.message.usage,
})

/** Of one that goes on. */
export const standingBefore = ({ state }: Pick<Run, 'state'>): Standing => ({
  status: state === 'queued' ? 'queued' : 'in_progress',
})

const statusOf = ({ status }: Message): 'in_progress' | 'completed' | 'incomplete' => {
  if (status === 'streaming') return 'in_progress'
  return status === 'completed' ? 'completed' : 'incomplete'
}

/** A message as an item of a conversation. */
export const toItem = (message: Message) => ({
  id: wireId('message', message.id),
  type: 'message',
  role: message.role,
  status: statusOf(message),
  content: [message.role === 'assistant' ? outputText(message.content) : { type: 'input_text', text: message.content }],
})
