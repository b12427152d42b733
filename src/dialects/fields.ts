import { z } from 'zod'
import { codePointLength } from '../std/code-points.ts'

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** A text of so many code points that every store can hold. */
export const boundedText = (min: number, max: number) =>
  z
    .string()
    .meta({ minLength: min, ...(Number.isFinite(max) && { maxLength: max }) })
    .check((check) => {
      const length = codePointLength(check.value)
      const common = { origin: 'string', inclusive: true, input: check.value } as const
      if (length < min) check.issues.push({ ...common, code: 'too_small', minimum: min })
      else if (length > max) check.issues.push({ ...common, code: 'too_big', maximum: max })
      else if (!storable(check.value)) {
        check.issues.push({
          code: 'custom',
          message: 'must be well-formed Unicode without NUL characters',
          input: check.value,
        })
      }
    })

export const isBlank = (text: string): boolean => text.trim() === ''

/** An id that a client has made up. */
export const externalId = boundedText(1, 255)

/** What one message may be, where a contract sets no bound of its own. */
export const messageLimit = 32_000

/** Whether a body has a key, whatever stands there. */
export const has = (body: unknown, key: string): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, key)

/** Zod's own calls a text no number rather than no integer, and has a bound of its own past 2^53. */
const wholeNumber = (min: number, max: number) =>
  z
    .custom<number>()
    .meta({ type: 'integer', minimum: min, maximum: max })
    .check(({ value, issues }) => {
      const common = { origin: 'number', inclusive: true, input: value } as const
      if (!Number.isInteger(value)) issues.push({ code: 'invalid_type', expected: 'int', input: value })
      else if (value < min) issues.push({ ...common, code: 'too_small', minimum: min })
      else if (value > max) issues.push({ ...common, code: 'too_big', maximum: max })
    })

/** The same, also written as a text, as it is in a query. */
export const wholeNumberText = (min: number, max: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d{1,20}$/.test(text) ? Number(text) : text),
    wholeNumber(min, max),
  )
