import { z } from 'zod'
import { only } from './admin-schema.ts'

const longest = 200_000
const said = z.string().max(longest)
const turn = z.strictObject({ role: z.enum(['user', 'assistant']), content: said })
const country = z.string().regex(/^[A-Za-z]{2}$/, 'must be the two letters of a country, such as DE or US')

/** One text, or a conversation whose last message is judged in the light of the rest. */
export const check = only({
  text: said.optional(),
  turns: z.array(turn).min(1).max(200).optional(),
  persona: z.string().min(1).max(64).optional(),
  country: country.optional(),
}).superRefine(({ text, turns }, context) => {
  if ((text === undefined) === (turns === undefined))
    context.addIssue({ code: 'custom', path: ['text'], message: 'must be there, or turns, and not both' })
})

export const reportQuery = only({ year: z.coerce.number().int().min(2000).max(9999).optional() })

const level = z.int().min(0).max(4)
const subject = z.enum(['self', 'other', 'fiction', 'none'])
const categories = z.array(z.object({ name: z.string(), score: z.number() }))
const scanned = z.enum(['local', 'remote', 'both', 'partial'])
const counts = z.record(z.string(), z.int())

export const checked = z.object({ level, subject, categories, scanned, tookMs: z.number() })

export const report = z.object({
  year: z.int(),
  referrals: z.object({
    total: z.int(),
    byMonth: counts,
    byLevel: counts,
    byPersona: counts,
    byCountry: counts,
  }),
})

export const record = z.object({
  seq: z.int(),
  runId: z.string(),
  stage: z.enum(['input', 'output']),
  at: z.string(),
  persona: z.string(),
  level,
  subject,
  categories,
  classifiers: z.array(z.object({ name: z.string(), version: z.string() })),
  scanned,
  decision: z.enum(['none', 'support', 'card', 'card_shown_before', 'crisis', 'crisis_only', 'replaced', 'blocked']),
  country: z.string().nullable(),
  hash: z.string(),
})

const text = z.string()
export const protocol = z.object({
  version: text,
  summary: text,
  levels: z.array(z.object({ level, means: text, personSees: text, modelIsTold: text, outside: text })),
  otherPersonas: text,
  answers: text,
  disclosure: text,
  records: text,
  limits: text,
})
