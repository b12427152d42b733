import { z } from 'zod'
import { boundedText, externalId, isBlank, messageLimit } from '../fields.ts'

/** Beyond these, numbers that differ are read as the same: two people would be one. */
const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER

/** A number is the text that it is written as. */
const textual = <Text extends z.ZodType<string, string>>(text: Text) =>
  z.union([text, z.number().refine(isExact, 'must be below 2^53').transform(String)])

export const chat = z.object({
  message: textual(boundedText(1, messageLimit).refine((text) => !isBlank(text), 'must not be empty')),
  sessionId: textual(externalId),
  /** Where nobody has signed in, some pages send an empty one. */
  userId: z
    .union([z.literal(''), textual(externalId)])
    .nullish()
    .transform((id) => id || undefined),
})

/** What is missing is told in the stream, and therefore looked at afterwards. */
const told = z.unknown().optional().meta({ type: 'string' })
export const chatQuery = z.object({ message: told, sessionId: told, userId: told })

export const information = z.object({
  name: z.string(),
  version: z.string(),
  status: z.string(),
  endpoints: z.record(z.string(), z.string()),
})
