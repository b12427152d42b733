import type { Ask, Heard } from './ask-as.ts'
import { createSpeaker, rareWord, wordOf } from './spoken.ts'

/** One side: a person with a conversation of some length. */
export interface Side {
  ask: Ask
  userId: string
  conversation: string
  /** The cursor of a page in the middle of it. */
  middle: string
}

const events = { accept: 'text/event-stream' }
const speaker = createSpeaker(1)

/** What a person may say; the last words of it are for the model. */
const question = (): string => `${speaker.sentence(8)} burst-3`

const askFor =
  (method: string, path: (side: Side) => string, body?: object) =>
  async (side: Side): Promise<Record<string, number>> => ({ ms: (await side.ask(method, path(side), body)).ms })

const timesOf = ({ firstMs, tokenMs, ms }: Heard): Record<string, number> => ({ firstMs, tokenMs, ms })

const messagesOf = ({ conversation }: Side): string => `/v1/conversations/${conversation}/messages`

async function send(side: Side): Promise<Record<string, number>> {
  return timesOf(await side.ask('POST', messagesOf(side), { content: question() }, events))
}

interface MessagePage {
  data: { id: string; role: string; parentId: string | null }[]
  nextCursor: string | null
}

async function newest(side: Side): Promise<MessagePage['data']> {
  return (JSON.parse((await side.ask('GET', `${messagesOf(side)}?order=desc&limit=4`)).body) as MessagePage).data
}

async function regenerate(side: Side): Promise<Record<string, number>> {
  const answer = (await newest(side)).find(({ role }) => role === 'assistant')
  return timesOf(await side.ask('POST', `${messagesOf(side)}/${answer?.id}/regenerate`, undefined, events))
}

/** The same place said otherwise. */
async function edit(side: Side): Promise<Record<string, number>> {
  const asked = (await newest(side)).find(({ role }) => role === 'user')
  const body = { content: question(), parentId: asked?.parentId ?? null }
  return timesOf(await side.ask('POST', messagesOf(side), body, events))
}

/** Of what many messages hold. */
async function laterPage({ ask }: Side): Promise<Record<string, number>> {
  const path = `/v1/search?q=${wordOf(0)}&limit=20`
  const { nextCursor } = JSON.parse((await ask('GET', path)).body) as MessagePage
  return { ms: (await ask('GET', `${path}&cursor=${nextCursor}`)).ms }
}

const body = { user_id: 'who the token names', message: '' }
const history = '/api/chat/history/'

/** Each is what somebody waits for. */
export const measures: Record<string, (side: Side) => Promise<Record<string, number>>> = {
  send,
  regenerate,
  edit,
  'in S1': async ({ ask, userId }) =>
    timesOf(await ask('POST', '/api/chat', { ...body, user_id: userId, message: question() })),
  'one conversation': askFor('GET', ({ conversation }) => `/v1/conversations/${conversation}`),
  'list of conversations': askFor('GET', () => '/v1/conversations'),
  'new title': askFor('PATCH', ({ conversation }) => `/v1/conversations/${conversation}`, { title: 'Other' }),
  'run under way': askFor('GET', ({ conversation }) => `/v1/conversations/${conversation}/run`),
  'newest page': askFor('GET', (side) => `${messagesOf(side)}?order=desc`),
  'oldest page': askFor('GET', (side) => messagesOf(side)),
  'page in the middle': askFor('GET', (side) => `${messagesOf(side)}?cursor=${side.middle}`),
  'history in S1': askFor('GET', ({ userId }) => `${history}${userId}`),
  'search, rare word': askFor('GET', () => `/v1/search?q=${rareWord}`),
  'search, some word': askFor('GET', () => `/v1/search?q=${wordOf(300)}`),
  'search, common word': askFor('GET', () => `/v1/search?q=${wordOf(0)}`),
  'search, two common words': askFor('GET', () => `/v1/search?q=${wordOf(0)}%20${wordOf(1)}`),
  'search, a letter': askFor('GET', () => `/v1/search?q=${wordOf(0)[0]}`),
  'search, a later page': laterPage,
  recall: (side) => askFor('POST', () => '/v1/memories/recall', { text: speaker.sentence(8) })(side),
  memories: askFor('GET', () => '/v1/memories'),
  'what is known': askFor('GET', () => '/v1/me'),
}

/** Walks there, as a client would. */
export async function middleOf(ask: Ask, conversation: string, messages: number): Promise<string> {
  let cursor = ''
  for (let seen = 0; seen < messages / 2; seen += 200) {
    const limit = Math.min(200, messages / 2)
    const from = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await ask('GET', `/v1/conversations/${conversation}/messages?limit=${limit}${from}`)
    cursor = (JSON.parse(body) as MessagePage).nextCursor ?? cursor
  }
  return cursor
}
