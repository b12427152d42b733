import { z } from 'zod'
import { externalId } from '../fields.ts'

const documented = {
  type: 'object',
  properties: { role: { enum: ['system', 'user', 'assistant'] }, content: { type: 'string' } },
  required: ['role', 'content'],
} as const

/** What each message must be is refused in words of its own, and therefore looked at afterwards. */
export const chat = z.object({
  messages: z.array(z.unknown().meta(documented)),
  user_id: externalId.nullish(),
  /** The path says whether it streams. */
  stream: z.unknown().optional().meta({ type: 'boolean' }),
})

export const completion = z.object({ response: z.string() })
