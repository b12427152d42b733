import type { ZodError, ZodType } from 'zod'
import { DomainError, type FieldFault, type FieldProblem } from '../conversation/errors.ts'

type Issue = ZodError['issues'][number]

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value)
}

const limits = {
  too_small: { string: 'too_short', number: 'too_small' },
  too_big: { string: 'too_long', number: 'too_big' },
} as const

function faultOf(issue: Issue, given: unknown): FieldFault | undefined {
  if (given === undefined) return { kind: 'missing' }
  if (issue.code === 'invalid_type') return { kind: 'type', expected: issue.expected, given }
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return undefined
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum)
  const of = issue.origin === 'string' ? 'string' : 'number'
  return { kind: limits[issue.code][of], limit }
}

function problemOf(issue: Issue, where: string, value: unknown): FieldProblem {
  const isMissing = issue.path.length === 0 && value === undefined
  const path = [where, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))]
  const fault = faultOf(issue, valueAt(value, issue.path))
  const message = isMissing ? 'must be there, as a JSON document' : issue.message
  return { path, message, ...(fault && { fault }) }
}

/** What a schema makes of a part of a request, or every problem with it. */
export function validate(schema: ZodType | undefined, where: string, value: unknown): unknown {
  if (!schema) return value
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => problemOf(issue, where, value))
  const [first] = problems
  throw new DomainError(
    'invalid',
    `${first?.path.join('.')}: ${first?.message}. Correct it and send the request again.`,
    { problems },
  )
}
