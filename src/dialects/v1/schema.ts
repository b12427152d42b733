import { z } from 'zod'
import { codePointLength } from '../../std/code-points.ts'

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** Of a JSON value, its keys too: written as JSON, what cannot be stored hides behind an escape. */
function holdsStorable(value: unknown): boolean {
  if (typeof value === 'string') return storable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => storable(key) && holdsStorable(inner))
}

/** A text of so many code points that every store can hold. */
export function text(min: number, max: number) {
  return z
    .string()
    .refine(storable, 'must be well-formed Unicode without NUL characters')
    .refine((value) => {
      const length = codePointLength(value)
      return length >= min && length <= max
    }, `must have ${min} to ${max} characters`)
    .meta({ minLength: min, maxLength: max })
}

const title = text(1, 255)
const persona = z.string()
const content = text(1, 32_000)
const metadata = z
  .record(z.string(), z.unknown())
  .refine(holdsStorable, 'must be well-formed Unicode without NUL characters')
  .refine((value) => JSON.stringify(value).length <= 16_384, 'must be at most 16384 characters of JSON')
/** In UTC: an offset can carry a time out of the years that ISO 8601 writes with four digits, as replies do. */
const inWrittenYears = (at: number): boolean => /^\d/.test(new Date(at).toISOString())
export const time = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-01-31T12:00:00Z' })
  .transform((value) => Date.parse(value))
  .refine(inWrittenYears, 'must be in the years 0000 to 9999 in UTC')

export const limit = z.coerce.number().int().min(1).max(200).default(50)
export const cursor = z.string().max(1024).optional()

const sending = {
  model: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.number().int().min(1).max(1_000_000).optional(),
  whileRunning: z.enum(['queue', 'interrupt']).optional(),
}

export const conversationId = z.object({ id: z.string() })
export const messageId = z.object({ id: z.string(), messageId: z.string() })
export const toolUse = z.object({ id: z.string(), callId: z.string() })
export const decision = z.object({ approve: z.boolean() })
export const byId = z.object({ id: z.string() })

export const pageQuery = z.object({ limit, cursor })
export const messagesQuery = z.object({ limit, cursor, order: z.enum(['asc', 'desc']).default('asc') })
export const searchQuery = z.object({ q: text(1, 1_000), limit, cursor })
export const eventsQuery = z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() })
export const usageQuery = z.object({
  from: time.optional(),
  to: time.optional(),
  group: z.enum(['day', 'model', 'conversation']).default('day'),
})

export const newConversation = z
  .object({ title: title.nullish(), persona: persona.optional(), metadata: metadata.optional() })
  .nullish()
export const conversationChange = z.object({ title: title.nullable().optional(), metadata: metadata.optional() })
export const newMessage = z.object({ content, parentId: z.string().nullable().optional(), ...sending })
export const regeneration = z.object(sending).nullish()
export const feedback = z.object({ rating: z.enum(['up', 'down']), comment: text(1, 4_000).nullish() })
export const importedConversation = z.object({
  title: title.nullish(),
  persona: persona.optional(),
  createdAt: time.optional(),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'user', 'assistant']),
        content: text(1, 1_000_000),
        name: text(1, 255).optional(),
        createdAt: time.optional(),
      }),
    )
    .min(1)
    .max(10_000),
})
