import type { Client } from '../client.ts'
import type { Spoken } from '../privacy/speak.ts'
import type { Voice } from '../privacy/voice.ts'
import { asAdmin } from '../tokens.ts'

type Headers = Record<string, string>

/** Without what is of the question rather than of what is kept: when it was asked, and by which request. */
const withoutAsking = (text: string): string => text.replace(/"(exportedAt|correlation_?[Ii]d)": ?"[^"]*"/g, '"$1"')

/** What nobody stores is in the memory of one process, and is gone with it. */
const isStored = ({ path }: { path: string }): boolean => path.startsWith('/v1/') || path.startsWith('/api/')

/** Every answer to somebody who only reads, byte by byte; by path. */
export async function whatOneSees(
  client: Client,
  { userId, conversations, runs, sessions, keyed }: Spoken,
  headers: Headers,
): Promise<Record<string, string>> {
  const paths = [
    '/v1/conversations?limit=200',
    '/v1/me/export',
    ...['day', 'model', 'conversation'].map((group) => `/v1/usage?group=${group}`),
    '/api/chat/sessions',
    `/api/chat/history/${userId}`,
    ...conversations.flatMap((id) =>
      ['', '/messages?limit=200', '/run'].map((what) => `/v1/conversations/${id}${what}`),
    ),
    ...runs.flatMap((id) => [`/v1/runs/${id}`, `/v1/runs/${id}/events`]),
    ...sessions.flatMap((id) => [`/api/chat/sessions/${id}`, `/api/chat/sessions/${id}/messages`]),
  ]
  const operators = ['runs?limit=200', 'audit', 'usage', 'keys', `users/${userId}/budget`]
  const seen: Record<string, string> = {}
  for (const path of paths) {
    const { status, text } = await client.get(path, { headers })
    seen[path] = `${status} ${withoutAsking(text)}`
  }
  for (const path of operators) seen[path] = (await client.get(`/v1/admin/${path}`, { headers: asAdmin })).text
  for (const { path, body, headers: key } of keyed.filter(isStored)) {
    const { text } = await client.call('POST', path, { body, headers: { ...headers, ...key } })
    seen[`${path} once more, ${key['idempotency-key']}`] = withoutAsking(text)
  }
  return seen
}

/** Which messages somebody finds; in what order is for each engine to say. */
export async function whatOneFinds(client: Client, voice: Voice, headers: Headers): Promise<Record<string, string[]>> {
  const places = [
    'message',
    'answer',
    'other answer',
    'stopped answer',
    'half an answer',
    'imported',
    'therapy bot',
    'smart chatbot',
  ]
  const found: Record<string, string[]> = {}
  for (const place of places) {
    const { json } = await client.get(`/v1/search?q=${encodeURIComponent(voice.word(place))}&limit=100`, { headers })
    found[place] = (json.data as object[]).map((one) => JSON.stringify(one)).sort()
  }
  return found
}
