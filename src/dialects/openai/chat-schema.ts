import { z } from 'zod'
import { boundedText } from '../fields.ts'
import { formatType, jsonSchema } from './format.ts'
import { metadata } from './metadata.ts'

const content = z
  .unknown()
  .optional()
  .meta({
    anyOf: [
      { type: 'string' },
      {
        type: 'array',
        items: {
          type: 'object',
          properties: { type: { const: 'text' }, text: { type: 'string' } },
          required: ['type', 'text'],
        },
      },
    ],
  })

const ofTools =
  'Messages of tools cannot be taken: those that a model may use here are set up by the operator of this server'

const role = z.enum(['developer', 'system', 'user', 'assistant'], {
  error: ({ input }) => (input === 'tool' || input === 'function' ? ofTools : undefined),
})

/** What cannot be had is refused afterwards, by its name; what nobody knows is left alone. */
export const chat = z.looseObject({
  messages: z.array(z.looseObject({ role, content, name: boundedText(1, 255).nullish() })).min(1),
  model: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_completion_tokens: z.int().min(1).max(1_000_000).nullish(),
  max_tokens: z.int().min(1).max(1_000_000).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  response_format: z.object({ type: formatType, json_schema: jsonSchema.nullish() }).nullish(),
  metadata: metadata.nullish(),
})

export type Chat = z.infer<typeof chat>

export const usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })

export const completion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: z.null(),
      finish_reason: z.enum(['stop', 'length', 'content_filter']),
    }),
  ),
  usage: usage.optional(),
})
