import { z } from 'zod'
import { externalId } from '../fields.ts'

/** What each message must be is refused in words of its own, and therefore looked at afterwards. */
export const chat = z.object({
  messages: z.array(z.unknown()),
  user_id: externalId.nullish(),
  stream: z.boolean().nullish(),
})

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })

/** As the documentation shows it. */
export const documentedChat = chat.extend({ messages: z.array(message) })

export const completion = z.object({ response: z.string() })
