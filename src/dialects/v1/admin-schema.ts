import { z } from 'zod'
import { cursor, limit, text, time } from './schema.ts'
import { isStorableId } from '../../std/is-storable-id.ts'

const userId = z.string().refine(isStorableId, 'must be 1 to 255 characters that can be seen')

/** What an operator misspells is refused: read over, `user_id` would make a key that may speak for everybody. */
export function only<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape)
  const taken = known.length === 0 ? 'nothing is' : `these are: ${known.join(', ')}`
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.map((key) => JSON.stringify(key)).join(', ')} is not known here; ${taken}`
        : undefined,
  })
}

export const nothing = only({})
export const page = only({ limit, cursor })
export const byId = z.object({ id: z.string() })
export const byUser = z.object({ userId })

export const newKey = only({ name: text(1, 255), userId: userId.nullish(), expiresAt: time.nullish() })

export const budget = only({
  tokens: z.int().min(1).max(1e12).nullable(),
  seconds: z.int().min(1).max(99_999_999).optional(),
}).transform(({ tokens, seconds }, context) => {
  if (tokens !== null && seconds !== undefined) return { tokens, seconds }
  if (tokens === null && seconds === undefined) return 'unlimited' as const
  const message =
    tokens === null ? 'must be left out where tokens is null' : 'must say for how many seconds the tokens are'
  context.addIssue({ code: 'custom', path: ['seconds'], message })
  return z.NEVER
})

const range = { from: time.optional(), to: time.optional() }
export const usageQuery = only({ limit, cursor, ...range, userId: userId.optional() })

const state = z.enum(['queued', 'running', 'completed', 'stopped', 'failed', 'blocked'])
export const runsQuery = only({ limit, cursor, state: state.optional(), userId: userId.optional() })
