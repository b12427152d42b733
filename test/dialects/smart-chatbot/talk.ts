import { expect } from 'vitest'
import type { Answer, Client, Stream } from '../../client.ts'
import type { FakeModel } from '../../fake-model.ts'

/** How every answer ends that did not fail. */
export const success = 'data: {"content": "", "done": true}\n\ndata: [DONE]\n\n'

type Headers = Record<string, string>

/** Asks for a stream as the document's own clients do: without an Accept header, read to its end. */
export const chat = (client: Client, user_id: string, message: string, headers: Headers = {}): Promise<Answer> =>
  client.post('/api/chat', { user_id, message }, headers)

/** A stream to look at while it comes. */
export const open = (client: Client, user_id: string, message: string, headers: Headers = {}): Promise<Stream> =>
  client.stream('POST', '/api/chat', { body: { user_id, message }, headers })

export const simple = (client: Client, user_id: string, message: string, headers: Headers = {}): Promise<Answer> =>
  client.post('/api/chat/simple', { user_id, message }, headers)

export const historyPath = (user: string): string => `/api/chat/history/${encodeURIComponent(user)}`

export const clear = (client: Client, user: string): Promise<Answer> => client.call('DELETE', historyPath(user))

/** Every exchange that is kept, as `question > answer`. */
export async function history(client: Client, user: string, query = '?limit=0'): Promise<string[]> {
  const { status, json } = await client.get(`${historyPath(user)}${query}`)
  expect(status).toBe(200)
  expect(json.count).toBe(json.history.length)
  const exchanges = json.history as { user_message: string; assistant_response: string }[]
  return exchanges.map(({ user_message, assistant_response }) => `${user_message} > ${assistant_response}`)
}

/** What the model was sent in the n-th request, or the last, without the system prompt. */
export function told(model: FakeModel, n = model.requests.length): string[] {
  const [first, ...rest] = model.requests[n - 1]?.body.messages ?? []
  expect(first?.role).toBe('system')
  return rest.map(({ role, content }) => `${role}: ${content}`)
}

/** How many people have exchanges here, and how many those are. */
export async function counts(client: Client): Promise<[users: number, exchanges: number]> {
  const { total_users, total_conversations } = (await client.get('/api/health')).json.memory_stats
  return [total_users, total_conversations]
}
