import { expect } from 'vitest'
import type { Answer, Client } from '../../client.ts'
import type { FakeModel } from '../../fake-model.ts'

export interface Remembered {
  id: string
  text: string
  importance: number
  version: number
  createdAt: string
  updatedAt: string
  source: { messageId: string | null; quote: string } | null
}

export interface RecalledItem {
  kind: string
  text: string
  score: number
  why: string
  messageId: string | null
  createdAt: string
}

type Headers = Record<string, string>

/** Has something remembered, and what it became. */
export async function remember(
  client: Client,
  text: string,
  more: object = {},
  headers: Headers = {},
): Promise<Remembered> {
  const made = await client.post('/v1/memories', { text, ...more }, headers)
  expect([text, made.status]).toEqual([text, 201])
  return made.json
}

/** So important that every answer is told of it. */
export const pin = (client: Client, text: string, headers: Headers = {}): Promise<Remembered> =>
  remember(client, text, { importance: 1 }, headers)

export async function memoriesOf(client: Client, query = '', headers: Headers = {}): Promise<Remembered[]> {
  const { status, json } = await client.get(`/v1/memories${query}`, { headers })
  expect([query, status]).toEqual([query, 200])
  return json.data
}

export const textsOf = async (client: Client, query = '', headers: Headers = {}): Promise<string[]> =>
  (await memoriesOf(client, query, headers)).map(({ text }) => text)

export const patch = (client: Client, path: string, body: unknown, headers: Headers = {}): Promise<Answer> =>
  client.call('PATCH', path, { body, headers })

export async function recall(
  client: Client,
  text: string,
  more: object = {},
  headers: Headers = {},
): Promise<RecalledItem[]> {
  const { status, json } = await client.post('/v1/memories/recall', { text, ...more }, headers)
  expect([text, status]).toEqual([text, 200])
  return json.items
}

/** Whether the model was told this of the person, in words of the system, when it was last asked. */
export const wasTold = (model: FakeModel, text: string): boolean =>
  model.requests.at(-1)?.body.messages?.some(({ role, content }) => role === 'system' && content.includes(text)) ===
  true
