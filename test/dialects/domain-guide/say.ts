import { expect } from 'vitest'
import type { Answer, Client } from '../../client.ts'

export const say = (client: Client, message: string, sessionId?: string): Promise<Answer> =>
  client.post('/api/chat', { message, ...(sessionId !== undefined && { sessionId }) })

/** Begins a session, and has its id. */
export async function begin(client: Client, message = 'Hello'): Promise<string> {
  const { status, json } = await say(client, message)
  expect(status).toBe(200)
  return String(json.sessionId)
}

/** What was said in a session, as `role: content`. */
export async function told(client: Client, sessionId: string): Promise<string[]> {
  const { json } = await client.get(`/api/chat/sessions/${sessionId}/messages`)
  return (json as { role: string; content: string }[]).map(({ role, content }) => `${role}: ${content}`)
}

/** The body of a refusal without what differs from one request to the next. */
export const withoutCorrelation = ({ text }: Answer): string =>
  text.replace(/"correlation_id":"[^"]*"/, '"correlation_id":"…"')
