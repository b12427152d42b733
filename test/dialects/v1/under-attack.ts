import { connect } from 'node:net'
import { expect } from 'vitest'
import type { Answer } from '../../client.ts'
import type { TestServer } from '../../harness.ts'

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
export function wire({ url }: TestServer, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => (said += text))
  socket.on('error', () => {})
  socket.on('close', () => resolve(said))
  socket.write(bytes)
  return promise
}

export const head = (line: string, more = ''): string =>
  `${line}\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`
