import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCode } from '../../src/std/error-code.ts'

const failure = (action: () => unknown): unknown => {
  try {
    return action()
  } catch (error) {
    return error
  }
}

it('names the failure of the system, and nothing of the path', () => {
  expect(errorCode(failure(() => readFileSync('/no/such/file')))).toBe('ENOENT')
})

it('has a word for what carries no code', () => {
  expect(errorCode(new Error('x'))).toBe('unknown error')
  expect(errorCode('x')).toBe('unknown error')
})
