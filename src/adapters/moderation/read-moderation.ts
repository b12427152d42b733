import type { RemoteVerdict, RiskCategory, RiskLevel, TextToCheck } from '../../ports/classifier.ts'
import { garbled } from './moderation-error.ts'
import { isObject, isPlainName, isScore, mostCategories } from './reply-values.ts'
import type { JsonObject } from './reply-values.ts'

/** What a score comes to, the gravest first; a flag comes to the first of its category. What is not here says nothing of self-harm. */
const rows: readonly { category: string; from: number; level: RiskLevel }[] = [
  { category: 'self-harm/intent', from: 0.5, level: 3 },
  { category: 'self-harm/instructions', from: 0.5, level: 3 },
  { category: 'self-harm/intent', from: 0.2, level: 2 },
  { category: 'self-harm/instructions', from: 0.2, level: 2 },
  { category: 'self-harm', from: 0.4, level: 2 },
  { category: 'self-harm', from: 0.1, level: 1 },
]

/** Beneath this, a category that is not flagged is not worth a line on record. */
const worthTelling = 0.1

interface Finding extends RiskCategory {
  flagged: boolean
}

function levelOf({ name, score, flagged }: Finding): RiskLevel {
  return rows.find(({ category, from }) => category === name && (flagged || score >= from))?.level ?? 0
}

/** null is what some say of a category that their model does not know. */
function toFinding(name: string, flag: unknown, score: unknown): Finding {
  if (typeof flag !== 'boolean' && flag != null) throw garbled('a flag is none')
  if (!isScore(score) && score != null) throw garbled('a score is none')
  const flagged = flag === true
  return { name, flagged, score: score ?? (flagged ? 1 : 0) }
}

function readFindings(result: unknown): Finding[] {
  if (!isObject(result)) throw garbled('no result')
  const { categories, category_scores: scores } = result
  if (!isObject(categories) || !isObject(scores)) throw garbled('no categories')
  // Without these it is no word on what is asked, and least of all that there is nothing.
  if (categories['self-harm'] == null || scores['self-harm'] == null) throw garbled('nothing on self-harm')
  const names = [...new Set([...Object.keys(categories), ...Object.keys(scores)])]
  if (names.length > mostCategories) throw garbled('too many categories')
  return names.map((name) => toFinding(name, categories[name], scores[name]))
}

function toCategories(findings: readonly Finding[]): RiskCategory[] {
  const told = new Map<string, number>()
  for (const { name, score, flagged } of findings) {
    if (isPlainName(name) && (flagged || score >= worthTelling)) told.set(name, Math.max(score, told.get(name) ?? 0))
  }
  return [...told].map(([name, score]) => ({ name, score }))
}

/** Of the worst of so many parts. Whom it is about is nothing that it tells: the one who writes, then. */
export function readModeration({ results }: JsonObject, parts: number, stage: TextToCheck['stage']): RemoteVerdict {
  if (!Array.isArray(results) || results.length !== parts) throw garbled('not one result for each part')
  const findings = results.flatMap(readFindings)
  const level = findings.map(levelOf).reduce((most, one) => (one > most ? one : most), 0)
  return {
    level,
    subject: level >= 2 ? 'self' : 'none',
    categories: toCategories(findings),
    // An answer that means to, or says how: both are of level 3 and nothing else is.
    ...(stage === 'output' && level >= 3 && { action: 'block' }),
  }
}
