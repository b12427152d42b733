import type { Answer } from '../client.ts'
import type { TestServer } from '../harness.ts'
import { letToolWait } from '../let-tool-wait.ts'
import { adminKey, as, asAdmin, tokenFor } from '../tokens.ts'
import type { FuzzRequest } from './ask.ts'

const pages = [
  ['/v1/conversations', 'person'],
  ['/v1/conversations/{{conversation}}/messages', 'person', '/v1/conversations/:id/messages'],
  ['/v1/search?q=hello', 'person', '/v1/search'],
  ['/v1/memories', 'person'],
  ['/v1/admin/keys', 'operator'],
  ['/v1/admin/usage', 'operator'],
  ['/v1/admin/runs', 'operator'],
  ['/v1/admin/audit', 'operator'],
] as const

/** So many of a kind; a request means one of them by its number. */
const many = 8
/** A conversation that has been talked in as often makes way for another. */
const worn = 40

const named = /\{\{([^{}]+)\}\}/g

/** What there is on a server to be asked for: each by a name in braces, which its id takes the place of. */
export async function createWorld({ client, path: file }: TestServer) {
  const known = new Map<string, string[]>()
  const uses: number[] = Array.from({ length: many }, () => 0)
  const person = await as('ann')

  function must(answer: Answer): Answer {
    if (answer.status >= 300) throw new Error(`The world could not be made: ${answer.status} ${answer.text}`)
    return answer
  }
  const post = async (path: string, body: unknown, headers: Record<string, string> = person) =>
    must(await client.post(path, body, headers))
  const learn = (kind: string, i: number, id: unknown): void => {
    const all = known.get(kind) ?? []
    all[i] = String(id)
    known.set(kind, all)
  }

  async function begin(i: number): Promise<void> {
    uses[i] = 0
    const { id } = (await post('/v1/conversations', { title: 'hello', metadata: { a: 1 } })).json as { id: string }
    const asked = await client.post(`/v1/conversations/${id}/messages`, { content: 'hello tea' }, person)
    learn('conversation', i, id)
    // Somebody may have erased it in the meantime: what a request asks for is not there, then.
    learn('run', i, asked.json.run?.id)
    learn('answer', i, asked.json.message?.id)
    if (asked.json.run) letToolWait(file, asked.json.run.id)
  }
  async function beginSession(i: number): Promise<void> {
    learn('session', i, (await post('/api/chat', { message: 'hello' })).json.sessionId)
  }
  async function beginTherapy(i: number): Promise<void> {
    const body = { message: 'hello', sessionId: `session ${i}`, userId: 'ann' }
    learn('therapy-run', i, (await post('/chat', body)).headers['x-run-id'])
  }
  async function beginChat(i: number): Promise<void> {
    const [id, text] = [`chat-${i}`, 'hello']
    await post('/ai-sdk/chat', { id, messages: [{ id: 'a', role: 'user', parts: [{ type: 'text', text }] }] })
    await post('/ag-ui/run', { threadId: id, runId: id, messages: [{ id: 'a', role: 'user', content: text }] })
    learn('chat', i, id)
    learn('thread', i, id)
  }
  async function respond(i: number): Promise<void> {
    const { json } = await post('/openai/v1/responses', { input: 'hello' })
    const items = await client.get(`/openai/v1/responses/${json.id}/input_items`, { headers: person })
    learn('response', i, json.id)
    learn('talk', i, json.conversation.id)
    learn('item', i, json.output[0].id)
    learn('question', i, items.json.data[0]?.id)
    learn('alone', i, (await post('/openai/v1/responses', { input: 'hello' })).json.id)
  }
  async function putDown(i: number): Promise<void> {
    learn('memory', i, (await post('/v1/memories', { text: `hello ${i}` })).json.id)
  }
  async function makeKey(i: number): Promise<void> {
    learn('key', i, (await post('/v1/admin/keys', { name: 'one' }, asAdmin)).json.id)
  }
  const count = (i: number): number => (uses[i] = (uses[i] ?? 0) + 1)
  const each = (make: (i: number) => Promise<void>): Promise<unknown> =>
    Promise.all(Array.from({ length: many }, (_, i) => make(i)))
  const makePersons = (): Promise<unknown> =>
    Promise.all([begin, beginSession, beginTherapy, beginChat, respond, putDown].map(each))

  function resolve(text: string, pick: number): string {
    return text.replace(named, (_, kind: string) => {
      const all = known.get(kind) ?? []
      return all[pick % all.length] ?? 'none'
    })
  }

  learn('admin', 0, adminKey)
  learn('token', 0, await tokenFor('ann'))
  learn('other-token', 0, await tokenFor('bob'))
  learn('own-key', 0, (await post('/v1/admin/keys', { name: 'own', userId: 'ann' }, asAdmin)).json.key)
  learn('service-key', 0, (await post('/v1/admin/keys', { name: 'service' }, asAdmin)).json.key)
  for (const kind of ['model', 'persona']) {
    const { data } = must(await client.get(`/v1/${kind}s`, { headers: person })).json as { data: { id: string }[] }
    data.forEach(({ id }, i) => learn(kind, i, id))
  }
  await Promise.all([makePersons(), each(makeKey)])
  // Another person, for a list of people.
  await post('/chat', { message: 'hello', sessionId: 'one', userId: 'bob' }, await as('bob'))
  for (const [path, who, pattern = path] of pages) {
    const headers = who === 'operator' ? asAdmin : person
    const url = resolve(path, 0)
    const page = must(await client.get(`${url}${url.includes('?') ? '&' : '?'}limit=1`, { headers }))
    if (page.json.nextCursor === null) throw new Error(`The list at ${path} has one page, and therefore no cursor`)
    learn(`cursor of GET ${pattern}`, 0, page.json.nextCursor)
  }

  return {
    /** The request, with what there is in the place of its names. */
    resolved(request: FuzzRequest): FuzzRequest {
      const { path, headers, body, pick } = request
      const entries = Object.entries(headers).map(([name, value]) => [name, resolve(value, pick)] as const)
      return {
        ...request,
        path: resolve(path, pick),
        headers: Object.fromEntries(entries),
        body: typeof body === 'string' ? resolve(body, pick) : body,
      }
    },
    /** Puts other things where a request has taken some away, or worn them out. */
    async mend({ method, pattern, path, pick }: FuzzRequest, status: number): Promise<void> {
      if (path.includes('{{conversation}}') && count(pick) >= worn) await begin(pick % many)
      if (method !== 'DELETE' || status >= 300) return
      if (pattern === '/v1/me') await makePersons()
      else if (pattern === '/v1/memories') await each(putDown)
      else if (pattern.startsWith('/v1/memories/')) await putDown(pick % many)
      else if (pattern.startsWith('/v1/conversations/')) await begin(pick)
      else if (pattern.startsWith('/api/chat/sessions/')) await beginSession(pick)
      else if (pattern.startsWith('/openai/')) await respond(pick % many)
      else if (pattern.startsWith('/v1/admin/keys/')) await makeKey(pick)
    },
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
