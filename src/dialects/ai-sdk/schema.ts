import { z } from 'zod'
import { externalId, wholeNumberText } from '../fields.ts'

/** What a page shows of a message; only texts of persons are read. */
const part = z.looseObject({ type: z.string() })

export const uiMessage = z.looseObject({
  id: z.string().optional(),
  role: z.string(),
  parts: z.array(part).default([]),
})
export type UiMessage = z.infer<typeof uiMessage>

export const chat = z.object({
  /** The chat's, which its page has given it. */
  id: externalId,
  messages: z.array(uiMessage).min(1),
  trigger: z.enum(['submit-message', 'regenerate-message']).nullish(),
  /** The message that was edited, or is to be answered again. */
  messageId: z.string().nullish(),
  /** Who answers, for a chat that begins. */
  persona: z.string().nullish(),
  model: z.string().nullish(),
})
export type Chat = z.infer<typeof chat>

export const byId = z.object({ id: externalId })
export const streamQuery = z.object({
  /** Of the first chunk wanted, from 0; below it, from the end. */
  startIndex: wholeNumberText(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).optional(),
})

export const stopped = z.object({
  runId: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'stopped', 'failed', 'blocked']),
})

const usage = z.object({
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  totalTokens: z.int().nullable(),
  estimated: z.boolean(),
  costUsd: z.number().optional(),
})

export const told = z.array(
  z.object({
    id: z.string(),
    role: z.enum(['user', 'assistant']),
    metadata: z.object({
      createdAt: z.iso.datetime(),
      runId: z.string().optional(),
      model: z.string().optional(),
      state: z.enum(['completed', 'stopped', 'blocked']).optional(),
      usage: usage.optional(),
    }),
    parts: z.array(z.object({ type: z.literal('text'), text: z.string(), state: z.literal('done') })),
  }),
)
