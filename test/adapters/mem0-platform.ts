import type { Mem0Asked, Mem0Said } from './mem0-server.ts'
import { rewrite, shown } from './mem0-shelf.ts'
import type { Mem0Shelf } from './mem0-shelf.ts'

interface Event {
  id: string
  status: 'PENDING' | 'SUCCEEDED'
  results: object[] | null
}

const ENTITIES = ['user_id', 'agent_id', 'app_id', 'run_id']
const refuse = (error: string): Mem0Said => ({ status: 400, body: { error: '400 Bad Request', details: { error } } })
const notFound: Mem0Said = { status: 404, body: { detail: 'Not found.' } }

/** A literal id names somebody; `*` and operators do not. */
function userIn(filters: unknown): string | undefined {
  const user = (filters as { user_id?: unknown } | undefined)?.user_id
  return typeof user === 'string' && user !== '' && user !== '*' ? user : undefined
}

/** The routes of the hosted platform that are in use here. */
export function createMem0Platform(shelf: Mem0Shelf, key: string, atOnce: boolean) {
  const events = new Map<string, Event>()

  function add(body: Record<string, unknown>): Mem0Said {
    const { user_id: user, messages, metadata, infer } = body
    if (typeof user !== 'string' || user === '') return refuse('At least one entity ID is required')
    if (user.length > 255) return refuse('user_id is too long')
    if (!Array.isArray(messages) || messages.length === 0) return refuse('messages are required')
    const id = `e0000000-0000-4000-8000-${String(events.size).padStart(12, '0')}`
    const event: Event = { id, status: 'PENDING', results: null }
    events.set(id, event)
    const run = (): void => {
      const kept = shelf.keep(user, messages, metadata ?? {})
      event.results = kept.map(({ id, text }) => ({ id, event: 'ADD', data: { memory: text } }))
      event.status = 'SUCCEEDED'
    }
    if (infer === false && atOnce) {
      run()
      return { status: 200, body: { event_id: id, status: event.status, results: event.results } }
    }
    shelf.queue.push(run)
    return { status: 200, body: { message: 'Memory processing has been queued', status: 'PENDING', event_id: id } }
  }

  function search(body: Record<string, unknown>): Mem0Said {
    if (ENTITIES.some((entity) => entity in body)) return refuse('Entity IDs go inside filters')
    const user = userIn(body['filters'])
    if (user === undefined) return refuse('filters must include at least one entity ID')
    const { query, top_k: limit = 10 } = body
    if (typeof query !== 'string' || query === '') return refuse('query is required')
    if (typeof limit !== 'number' || limit < 1) return refuse('top_k is too small')
    const hits = shelf.find(user, query, limit)
    return { status: 200, body: { results: hits.map((hit) => ({ ...shown(hit), score: hit.score })) } }
  }

  function list(body: Record<string, unknown>, query: URLSearchParams): Mem0Said {
    if (ENTITIES.some((entity) => entity in body)) return refuse('Entity IDs go inside filters')
    const user = userIn(body['filters'])
    if (user === undefined) return refuse('filters must include at least one entity ID')
    const page = Number(query.get('page') ?? 1)
    const size = Number(query.get('page_size') ?? 100)
    if (!(page >= 1 && size >= 1 && size <= 200)) return refuse('no such page')
    const rows = shelf.rows.filter((row) => row.user === user)
    const hasNext = rows.length > page * size
    const results = rows.slice((page - 1) * size, page * size).map((row) => withoutOwner(shown(row)))
    const next = hasNext ? `http://elsewhere.invalid/v3/memories/?page=${page + 1}` : null
    return { status: 200, body: { count: rows.length, next, previous: null, results } }
  }

  function removeAll(query: URLSearchParams): Mem0Said {
    const user = query.get('user_id')
    if (!user) return refuse('At least one filter is required')
    shelf.queue.push(() => {
      const left = shelf.rows.filter((row) => user !== '*' && row.user !== user)
      shelf.rows.splice(0, Infinity, ...left)
    })
    return { status: 200, body: { message: 'Delete in progress' } }
  }

  function one(id: string, { method, body }: Mem0Asked): Mem0Said {
    const row = shelf.rows.find((row) => row.id === id)
    if (!row) return notFound
    if (method === 'GET') return { status: 200, body: shown(row) }
    if (method === 'DELETE') {
      shelf.rows.splice(shelf.rows.indexOf(row), 1)
      return { status: 204 }
    }
    if (typeof body?.['text'] !== 'string') return refuse('text or metadata is required')
    rewrite(row, body['text'])
    return { status: 200, body: { ...shown(row), text: row.text } }
  }

  return (asked: Mem0Asked): Mem0Said => {
    const { method, path, query, headers, body = {} } = asked
    if (headers.authorization !== `Token ${key}`) return { status: 401, body: { detail: 'Invalid API key.' } }
    if (!path.endsWith('/')) return { status: 301, headers: { location: `${path}/` } }
    const [, what, id = ''] = /^\/v1\/(event|memories)\/(?:([^/]+)\/)?$/.exec(path) ?? []
    if (method === 'POST' && path === '/v3/memories/add/') return add(body)
    if (method === 'POST' && path === '/v3/memories/search/') return search(body)
    if (method === 'POST' && path === '/v3/memories/') return list(body, query)
    if (method === 'DELETE' && what === 'memories' && id === '') return removeAll(query)
    if (what === 'memories') return one(id, asked)
    const event = method === 'GET' && what === 'event' ? events.get(id) : undefined
    return event ? { status: 200, body: { event_type: 'ADD', payload: {}, latency: 12, ...event } } : notFound
  }
}

/** A list does not say whose it is. */
function withoutOwner(row: object): object {
  return { ...row, user_id: undefined }
}
