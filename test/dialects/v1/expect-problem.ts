import { expect } from 'vitest'
import type { Answer } from '../../client.ts'

/** Holds a refusal to the envelope that every error of the native protocol has. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.json).toMatchObject({ status, code, type: `urn:colloquy:problem:${code}` })
  expect(answer.status).toBe(status)
  const { title, detail, correlationId } = answer.json
  expect(title).toMatch(/^[A-Z].*[^.]$/)
  expect(detail).toMatch(/^\S.*\.$/)
  expect(correlationId).toBe(answer.headers['x-correlation-id'])
  expect(correlationId).toMatch(/^[A-Za-z0-9._:-]{1,128}$/)
}

/** The body of a refusal without what differs from one request to the next. */
export const withoutCorrelation = (answer: Answer): string =>
  answer.text.replace(/"correlationId":"[^"]*"/, '"correlationId":"…"')
