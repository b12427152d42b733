import { z } from 'zod'

export const time = z.iso.datetime()
const metadata = z.record(z.string(), z.unknown())

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() })

export const usage = z.object({
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  totalTokens: z.int().nullable(),
  estimated: z.boolean(),
  costUsd: z.number().optional(),
})

export const conversation = z.object({
  id: z.string(),
  title: z.string().nullable(),
  persona: z.string(),
  metadata,
  createdAt: time,
  updatedAt: time,
})

export const message = z.object({
  id: z.string(),
  conversationId: z.string(),
  seq: z.int(),
  parentId: z.string().nullable(),
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
  status: z.enum(['completed', 'streaming', 'stopped', 'failed', 'blocked']),
  runId: z.string().nullable(),
  model: z.string().nullable(),
  usage: usage.nullable(),
  createdAt: time,
})

export const decided = z.object({
  callId: z.string(),
  state: z.enum(['allowed', 'called', 'done', 'failed', 'refused']),
})

export const run = z.object({
  id: z.string(),
  conversationId: z.string(),
  userMessageId: z.string(),
  messageId: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'stopped', 'failed', 'blocked']),
  attempt: z.int(),
  model: z.string().nullable(),
  usage: usage.nullable(),
  error: z.object({ title: z.string(), detail: z.string(), code: z.string() }).nullable(),
  createdAt: time,
  endedAt: time.nullable(),
})

export const answered = z.object({ run, userMessage: message, message })
export const hit = z.object({ message, conversation, snippet: z.string() })

export const rating = z.object({
  messageId: z.string(),
  rating: z.enum(['up', 'down']),
  comment: z.string().nullable(),
  createdAt: time,
})

export const erased = z.object({
  erased: z.object({
    conversations: z.int(),
    messages: z.int(),
    runs: z.int(),
    feedback: z.int(),
    memories: z.int(),
    /** API keys that named this person. */
    keys: z.int(),
  }),
})

export const me = z.object({
  userId: z.string(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  memory: z.boolean(),
})

const source = z.object({ messageId: z.string().nullable(), quote: z.string() })

export const memory = z.object({
  id: z.string(),
  text: z.string(),
  importance: z.number(),
  version: z.int(),
  createdAt: time,
  updatedAt: time,
  /** The words that it was learned from; null where it was put down as it is. */
  source: source.nullable(),
})

export const forgotten = z.object({ deleted: z.int() })

export const recalled = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['fact', 'turn']),
      text: z.string(),
      score: z.number(),
      why: z.string(),
      messageId: z.string().nullable(),
      createdAt: time,
    }),
  ),
  tookMs: z.number(),
  /** What could not be asked. */
  degraded: z.string().optional(),
})

export const usageLine = usage.extend({
  day: z.string().optional(),
  model: z.string().optional(),
  conversationId: z.string().optional(),
  runs: z.int(),
})

export const persona = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  parameters: z.object({
    model: z.string().optional(),
    temperature: z.number().optional(),
    maxTokens: z.int().optional(),
    frequencyPenalty: z.number().optional(),
    presencePenalty: z.number().optional(),
  }),
  default: z.boolean(),
})

export const model = z.object({ id: z.string(), default: z.boolean() })

export const exported = z.object({
  exportedAt: time,
  userId: z.string(),
  settings: me.omit({ userId: true }),
  conversations: z.array(conversation.extend({ namespace: z.string() })),
  messages: z.array(message),
  summaries: z.array(
    z.object({
      conversationId: z.string(),
      version: z.int(),
      upToMessageId: z.string(),
      text: z.string(),
      createdAt: time,
    }),
  ),
  runs: z.array(run),
  feedback: z.array(rating),
  usage: z.array(z.unknown()),
  /** Those that others stand in the place of, too. */
  memories: z.array(
    memory.omit({ source: true }).extend({
      supersededBy: z.string().nullable(),
      sources: z.array(source.extend({ conversationId: z.string().nullable() })),
    }),
  ),
})
