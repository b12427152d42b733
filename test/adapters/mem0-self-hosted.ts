import type { Mem0Asked, Mem0Said } from './mem0-server.ts'
import { rewrite, shown } from './mem0-shelf.ts'
import type { Mem0Shelf } from './mem0-shelf.ts'

const refuse = (status: number, detail: unknown): Mem0Said => ({ status, body: { detail } })
const broken = refuse(500, "'NoneType' object has no attribute 'payload'")
const done = (message: string): Mem0Said => ({ status: 200, body: { message } })
/** What one deletion takes, whatever it says. */
const AT_ONCE = 100

/** The routes of the server that one runs oneself. `legacy`: as its image was published first. */
export function createMem0SelfHosted(shelf: Mem0Shelf, key: string, legacy: boolean) {
  function add({ user_id: user, messages, metadata, infer }: Record<string, unknown>): Mem0Said {
    if (typeof user !== 'string' || user === '') return refuse(400, 'At least one identifier is required.')
    if (!Array.isArray(messages)) return refuse(422, [{ loc: ['body', 'messages'] }])
    const rewritten =
      legacy && infer === false ? messages.map(({ content }) => ({ content: `User: ${content}` })) : messages
    const kept = shelf.keep(user, rewritten, metadata ?? {})
    const results = kept.map(({ id, text }) => ({ id, memory: text, event: 'ADD', actor_id: null, role: 'user' }))
    return { status: 200, body: { results } }
  }

  function search({ query, user_id: beside, filters, top_k: limit = 20 }: Record<string, unknown>): Mem0Said {
    if (typeof query !== 'string') return refuse(422, [{ loc: ['body', 'query'] }])
    const inside = (filters as { user_id?: unknown } | undefined)?.user_id
    const user = legacy ? beside : (beside ?? inside)
    if (typeof user !== 'string' || user === '') {
      return refuse(legacy ? 500 : 400, "At least one of 'user_id', 'agent_id', or 'run_id' must be provided.")
    }
    const hits = shelf.find(user, query, Number(limit))
    return { status: 200, body: { results: hits.map((hit) => ({ ...shown(hit), score: hit.score })) } }
  }

  /** Without a person it shows what it has of everybody. */
  function list(query: URLSearchParams): Mem0Said {
    const user = query.get('user_id')
    const limit = legacy ? AT_ONCE : Number(query.get('top_k') ?? 20)
    if (!(limit >= 0 && limit <= 1000)) return refuse(422, [{ loc: ['query', 'top_k'] }])
    const rows = shelf.rows.filter((row) => !user || row.user === user).slice(0, limit)
    return { status: 200, body: { results: rows.map(shown) } }
  }

  function removeAll(query: URLSearchParams): Mem0Said {
    const user = query.get('user_id')
    if (!user) return refuse(400, 'At least one identifier is required.')
    for (const row of shelf.rows.filter((row) => row.user === user).slice(0, AT_ONCE)) {
      shelf.rows.splice(shelf.rows.indexOf(row), 1)
    }
    return done('All relevant memories deleted')
  }

  function one(id: string, { method, body }: Mem0Asked): Mem0Said {
    const row = shelf.rows.find((row) => row.id === id)
    if (method === 'GET') return { status: 200, body: row ? shown(row) : null }
    if (!row) return legacy ? broken : refuse(404, `Memory with id ${id} not found`)
    if (method === 'DELETE') {
      shelf.rows.splice(shelf.rows.indexOf(row), 1)
      return done('Memory deleted successfully')
    }
    if (typeof body?.['text'] !== 'string') return refuse(422, [{ loc: ['body', 'text'] }])
    rewrite(row, body['text'])
    return done('Memory updated successfully!')
  }

  return (asked: Mem0Asked): Mem0Said => {
    const { method, path, query, headers, body } = asked
    if (headers['x-api-key'] !== key) return refuse(401, 'Invalid API key.')
    if (path !== '/' && path.endsWith('/')) return { status: 307, headers: { location: path.slice(0, -1) } }
    if (method === 'POST' && !body) return refuse(422, [{ loc: ['body'] }])
    if (method === 'POST' && path === '/memories') return add(body ?? {})
    if (method === 'POST' && path === '/search') return search(body ?? {})
    if (method === 'GET' && path === '/memories') return list(query)
    if (method === 'DELETE' && path === '/memories') return removeAll(query)
    const id = /^\/memories\/([^/]+)$/.exec(path)?.[1]
    return id === undefined ? refuse(404, 'Not Found') : one(id, asked)
  }
}
