import { createMem0Client } from '../../src/adapters/memory/mem0-client.ts'
import type { Mem0Timeouts } from '../../src/adapters/memory/mem0-client.ts'
import { createMem0Keeper } from '../../src/adapters/memory/mem0-keeper.ts'
import type { Wait } from '../../src/adapters/memory/mem0-await.ts'
import { createReadFacts } from '../../src/memory/read-facts.ts'
import { createKeeper } from '../../src/memory/create-keeper.ts'
import { fuse } from '../../src/memory/fuse.ts'
import { hashOf } from '../../src/memory/lessons.ts'
import type { Said } from '../../src/ports/memory.ts'
import { createBreaker } from '../../src/std/breaker.ts'
import { aConversation, allSlices, erasure, finish, type OpenStore, started } from '../contracts/store-under-test.ts'
import { startMem0Server } from './mem0-server.ts'
import type { Mem0ServerOptions } from './mem0-server.ts'

/** Of everybody here: it is in no request. */
export const CANARY = 'uid-4kTz81'
export const ann = { userId: `ann ${CANARY}`, namespace: 'v1' }
export const bob = { userId: `bob ${CANARY}`, namespace: 'v1' }
export const kinds: [string, boolean][] = [
  ['the platform', true],
  ['a server of one’s own', false],
]
const mostFailures = 3
const openMs = 30_000
const minute = 60_000
export const { signal: never } = new AbortController()

export interface WorldOptions extends Omit<Mem0ServerOptions, 'hosted'> {
  timeouts?: Partial<Mem0Timeouts>
  wait?: Wait
  recallMs?: number
}

/** Mem0, a store, and the keeper between them; time stands still until it is moved. */
async function openWorld(
  open: OpenStore,
  hosted: boolean,
  { timeouts, wait, recallMs = 20_000, ...options }: WorldOptions = {},
) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startMem0Server({ hosted, ...options }))
  const client = stack.use(
    createMem0Client({ baseUrl: server.url, apiKey: server.key, hosted, ...(timeouts && { timeouts }) }),
  )
  const store = stack.use(await open())
  const clock = { now: Date.UTC(2026, 0, 15, 12) }
  const now = (): number => clock.now
  let seq = 0
  const waits: number[] = []
  const troubles: unknown[] = []
  const builtin = createKeeper({
    readFacts: createReadFacts(),
    ...store,
    embedder: undefined,
    ask: undefined,
    now,
    onTrouble: (error) => troubles.push(error),
  })
  const keeper = createMem0Keeper({
    ...store,
    client,
    builtin,
    breaker: createBreaker({ failures: mostFailures, openMs, now }),
    fuse,
    hashOf,
    now,
    onTrouble: (error) => troubles.push(error),
    recallMs,
    wait: async (ms, signal) => {
      waits.push(ms)
      if (ms > 1e6) throw new Error('It waits on and on')
      if (wait) await wait(ms, signal)
      else server.settle()
    },
  })

  /** A message of a conversation, which a chore asks to be learned from. */
  async function say(text: string, { scope = ann, conversation = '', imported = false } = {}) {
    const id = conversation || (await aConversation(store, scope, now()))
    const job = await started(store, id, { content: text, now: now() }, scope)
    await finish(store, job, 'I see', { now: now() })
    const messageId = job.run.userMessageId ?? ''
    const chore = { kind: 'learn', subject: id, userId: scope.userId, payload: { messageId } } as const
    await store.chores.add({ ...chore, seq: ++seq, due: now() }, now())
    const said: Said = { text, at: now(), messageId, conversationId: id, imported }
    return { conversation: id, messageId, said }
  }

  /** Whatever else is due stays so. */
  async function claimLesson(): Promise<string> {
    const others: string[] = []
    for (;;) {
      const claimed = await store.chores.claim(now(), minute, 32)
      if (!claimed) throw new Error('There is nothing to learn from')
      if (claimed.kind !== 'learn') {
        others.push(claimed.claim)
        continue
      }
      for (const other of others) await store.chores.postpone(other, now())
      return claimed.claim
    }
  }

  async function learnFrom(said: readonly Said[], { scope = ann, signal = never } = {}): Promise<void> {
    const claimed = await claimLesson()
    await keeper.observe(scope.userId, said, claimed, signal)
    await store.chores.done(claimed)
  }

  return {
    server,
    client,
    store,
    builtin,
    keeper,
    clock,
    waits,
    troubles,
    say,
    claimLesson,
    learnFrom,

    /** Says it, and it is learned from. */
    async learn(text: string, { scope = ann, conversation = '' } = {}) {
      const message = await say(text, { scope, conversation })
      await learnFrom([message.said], { scope })
      return message
    },

    async recall(text: string, { scope = ann, signal = never, limit = 20, budgetTokens = 900 } = {}) {
      const recalled = await keeper.recall(scope.userId, { text, limit, budgetTokens }, signal)
      return { ...recalled, texts: recalled.items.map((item) => item.text) }
    },

    async list(scope = ann) {
      return (await keeper.list(scope.userId, { limit: 100 })).items
    },

    async person(scope = ann): Promise<string> {
      return (await store.pseudonyms.known(scope.userId)) ?? 'nobody'
    },

    /** All that another service is to be told, as long as there is anything due within so long; how often that failed. */
    async doChores(withinMs = 0): Promise<number> {
      let failed = 0
      for (;;) {
        const claimed = await store.chores.claim(now() + withinMs, minute, 32)
        if (!claimed) return failed
        if (claimed.kind !== 'mirror') {
          await store.chores.done(claimed.claim)
          continue
        }
        try {
          await keeper.mirror(claimed.chores[0]?.payload ?? {}, never)
          server.settle()
          await store.chores.done(claimed.claim)
        } catch {
          failed += 1
          await store.chores.postpone(claimed.claim, now() + withinMs + 1)
        }
      }
    },

    async deleteConversation(id: string, scope = ann): Promise<void> {
      await store.conversations.hide(scope, id)
      await allSlices(() => store.upkeep.purge({ conversationId: id }))
    },

    async erase(scope = ann): Promise<void> {
      await keeper.forget(scope.userId)
      await store.people.hide(scope.userId, erasure(scope.userId))
      await allSlices(() => store.upkeep.purge({ userId: scope.userId }))
    },

    /** Mem0 is asked again. */
    later(ms = openMs): void {
      clock.now += ms
    },

    /** Nothing that anybody could be known by has left. */
    leaks: (): unknown[] =>
      server.requests.filter((request) =>
        JSON.stringify([request.path, [...request.query], request.headers, request.body]).includes(CANARY),
      ),

    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** The same, each on a store of its own. */
export const worldsOn =
  (open: OpenStore) =>
  (hosted: boolean, options?: WorldOptions): Promise<World> =>
    openWorld(open, hosted, options)

export const textsOf = (items: readonly { text: string }[]): string[] => items.map(({ text }) => text).sort()
