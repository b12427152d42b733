import type { Selectable } from 'kysely'
import type { Conversation, Message, MessageStatus, Role, Run, RunState, Usage } from '../../conversation/types.ts'
import { roundDecimals } from '../../std/round-decimals.ts'
import type { Schema } from './schema.ts'

export type ConversationRow = Pick<
  Selectable<Schema['conversations']>,
  'id' | 'title' | 'persona' | 'metadata' | 'created_at' | 'updated_at'
>
export type MessageRow = Omit<Selectable<Schema['messages']>, 'row' | 'name'>
export type RunRow = Selectable<Schema['runs']>

export const conversationColumns = ['id', 'title', 'persona', 'metadata', 'created_at', 'updated_at'] as const

export const messageColumns = [
  'messages.id',
  'messages.conversation_id',
  'messages.seq',
  'messages.parent_id',
  'messages.role',
  'messages.content',
  'messages.status',
  'messages.run_id',
  'messages.model',
  'messages.input_tokens',
  'messages.output_tokens',
  'messages.estimated',
  'messages.cost_usd',
  'messages.created_at',
] as const

interface UsageColumns {
  input_tokens: number | null
  output_tokens: number | null
  estimated: 0 | 1
  cost_usd: number | null
}

type MaybeUsage = Omit<UsageColumns, 'estimated'> & { estimated: 0 | 1 | null }

const iso = (time: number): string => new Date(time).toISOString()

/** Of one row, or of a sum over many. */
export function toUsage(row: UsageColumns): Usage {
  const { input_tokens: inputTokens, output_tokens: outputTokens, cost_usd: cost } = row
  const totalTokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens
  const costUsd = cost !== null && { costUsd: roundDecimals(cost, 10) }
  return { inputTokens, outputTokens, totalTokens, estimated: row.estimated === 1, ...costUsd }
}

const usageOf = ({ estimated, ...row }: MaybeUsage): Usage | null =>
  estimated === null ? null : toUsage({ ...row, estimated })

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    title: row.title,
    persona: row.persona,
    metadata: JSON.parse(row.metadata) as Record<string, unknown>,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    parentId: row.parent_id,
    role: row.role as Role,
    content: row.content,
    status: row.status as MessageStatus,
    runId: row.run_id,
    model: row.model,
    usage: usageOf(row),
    createdAt: iso(row.created_at),
  }
}

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    conversationId: row.conversation_id ?? '',
    userMessageId: row.user_message_id ?? '',
    messageId: row.message_id ?? '',
    state: row.state as RunState,
    attempt: row.attempt,
    model: row.model,
    usage: usageOf(row),
    error: row.error === null ? null : (JSON.parse(row.error) as Run['error']),
    createdAt: iso(row.created_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
  }
}
