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

/** In words, where a schema has none of its own. */
function messageOf(issue: Issue, given: unknown): string {
  if (given === undefined && issue.path.length === 0) return 'must be there, as a JSON document'
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message
  return given === undefined ? 'must be there' : `must be of the type ${issue.expected}`
}

function problemOf(issue: Issue, where: string, value: unknown): FieldProblem {
  const path = [where, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))]
  const given = valueAt(value, issue.path)
  const fault = faultOf(issue, given)
  return { path, message: messageOf(issue, given), ...(fault && { fault }) }
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
