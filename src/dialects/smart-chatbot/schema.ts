import { z } from 'zod'
import { boundedText, externalId, isBlank, messageLimit, wholeNumberText } from '../fields.ts'

export const shownExchanges = 50

export const chat = z.object({
  user_id: externalId,
  message: boundedText(1, messageLimit).refine(
    (text) => text === '' || !isBlank(text),
    'Message must not be empty or whitespace',
  ),
})

export const simpleAnswer = z.object({
  user_id: z.string(),
  message: z.string(),
  response: z.string(),
  timestamp: z.string(),
})

export const user = z.object({ user_id: externalId })
export const historyQuery = z.object({ limit: wholeNumberText(0, shownExchanges).default(20) })

export const history = z.object({
  user_id: z.string(),
  history: z.array(z.object({ timestamp: z.string(), user_message: z.string(), assistant_response: z.string() })),
  count: z.int(),
})

export const cleared = z.object({ message: z.string() })

export const health = z.object({
  status: z.string(),
  timestamp: z.string(),
  app_name: z.string(),
  version: z.string(),
  memory_stats: z.object({
    total_users: z.int(),
    total_conversations: z.int(),
    max_memories_per_user: z.int(),
    mem0_integration: z.enum(['active', 'inactive']),
  }),
  openai_model: z.string(),
})

export const detailedHealth = health.extend({
  debug_mode: z.boolean(),
  openai_config: z.object({ model: z.string(), temperature: z.number(), max_tokens: z.int() }),
  endpoints: z.record(z.string(), z.string()),
  system: z.object({ node: z.string(), platform: z.string(), uptime_seconds: z.number(), memory_mb: z.number() }),
})
