import { expect } from 'vitest'
import type { Answer } from '../../client.ts'
import type { TestServer } from '../../harness.ts'
import { sendBytes } from '../../send-bytes.ts'

/** The server still does what it is for, and nothing failed that nobody foresaw. */
export async function expectUnharmed({ client, lines }: TestServer): Promise<void> {
  const answer = await client.ask(await client.conversation(), 'Are you well?')
  expect(answer.json.message.content).toBe('You said: Are you well?')
  expect(lines.filter((line) => /request_failed|engine_problem/.test(line))).toEqual([])
}

export function expectRefusal(answer: Answer): void {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect([400, 404, 405, 409, 413, 415, 421, 422, 429]).toContain(answer.status)
}

/** Bytes as they are, on a socket of their own; resolves with all that comes back. */
export const wire = ({ url }: TestServer, bytes: string | Buffer): Promise<string> =>
  sendBytes(url, Buffer.from(bytes), { reads: 'utf8' })

export const head = (line: string, more = ''): string =>
  `${line}\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`
