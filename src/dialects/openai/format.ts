import { z } from 'zod'
import type { RunRequest } from '../../ports/runs.ts'
import { invalid, unsupported } from './refusals.ts'

const mostCharacters = 65_536

/** The name is what providers take. */
export const jsonSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, _ and -'),
  schema: z.record(z.string(), z.unknown()).nullish(),
  description: z.string().nullish(),
  strict: z.boolean().nullish(),
})

export const formatType = z.enum(['text', 'json_object', 'json_schema'])

type Format = RunRequest['format']

/** What an answer is to look like, where it is to be more than text. */
export function formatOf(
  type: z.infer<typeof formatType> | undefined,
  given: z.infer<typeof jsonSchema> | null | undefined,
  param: string,
): { format?: NonNullable<Format> } {
  if (type === undefined || type === 'text') return {}
  if (type === 'json_object')
    throw unsupported(param, 'JSON without a schema cannot be promised here. Send a `json_schema`, or ask for text.')
  if (!given?.schema)
    throw invalid(param, 'An answer of the type `json_schema` needs a name and a schema.', 'missing_required_parameter')
  if (JSON.stringify(given.schema).length > mostCharacters)
    throw invalid(param, `A schema has at most ${mostCharacters} characters of JSON here. Send a smaller one.`)
  return { format: { name: given.name, schema: given.schema, strict: given.strict === true } }
}
