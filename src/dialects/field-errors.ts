import type { DomainError, FieldProblem } from '../conversation/errors.ts'

/** One fault as pydantic words it, for clients that were written for it. */
export interface FieldError {
  type: string
  loc: (string | number)[]
  msg: string
}

const characters = (count: number): string => `${count} character${count === 1 ? '' : 's'}`

const types: Readonly<Record<string, [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  int: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  object: ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
}

function wrongType(expected: string, given: unknown): [type: string, msg: string] {
  if (expected === 'int' && typeof given === 'number')
    return ['int_from_float', 'Input should be a valid integer, got a number with a fractional part']
  if (expected === 'int' && typeof given === 'string')
    return ['int_parsing', 'Input should be a valid integer, unable to parse string as an integer']
  return types[expected] ?? ['value_error', `Value error, Input should be a valid ${expected}`]
}

function wordsOf({ fault, message }: FieldProblem): [type: string, msg: string] {
  switch (fault?.kind) {
    case 'missing':
      return ['missing', 'Field required']
    case 'type':
      return wrongType(fault.expected, fault.given)
    case 'too_short':
      return ['string_too_short', `String should have at least ${characters(fault.limit)}`]
    case 'too_long':
      return ['string_too_long', `String should have at most ${characters(fault.limit)}`]
    case 'too_small':
      return ['greater_than_equal', `Input should be greater than or equal to ${fault.limit}`]
    case 'too_big':
      return ['less_than_equal', `Input should be less than or equal to ${fault.limit}`]
    default:
      return ['value_error', `Value error, ${message}`]
  }
}

/** What was given is never among them: it may be a secret. */
export function fieldErrors({ code, problems, detail }: DomainError): FieldError[] {
  if (code === 'malformed_json') return [{ type: 'json_invalid', loc: ['body'], msg: `JSON decode error: ${detail}` }]
  if (problems.length === 0) return [{ type: 'value_error', loc: ['body'], msg: `Value error, ${detail}` }]
  return problems.map((problem) => {
    const [type, msg] = wordsOf(problem)
    return { type, loc: [...problem.path], msg }
  })
}
