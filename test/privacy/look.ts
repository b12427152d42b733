import type { Answer, Client } from '../client.ts'
import { asAdmin } from '../tokens.ts'
import type { Spoken } from './speak.ts'
import type { Voice } from './voice.ts'

/** What there is to be read of what a person has said, by whoever asks: one answer a place. */
export async function lookEverywhere(
  client: Client,
  { userId, conversations, messages, runs, sessions }: Spoken,
  { voice, name, headers }: { voice: Voice; name: string; headers: Record<string, string> },
): Promise<{ ofIds: Answer[]; ofLists: Answer[] }> {
  const get = (path: string, more: Record<string, string> = {}): Promise<Answer> =>
    client.get(path, { headers: { ...headers, ...more } })
  const byId = [
    ...conversations.flatMap((id) =>
      ['', '/messages?limit=200', '/run'].map((what) => `/v1/conversations/${id}${what}`),
    ),
    ...runs.flatMap((id) => [`/v1/runs/${id}`, `/v1/runs/${id}/events`, `/v1/runs/${id}/events?after=1`]),
    ...sessions.flatMap((id) => [`/api/chat/sessions/${id}`, `/api/chat/sessions/${id}/messages`]),
  ]
  const words = ['message', 'answer', 'branch', 'imported', 'again and again', 'therapy bot', 'message that waited']
  const lists = [
    '/v1/conversations?limit=200',
    ...words.map((place) => `/v1/search?q=${voice.word(place)}`),
    '/v1/me/export',
    '/v1/usage?group=conversation',
    '/api/chat/sessions',
    `/api/chat/history/${name}`,
    '/api/health/detailed',
  ]
  const ofIds: Answer[] = []
  for (const path of byId) ofIds.push(await get(path))
  for (const id of messages) {
    const rating = { body: { rating: 'up' }, headers }
    ofIds.push(await client.call('POST', `/v1/messages/${id}/feedback`, rating))
  }
  for (const id of runs) ofIds.push(await client.call('POST', `/v1/runs/${id}/stop`, { headers }))
  const ofLists: Answer[] = []
  for (const path of lists) ofLists.push(await get(path))
  for (const run of runs) ofLists.push(await get('/chat', { 'last-event-id': `${run}:0` }))
  for (const path of ['runs?limit=200', `runs?userId=${userId}`, 'audit', 'usage', 'keys', `users/${userId}/budget`]) {
    ofLists.push(await client.get(`/v1/admin/${path}`, { headers: asAdmin }))
  }
  return { ofIds, ofLists }
}
