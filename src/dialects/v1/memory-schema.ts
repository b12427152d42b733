import { z } from 'zod'
import { oneLine } from '../../std/one-line.ts'
import { country, language } from './locale.ts'
import { cursor, limit, text } from './schema.ts'

/** What is remembered stands on one line of what a model is told. */
const memoryText = z.string().meta({ minLength: 1, maxLength: 1_000 }).transform(oneLine).pipe(text(1, 1_000))

const importance = z.number().min(0).max(1)

/** Where nothing is searched for, everything is listed: as an empty search field means it. */
export const listQuery = z.object({
  q: text(0, 1_000)
    .transform((words) => words.trim() || undefined)
    .optional(),
  limit,
  cursor,
})
export const newMemory = z.object({ text: memoryText, importance: importance.default(0.5) })
/** A request that changes nothing would still make the memory the person's own, and part it from its source. */
export const memoryChange = z
  .object({ text: memoryText.optional(), importance: importance.optional(), version: z.int().min(1).optional() })
  .refine(
    (change) => change.text !== undefined || change.importance !== undefined,
    'must say what is to change: a text, an importance or both',
  )
export const recall = z.object({
  text: text(1, 32_000),
  budgetTokens: z.int().min(1).max(8_000).default(900),
  limit: z.int().min(1).max(50).default(20),
})

export const settingsChange = z.object({
  country: country.nullable().optional(),
  language: language.nullable().optional(),
  memory: z.boolean().optional(),
})
