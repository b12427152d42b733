import { z } from 'zod'
import { externalId } from '../fields.ts'

/** Only what users say is read; what stands in other messages is whatever their makers put there. */
const content = z
  .unknown()
  .optional()
  .meta({
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'object', properties: { type: { type: 'string' } }, required: ['type'] } },
      { type: 'object' },
      { type: 'null' },
    ],
  })

const message = z.looseObject({ id: z.string(), role: z.string(), content })
export type GivenMessage = z.infer<typeof message>

/** What is said of something that a run waited for. */
const resumption = z.object({
  interruptId: z.string(),
  status: z.enum(['resolved', 'cancelled']),
  payload: z.unknown().optional(),
})
export type Resumption = z.infer<typeof resumption>

/** What an application passes on; only these are read. */
const forwarded = z.looseObject({ persona: z.string().nullish(), model: z.string().nullish() })

export const input = z.object({
  /** The conversation's, which its client has given it. */
  threadId: externalId,
  /** The same again means the same run. */
  runId: externalId,
  messages: z.array(message).min(1),
  tools: z
    .array(z.unknown())
    .max(0, 'must be empty: tools are configured on the server, and those of a page cannot be used')
    .nullish(),
  context: z.array(z.unknown()).nullish(),
  state: z.unknown().optional(),
  forwardedProps: forwarded.nullish(),
  resume: z.array(resumption).nullish(),
})
export type Input = z.infer<typeof input>

export const byId = z.object({ id: externalId })

export const stopped = z.object({
  runId: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'stopped', 'failed', 'blocked']),
})
