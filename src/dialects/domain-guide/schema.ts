import { z } from 'zod'
import { codePointLength } from '../../std/code-points.ts'
import { boundedText, isBlank, wholeNumberText } from '../fields.ts'

const longest = 10_000

const session = z.string().nullish()

export const chat = z.object({
  message: boundedText(1, Infinity)
    .refine((text) => codePointLength(text) <= longest, 'Message too long')
    .refine((text) => text === '' || !isBlank(text), 'Message must not be empty or whitespace')
    .meta({ minLength: 1, maxLength: longest })
    .transform((text) => text.trim()),
  sessionId: session,
  session_id: session,
})

export const answer = z.object({ message: z.string(), sessionId: z.string(), messageId: z.string() })

export const byId = z.object({ session_id: z.string() })
export const page = z.object({
  limit: wholeNumberText(1, 1_000).default(100),
  offset: wholeNumberText(0, Number.MAX_SAFE_INTEGER).default(0),
})
export const change = z.object({ title: boundedText(1, 255) })

export const sessionReply = z.object({
  sessionId: z.string(),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export const sessions = z.array(sessionReply)

export const messages = z.array(
  z.object({
    messageId: z.string(),
    sessionId: z.string(),
    role: z.enum(['user', 'assistant']),
    content: z.string(),
    createdAt: z.string(),
  }),
)
export const deleted = z.object({ success: z.literal(true) })
