import { z } from 'zod'
import { boundedText } from '../fields.ts'
import { formatType } from './format.ts'
import { metadata } from './metadata.ts'

const texts = (type: string) => ({
  type: 'array',
  items: {
    type: 'object',
    properties: { type: { const: type }, text: { type: 'string' } },
    required: ['type', 'text'],
  },
})

const content = z
  .unknown()
  .optional()
  .meta({ anyOf: [{ type: 'string' }, texts('input_text'), texts('output_text')] })

export const roles = ['developer', 'system', 'user', 'assistant'] as const

/** Other types and roles are refused afterwards, by their names. */
export const item = z.looseObject({
  type: z.string().optional().meta({ const: 'message' }),
  role: z.string().optional().meta({ enum: roles }),
  content,
})

export type Item = z.infer<typeof item>

const id = z.string().max(100)

export const newResponse = z.looseObject({
  input: z.union([z.string(), z.array(item).min(1).max(1_000)], 'must be a text or a list of messages'),
  model: z.string().nullish(),
  instructions: boundedText(0, 32_000).nullish(),
  stream: z.boolean().nullish(),
  background: z.boolean().nullish(),
  store: z.boolean().nullish(),
  previous_response_id: id.nullish(),
  conversation: z.union([id, z.object({ id })]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_output_tokens: z.int().min(1).max(1_000_000).nullish(),
  text: z
    .object({
      format: z
        .object({
          type: formatType,
          name: z
            .string()
            .min(1)
            .max(64)
            .regex(/^[A-Za-z0-9_-]+$/)
            .nullish(),
          schema: z.record(z.string(), z.unknown()).nullish(),
          strict: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  metadata: metadata.nullish(),
})

export type NewResponse = z.infer<typeof newResponse>

export const byResponse = z.object({ response_id: z.string() })

const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => value === 'true')

const wholeNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const retrieval = z.object({ stream: flag, starting_after: wholeNumber.optional() })

export const itemsPage = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().max(100).optional(),
})

const time = z.int()
const part = z.object({ type: z.string(), text: z.string(), annotations: z.array(z.never()).optional() })
export const message = z.object({
  id: z.string(),
  type: z.literal('message'),
  role: z.string(),
  status: z.enum(['in_progress', 'completed', 'incomplete']),
  content: z.array(part.extend({ logprobs: z.array(z.never()).optional() })),
})

export const status = z.enum(['queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled'])

export const response = z.object({
  id: z.string(),
  object: z.literal('response'),
  created_at: time,
  status,
  background: z.boolean(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  incomplete_details: z.object({ reason: z.string() }).nullable(),
  instructions: z.string().nullable(),
  max_output_tokens: z.int().nullable(),
  metadata: z.record(z.string(), z.string()),
  model: z.string(),
  output: z.array(message),
  parallel_tool_calls: z.boolean(),
  previous_response_id: z.string().nullable(),
  conversation: z.object({ id: z.string() }).nullable(),
  store: z.boolean(),
  temperature: z.number().nullable(),
  text: z.object({ format: z.looseObject({ type: z.string() }) }),
  tool_choice: z.literal('auto'),
  tools: z.array(z.never()),
  top_p: z.null(),
  truncation: z.literal('disabled'),
  usage: z
    .object({
      input_tokens: z.int(),
      input_tokens_details: z.object({ cached_tokens: z.int() }),
      output_tokens: z.int(),
      output_tokens_details: z.object({ reasoning_tokens: z.int() }),
      total_tokens: z.int(),
    })
    .nullable(),
})

export const deleted = z.object({ id: z.string(), object: z.literal('response'), deleted: z.literal(true) })

export const itemList = z.object({
  object: z.literal('list'),
  data: z.array(message),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
})
