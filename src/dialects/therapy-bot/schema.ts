import { z } from 'zod'
import { boundedText, externalId, isBlank, messageLimit } from '../fields.ts'

const decimal = (value: number): string => (Number.isInteger(value) ? BigInt(value).toString() : String(value))

/** A number is the text that it is written as. */
const textual = <Text extends z.ZodType<string, string>>(text: Text) => z.union([text, z.number().transform(decimal)])

export const chat = z.object({
  message: textual(boundedText(1, messageLimit).refine((text) => !isBlank(text), 'must not be empty')),
  sessionId: textual(externalId),
  userId: textual(externalId).nullish(),
})

/** What is missing is told in the stream, and therefore looked at afterwards. */
export const chatQuery = z.record(z.string(), z.unknown())

export const information = z.object({
  name: z.string(),
  version: z.string(),
  status: z.string(),
  endpoints: z.record(z.string(), z.string()),
})
