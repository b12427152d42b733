import { Mem0Error } from './mem0-error.ts'
import { createMem0Exchange } from './mem0-exchange.ts'
import type { JsonObject, Mem0Request } from './mem0-exchange.ts'
import { addedOf, hitsOf, isMem0Id, memoriesOf, outcomeOf } from './mem0-replies.ts'
import type { Mem0Added, Mem0Hit, Mem0Memory, Mem0Outcome } from './mem0-replies.ts'
import { hostedRoutes, selfHostedRoutes } from './mem0-routes.ts'
import type { Mem0Addition, Mem0Message, Mem0Metadata } from './mem0-routes.ts'

export interface Mem0Timeouts {
  connectMs: number
  searchMs: number
  /** A server of one's own extracts before it answers. */
  addMs: number
  callMs: number
}

export interface Mem0ClientOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  baseUrl: string
  apiKey?: string | undefined
  /** The platform, not a server of one's own. */
  hosted: boolean
  timeouts?: Partial<Mem0Timeouts>
}

/**
 * `person` is a pseudonym, never empty. Every call rejects with a `Mem0Error` and nothing else. Nothing is asked twice:
 * an `add` that broke off may have been heard, and one that is pending still comes after a `removeAll`.
 */
export interface Mem0Client extends AsyncDisposable {
  add(
    person: string,
    messages: readonly Mem0Message[],
    said: { at: number; metadata: Mem0Metadata },
    signal: AbortSignal,
  ): Promise<Mem0Added>
  /** What became of an add that was pending. */
  outcome(event: string, signal: AbortSignal): Promise<Mem0Outcome>
  /** Best first. */
  search(person: string, text: string, limit: number, signal: AbortSignal): Promise<Mem0Hit[]>
  /** From page 1 on. A server of one's own lists no more than 1,000. */
  list(person: string, page: number, signal: AbortSignal): Promise<{ memories: readonly Mem0Memory[]; more: boolean }>
  /** Word by word, where the server can. */
  create(person: string, text: string, metadata: Mem0Metadata, signal: AbortSignal): Promise<Mem0Added>
  update(id: string, text: string, signal: AbortSignal): Promise<void>
  /** One that is gone already is fine. */
  remove(id: string, signal: AbortSignal): Promise<void>
  removeAll(person: string, signal: AbortSignal): Promise<void>
}

const TIMEOUTS: Mem0Timeouts = { connectMs: 2_000, searchMs: 2_000, addMs: 60_000, callMs: 10_000 }
/** A whole page that somebody pastes is no better a question, and some embedders fail on it. */
const MAX_QUERY = 2_000
/** A hundred go with each, on servers that do not take all. */
const MAX_ROUNDS = 100

export function createMem0Client({ baseUrl, apiKey, hosted, timeouts = {} }: Mem0ClientOptions): Mem0Client {
  const { connectMs, searchMs, addMs, callMs } = { ...TIMEOUTS, ...timeouts }
  const routes = hosted ? hostedRoutes : selfHostedRoutes
  const exchange = createMem0Exchange(baseUrl, authorizationOf(apiKey, hosted), connectMs)

  const ask = (message: Mem0Request, timeoutMs: number, signal: AbortSignal): Promise<JsonObject | null> =>
    exchange.ask(message, { timeoutMs }, signal)

  async function add(person: string, addition: Mem0Addition, signal: AbortSignal): Promise<Mem0Added> {
    const messages = addition.messages.map(({ role, content }) => ({ role, content: sendable(content) }))
    const reply = await ask(routes.add(named(person), { ...addition, messages }), addMs, signal)
    const added = addedOf(reply)
    if (added.kind === 'pending' && !routes.outcome) throw new Mem0Error('garbled', { reason: 'nothing to wait for' })
    return added
  }

  async function list(person: string, page: number, signal: AbortSignal) {
    const reply = await ask(routes.list(named(person), page), callMs, signal)
    const { rows, more } = routes.pageIn(memoriesOf(reply, person), page, reply)
    return { memories: rows, more }
  }

  const isAbsent = (id: string, signal: AbortSignal): Promise<boolean> =>
    exchange.ask(routes.get(id), { timeoutMs: callMs, mayBeAbsent: true }, signal).then(
      (memory) => memory === null,
      () => false,
    )

  return {
    async add(person, messages, { at, metadata }, signal) {
      return add(person, { messages, metadata, infer: true, at }, signal)
    },

    async outcome(event, signal) {
      const message = routes.outcome?.(known(event))
      if (!message) throw new Mem0Error('refused', { reason: 'no events here' })
      return outcomeOf(await ask(message, callMs, signal), event)
    },

    async search(person, text, limit, signal) {
      const query = sendable(text.slice(0, MAX_QUERY)).trim()
      const message = routes.search(named(person), query, limit)
      if (query === '' || limit < 1) return []
      return hitsOf(await ask(message, searchMs, signal), person).slice(0, limit)
    },

    list,

    async create(person, text, metadata, signal) {
      return add(person, { messages: [{ role: 'user', content: text }], metadata, infer: false }, signal)
    },

    async update(id, text, signal) {
      await ask(routes.update(known(id), sendable(text)), callMs, signal)
    },

    async remove(id, signal) {
      try {
        await exchange.ask(routes.remove(known(id)), { timeoutMs: callMs, mayBeAbsent: true }, signal)
      } catch (error) {
        // Older servers of one's own fail at what is not there.
        const mayBeGone = !hosted && error instanceof Mem0Error && error.code === 'unavailable'
        if (!mayBeGone || !(await isAbsent(id, signal))) throw error
      }
    },

    async removeAll(person, signal) {
      const message = routes.removeAll(named(person))
      for (let round = 0; round < MAX_ROUNDS; round++) {
        await ask(message, callMs, signal)
        // The platform takes all, by and by. Servers of one's own say that all is gone after the first hundred.
        if (hosted || (await list(person, 1, signal)).memories.length === 0) return
      }
      throw new Mem0Error('unavailable', { reason: 'memories are left' })
    },

    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}

function authorizationOf(apiKey: string | undefined, hosted: boolean): Record<string, string> {
  if (!apiKey) return {}
  return hosted ? { authorization: `Token ${apiKey}` } : { 'x-api-key': apiKey }
}

/** Without a person some servers answer with everybody's memories, and `*` is everybody on the platform. */
function named(person: string): string {
  if (!isMem0Id(person)) throw new Mem0Error('refused', { reason: 'no person is named' })
  return person
}

/** Without an id the path of one memory is that of all. */
function known(id: string): string {
  if (!isMem0Id(id)) throw new Mem0Error('refused', { reason: 'no id' })
  return id
}

/** Half of a surrogate pair, or a NUL, is more than some stores behind Mem0 can hold: they fail for everybody. */
function sendable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
