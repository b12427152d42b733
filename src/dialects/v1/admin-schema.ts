import { z } from 'zod'
import { cursor, limit, text, time } from './schema.ts'
import { isStorableId } from '../../std/is-storable-id.ts'

const userId = z.string().refine(isStorableId, 'must be 1 to 255 characters that can be seen')

export const page = z.object({ limit, cursor })
export const byId = z.object({ id: z.string() })
export const byUser = z.object({ userId })

export const newKey = z.object({ name: text(1, 255), userId: userId.nullish(), expiresAt: time.nullish() })

const tokens = z.int().min(1).max(1e12)
const seconds = z.int().min(1).max(99_999_999)

export const budget = z.union([z.object({ tokens: z.null() }), z.object({ tokens, seconds })])

export const usageQuery = z.object({ limit, cursor, from: time.optional(), to: time.optional() })

const state = z.enum(['queued', 'running', 'completed', 'stopped', 'failed', 'blocked'])
export const runsQuery = z.object({ limit, cursor, state: state.optional(), userId: userId.optional() })
