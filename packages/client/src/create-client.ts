import type { Client, SendOptions } from './client.ts'
import { createAnswer } from './create-answer.ts'
import { createTransport, type Call } from './create-transport.ts'
import { listOf } from './list-of.ts'
import { pathOf, queryOf } from './path-of.ts'
import { defaultPatience, type Patience } from './patience.ts'
import type { Erased, Page, Run } from './protocol.ts'
import { randomKey } from './random-key.ts'

export type * from './answer.ts'
export type * from './answer-event.ts'
export type * from './client.ts'
export type { List } from './list-of.ts'
export type { Patience } from './patience.ts'
export type * from './protocol.ts'
export { AnswerError } from './answer-error.ts'
export { isTerminal } from './answer-event.ts'
export { ColloquyError, type Problem } from './colloquy-error.ts'

export interface ClientOptions {
  /** Where the server is; the origin of the page where it is left out. */
  baseUrl?: string | undefined
  /** Sent in the Authorization header, and nowhere else. A function is asked anew for every request. */
  token?: string | (() => string | Promise<string>) | undefined
  fetch?: typeof fetch | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  patience?: Partial<Patience> | undefined
}

/** An import is written before it is answered, and an export is read to its end. */
const longMs = 900_000

export function createClient({ baseUrl = '', token, fetch, headers = {}, patience }: ClientOptions = {}): Client {
  const transport = createTransport({
    baseUrl,
    token,
    fetch,
    headers,
    patience: { ...defaultPatience, ...patience },
  })

  const call = <Result>(method: Call['method'], path: string, more?: Omit<Call, 'method' | 'path'>): Promise<Result> =>
    transport.call<Result>({ method, path, ...more })

  const list = <Item>(path: string, query: object, signal: AbortSignal | undefined) =>
    listOf((cursor) => call<Page<Item>>('GET', path + queryOf({ ...query, ...(cursor && { cursor }) }), { signal }))

  const stop: Client['stop'] = (runId, { signal } = {}) =>
    call('POST', pathOf`/v1/runs/${runId}/stop`, { signal, again: true })

  function begin(path: string, { idempotencyKey = randomKey(), ...body }: SendOptions, signal?: AbortSignal) {
    const ask = { method: 'POST' as const, path, body, headers: { 'idempotency-key': idempotencyKey } }
    return createAnswer({ transport, begin: ask, signal, stop })
  }

  return {
    conversations: {
      create: (body = {}, { signal } = {}) => call('POST', '/v1/conversations', { body, signal }),
      list: (query = {}, { signal } = {}) => list('/v1/conversations', query, signal),
      get: (id, { signal } = {}) => call('GET', pathOf`/v1/conversations/${id}`, { signal }),
      update: (id, body, { signal } = {}) => call('PATCH', pathOf`/v1/conversations/${id}`, { body, signal }),
      delete: (id, { signal } = {}) => call('DELETE', pathOf`/v1/conversations/${id}`, { signal, timeoutMs: longMs }),
      import: (body, { signal } = {}) => call('POST', '/v1/conversations/import', { body, signal, timeoutMs: longMs }),
      messages: (id, query = {}, { signal } = {}) => list(pathOf`/v1/conversations/${id}/messages`, query, signal),
      run: async (id, { signal } = {}) =>
        (await call<Run | undefined>('GET', pathOf`/v1/conversations/${id}/run`, { signal })) ?? null,
    },
    send: (id, message, { signal } = {}) => begin(pathOf`/v1/conversations/${id}/messages`, message, signal),
    regenerate: (id, messageId, options = {}, { signal } = {}) =>
      begin(pathOf`/v1/conversations/${id}/messages/${messageId}/regenerate`, options, signal),
    follow: (runId, { after, signal } = {}) => createAnswer({ transport, runId, after, signal, stop }),
    run: (id, { signal } = {}) => call('GET', pathOf`/v1/runs/${id}`, { signal }),
    stop,
    async decideTool(runId, callId, { approve }, { signal } = {}) {
      await call('POST', pathOf`/v1/runs/${runId}/tools/${callId}`, { body: { approve }, signal, again: true })
    },
    search: (q, page = {}, { signal } = {}) => list('/v1/search', { q, ...page }, signal),
    me: {
      get: ({ signal } = {}) => call('GET', '/v1/me', { signal }),
      update: (body, { signal } = {}) => call('PATCH', '/v1/me', { body, signal }),
      export: ({ signal } = {}) => call('GET', '/v1/me/export', { signal, timeoutMs: longMs }),
      delete: async ({ signal } = {}) =>
        (await call<{ erased: Erased }>('DELETE', '/v1/me', { signal, timeoutMs: longMs })).erased,
    },
    memories: {
      list: (query = {}, { signal } = {}) => list('/v1/memories', query, signal),
      create: (body, { signal } = {}) => call('POST', '/v1/memories', { body, signal }),
      update: (id, body, { signal } = {}) => call('PATCH', pathOf`/v1/memories/${id}`, { body, signal }),
      delete: (id, { signal } = {}) => call('DELETE', pathOf`/v1/memories/${id}`, { signal }),
      clear: async ({ signal } = {}) => (await call<{ deleted: number }>('DELETE', '/v1/memories', { signal })).deleted,
      recall: (body, { signal } = {}) => call('POST', '/v1/memories/recall', { body, signal, again: true }),
    },
    feedback: (messageId, body, { signal } = {}) =>
      call('POST', pathOf`/v1/messages/${messageId}/feedback`, { body, signal, again: true }),
    usage: (query = {}, { signal } = {}) => list('/v1/usage', query, signal),
    personas: ({ signal } = {}) => list('/v1/personas', {}, signal),
    models: ({ signal } = {}) => list('/v1/models', {}, signal),
  }
}
