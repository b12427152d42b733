import type { JsonObject, Mem0Request } from './mem0-exchange.ts'

export interface Mem0Message {
  role: 'user'
  content: string
}

export type Mem0Metadata = Readonly<Record<string, string | number | boolean>>

export interface Mem0Addition {
  messages: readonly Mem0Message[]
  metadata: Mem0Metadata
  /** False: kept word by word. */
  infer: boolean
  /** When it was said, in milliseconds. */
  at?: number
}

/** What each of the two servers wants to be asked. Whatever is not about one memory names its person. */
export interface Mem0Routes {
  add(person: string, addition: Mem0Addition): Mem0Request
  /** Absent where an add is answered once it is done. */
  outcome?(event: string): Mem0Request
  search(person: string, text: string, limit: number): Mem0Request
  list(person: string, page: number): Mem0Request
  /** The rows of that page among what `list` was answered with, and whether there are more. */
  pageIn<T>(rows: readonly T[], page: number, reply: JsonObject | null): { rows: readonly T[]; more: boolean }
  get(id: string): Mem0Request
  update(id: string, text: string): Mem0Request
  remove(id: string): Mem0Request
  removeAll(person: string): Mem0Request
}

const PAGE = 100
/** The most that a server of one's own lists. */
const MAX_LISTED = 1000

/** The platform. A path without its last slash is another place there. */
export const hostedRoutes: Mem0Routes = {
  add: (person, { at, ...addition }) => ({
    method: 'POST',
    path: '/v3/memories/add/',
    body: { ...addition, user_id: person, ...(at !== undefined && { timestamp: Math.floor(at / 1000) }) },
  }),
  outcome: (event) => ({ method: 'GET', path: `/v1/event/${event}/` }),
  search: (person, text, limit) => ({
    method: 'POST',
    path: '/v3/memories/search/',
    body: { query: text, filters: { user_id: person }, top_k: limit },
  }),
  list: (person, page) => ({
    method: 'POST',
    path: `/v3/memories/?page=${page}&page_size=${PAGE}`,
    body: { filters: { user_id: person } },
  }),
  // The address of the next page is a sign that there is one, and never asked.
  pageIn: (rows, _page, reply) => ({ rows, more: typeof reply?.['next'] === 'string' }),
  get: (id) => ({ method: 'GET', path: `/v1/memories/${id}/` }),
  update: (id, text) => ({ method: 'PUT', path: `/v1/memories/${id}/`, body: { text } }),
  remove: (id) => ({ method: 'DELETE', path: `/v1/memories/${id}/` }),
  removeAll: (person) => ({ method: 'DELETE', path: `/v1/memories/?user_id=${person}` }),
}

/** A server of one's own. It knows no events, no pages and no time but its own. */
export const selfHostedRoutes: Mem0Routes = {
  add: (person, { at, metadata, ...addition }) => ({
    method: 'POST',
    path: '/memories',
    body: {
      ...addition,
      user_id: person,
      metadata: at === undefined ? metadata : { ...metadata, said_at: new Date(at).toISOString() },
    },
  }),
  // The published image reads the person beside the filters only, newer ones inside; these take both.
  search: (person, text, limit) => ({
    method: 'POST',
    path: '/search',
    body: { query: text, user_id: person, filters: { user_id: person }, top_k: limit },
  }),
  list: (person, page) => ({
    method: 'GET',
    path: `/memories?user_id=${person}&top_k=${Math.min(page * PAGE, MAX_LISTED)}`,
  }),
  pageIn: (rows, page) => ({
    rows: rows.slice((page - 1) * PAGE, page * PAGE),
    more: rows.length >= page * PAGE,
  }),
  get: (id) => ({ method: 'GET', path: `/memories/${id}` }),
  update: (id, text) => ({ method: 'PUT', path: `/memories/${id}`, body: { text } }),
  remove: (id) => ({ method: 'DELETE', path: `/memories/${id}` }),
  removeAll: (person) => ({ method: 'DELETE', path: `/memories?user_id=${person}` }),
}
