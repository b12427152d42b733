import { z } from 'zod'
import { run, time, usage } from './replies.ts'

export const key = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  userId: z.string().nullable(),
  createdAt: time,
  expiresAt: time.nullable(),
})
export const newKey = key.extend({ key: z.string() })

export const budget = z.object({
  userId: z.string(),
  budget: z.object({ tokens: z.int(), seconds: z.int() }).nullable(),
  own: z.boolean(),
  spent: z.int(),
  reserved: z.int(),
  resetsAt: time.nullable(),
})

export const userUsage = usage.extend({ userId: z.string(), runs: z.int() })

export const listedRun = run.extend({
  conversationId: z.string().nullable(),
  userMessageId: z.string().nullable(),
  messageId: z.string().nullable(),
  userId: z.string(),
  dialect: z.string(),
  persona: z.string(),
})

export const auditEntry = z.object({
  id: z.string(),
  at: time,
  actor: z.enum(['admin', 'user', 'nobody']),
  act: z.string(),
  subject: z.string().nullable(),
  count: z.int(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
