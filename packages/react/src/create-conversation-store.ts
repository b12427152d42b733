import { type Client, ColloquyError, type SendOptions } from '@colloquy/client'
import type {
  Branches,
  ConversationActions,
  ConversationError,
  ConversationHooks,
  ConversationStatus,
  ConversationView,
} from './conversation-view.ts'
import { createLiveAnswers, type Live } from './create-live-answers.ts'
import { createMessageTree } from './create-message-tree.ts'
import { createNotices } from './create-notices.ts'
import { createPendingSends, type PendingSend, type PendingStorage } from './create-pending-sends.ts'
import { createPresence } from './create-presence.ts'
import { createTicker } from './create-ticker.ts'
import { randomKey } from './random-key.ts'

export interface StoreOptions extends ConversationHooks {
  client: Client
  conversationId?: string | undefined
  persona?: string | undefined
  storage?: PendingStorage | null | undefined
}

export interface ConversationStore {
  view(): ConversationView
  /** By now: a view is of a moment ago. */
  conversationId(): string | undefined
  subscribe(listener: () => void): () => void
  /** What a page may change while it shows the same conversation. */
  update(options: StoreOptions): void
  /** From here on somebody looks, until the function that it returns is called. */
  attach(): () => void
  actions: ConversationActions
}

interface Trouble {
  error: ConversationError
  retry(): Promise<unknown>
}

interface Unaccepted {
  message: PendingSend
  /** The person has not chosen its place: it goes behind whatever is last when it is sent. */
  isLast: boolean
  /** The server knows nothing of it. */
  isRefused: boolean
}

const pageSize = 100

const userIdOf = ({ idempotencyKey }: PendingSend): string => `sending:${idempotencyKey}`
const answerIdOf = ({ idempotencyKey }: PendingSend): string => `answering:${idempotencyKey}`

const keyed = (content: string, more: SendOptions): PendingSend => ({
  ...more,
  content,
  idempotencyKey: more.idempotencyKey ?? randomKey(),
})

export function createConversationStore(first: StoreOptions): ConversationStore {
  const { client } = first
  let options = first
  let { conversationId } = first
  const pending = createPendingSends(first.storage)
  const tree = createMessageTree()
  const notices = createNotices()
  /** What was sent and not accepted yet, by the id that it is shown with. */
  const unaccepted = new Map<string, Unaccepted>()
  const listeners = new Set<() => void>()
  let cursor: string | null = null
  let trouble: Trouble | undefined
  let isLoading = conversationId !== undefined
  let loading: Promise<void> | undefined
  let beginning: Promise<string> | undefined
  const changed = createTicker(() => {
    shown = viewNow()
    for (const listener of listeners) listener()
  })
  const lives = createLiveAnswers({
    client,
    tree,
    notices,
    changed,
    onFailed: (error) => fail(error, () => actions.regenerate(error.answer.id)),
    onBrokenOff,
  })
  let shown = viewNow()

  function statusNow(live: readonly Live[], away: Live | undefined): ConversationStatus {
    if (isLoading) return 'loading'
    if (away) return 'reconnecting'
    if (live.length > 0 || beginning) return 'answering'
    return trouble ? 'failed' : 'idle'
  }

  function viewNow(): ConversationView {
    const live = lives.all()
    const away = live.find(({ retryAt }) => retryAt !== undefined)
    const messages = tree.branch()
    const keys = new Set(messages.map(({ key }) => key))
    return {
      conversationId,
      messages,
      status: statusNow(live, away),
      error: trouble?.error,
      notices: notices.list().filter(({ messageKey }) => keys.has(messageKey)),
      hasEarlier: cursor !== null && (messages[0]?.parentId ?? null) !== null,
      retryAt: away?.retryAt,
      reason: away?.reason,
    }
  }

  function fail(error: unknown, retry: Trouble['retry']): void {
    trouble = { error: error instanceof Error ? error : new Error(String(error)), retry }
    changed()
  }

  /** Its run goes on without this reader, or there is none. */
  function onBrokenOff({ runId, userId, answerId }: Live, error: unknown): void {
    if (runId !== undefined) {
      fail(error, async () => {
        trouble = undefined
        lives.follow(runId, { userId, answerId })
      })
      return
    }
    if (answerId !== undefined) tree.remove(answerId)
    setUnsent(userId)
    fail(error, resend)
    if (error instanceof ColloquyError && error.code === 'run_in_progress') void comeBehind(userId, error.runId)
  }

  /** This person has asked something else in another tab: that is shown, and what was not sent behind it. */
  async function comeBehind(userId: string | undefined, runId: string | undefined): Promise<void> {
    await actions.refresh()
    const answerId = lives.all().find((live) => live.runId === runId)?.answerId
    if (answerId === undefined || userId === undefined) return
    putUnsentBehind(answerId)
    tree.show(userId)
    changed()
  }

  /** Those that were not sent, in their order; but for those that the person has put elsewhere. */
  function putUnsentBehind(id: string | null): void {
    let last = id
    for (const [userId, { isLast }] of unaccepted) {
      const user = tree.get(userId)
      if (!isLast || user?.delivery !== 'unsent') continue
      tree.put({ ...user, parentId: last, seq: tree.lastSeq() + 1 })
      last = userId
    }
  }

  const lastStored = (): string | null => tree.branch().findLast(({ delivery }) => delivery !== 'unsent')?.id ?? null

  function setUnsent(userId: string | undefined): void {
    const user = tree.get(userId ?? '')
    if (!user) return
    tree.put({ ...user, delivery: 'unsent' })
    putUnsentBehind(lastStored())
  }

  /** A message as it is shown until the server has told how it stores it. */
  function draft(id: string, role: 'user' | 'assistant', parentId: string | null, content = ''): void {
    tree.put({
      id,
      key: id,
      conversationId: conversationId ?? '',
      seq: tree.lastSeq() + 1,
      parentId,
      role,
      content,
      status: role === 'user' ? 'completed' : 'streaming',
      runId: null,
      model: null,
      usage: null,
      createdAt: new Date().toISOString(),
      delivery: 'sending',
    })
  }

  /** The conversation, begun where there is none yet. */
  function begun(): Promise<string> {
    if (conversationId !== undefined) return Promise.resolve(conversationId)
    beginning ??= client.conversations
      .create(options.persona === undefined ? {} : { persona: options.persona })
      .then((conversation) => {
        conversationId = conversation.id
        options.onCreated?.(conversation)
        return conversation.id
      })
      .finally(() => (beginning = undefined))
    return beginning
  }

  /** Shows it with an answer to come. `isShown`: what was loaded has it already. */
  function put(message: PendingSend, isLast: boolean, isShown = false): Unaccepted {
    const userId = userIdOf(message)
    const answerId = answerIdOf(message)
    const sending = { message, isLast, isRefused: false }
    unaccepted.set(userId, sending)
    if (!isShown) {
      tree.remove(answerId)
      tree.remove(userId)
      draft(userId, 'user', isLast ? lastStored() : (message.parentId ?? null), message.content)
      draft(answerId, 'assistant', userId)
      tree.show(answerId)
      putUnsentBehind(answerId)
    }
    changed()
    return sending
  }

  /** Resolves with whether it was accepted. `isShown`: what was loaded has it already. */
  async function deliver(message: PendingSend, isLast: boolean, isShown = false): Promise<boolean> {
    const userId = userIdOf(message)
    const answerId = answerIdOf(message)
    trouble = undefined
    const sending = put(message, isLast, isShown)
    let id: string
    try {
      id = await begun()
    } catch (error) {
      tree.remove(answerId)
      setUnsent(userId)
      sending.isRefused = true
      fail(error, resend)
      return false
    }
    pending.add(id, message)
    const places = isShown ? {} : { userId, answerId }
    const error = await lives.watch(places, (signal) => client.send(id, message, { signal }))
    // What was refused for good is kept on the page alone; what may never have arrived is sent again after a reload.
    sending.isRefused = error instanceof ColloquyError && !error.retryable
    if (error === undefined || sending.isRefused) pending.remove(id, message.idempotencyKey)
    if (error === undefined) unaccepted.delete(userId)
    return error === undefined
  }

  async function resend(): Promise<void> {
    for (const [userId, { message, isLast, isRefused }] of unaccepted) {
      if (tree.get(userId)?.delivery === 'sending') continue
      // What may have arrived has to be asked for in the same words.
      const again = isLast && isRefused ? { ...message, parentId: parentNow() } : message
      if (!(await deliver(again, isLast))) return
    }
  }

  function forget(userId: string): void {
    const message = unaccepted.get(userId)?.message
    if (!message || tree.get(userId)?.delivery !== 'unsent') return
    unaccepted.delete(userId)
    tree.remove(userId)
    if (conversationId !== undefined) pending.remove(conversationId, message.idempotencyKey)
  }

  /** Where a message goes that names no place: behind what is seen or, while that is not finished, where the server puts it. */
  function parentNow(): string | undefined {
    const last = tree.branch().findLast(({ delivery }) => delivery !== 'unsent')
    return last?.delivery === 'stored' && last.status !== 'streaming' ? last.id : undefined
  }

  const readPage = (id: string, signal: AbortSignal, from?: string) =>
    client.conversations.messages(id, { order: 'desc', limit: pageSize, cursor: from }, { signal })

  async function readNewest(id: string, signal: AbortSignal): Promise<void> {
    const [first, run] = await Promise.all([readPage(id, signal), client.conversations.run(id, { signal })])
    // It may have begun after the list was read.
    const isNew = run !== null && first.data.every(({ runId }) => runId !== run.id)
    const { data, nextCursor } = isNew ? await readPage(id, signal) : first
    // Their ids are not known yet: a list would show them twice.
    if (lives.isSending()) return
    const isGap = (data.at(-1)?.seq ?? 0) > tree.lastSeq() + 1
    if (isGap) tree.clear()
    if (isGap || cursor === null) cursor = nextCursor
    lives.merge(data)
    for (const { runId, id: answerId } of data)
      if (runId !== null && tree.get(answerId)?.status === 'streaming') lives.follow(runId, { answerId })
  }

  /** What was on its way when the page went away: its key sees to it that it is there once. */
  function sendAgain(id: string): void {
    for (const message of pending.list(id)) {
      if (unaccepted.has(userIdOf(message))) continue
      const isThere = tree
        .branch()
        .some(
          ({ role, content, parentId }) =>
            role === 'user' && content === message.content && parentId === (message.parentId ?? null),
        )
      void deliver(message, message.parentId === undefined, isThere)
    }
  }

  async function load(id: string, signal: AbortSignal): Promise<void> {
    try {
      await readNewest(id, signal)
      sendAgain(id)
    } catch (error) {
      if (!signal.aborted) fail(error, start)
    } finally {
      isLoading = false
      changed()
    }
  }

  async function loadUpTo(messageId: string, retry: Trouble['retry']): Promise<void> {
    const signal = presence.signal()
    if (conversationId === undefined || !signal) return
    try {
      while (cursor !== null && !tree.get(messageId)) {
        const page = await readPage(conversationId, signal, cursor)
        cursor = page.nextCursor
        lives.merge(page.data)
      }
    } catch (error) {
      if (!signal.aborted) fail(error, retry)
    }
  }

  async function start(): Promise<void> {
    const signal = presence.signal()
    if (conversationId === undefined || !signal) return
    isLoading = tree.branch().length === 0
    trouble = undefined
    changed()
    await (loading = load(conversationId, signal))
  }

  const presence = createPresence({
    onCome: () => void start(),
    onSeen: () => void actions.refresh(),
    onGone: () => lives.leave(),
  })

  const actions: ConversationActions = {
    async send(content, more = {}) {
      const message = keyed(content, more)
      if (isLoading && conversationId) {
        // It is seen, and outlasts a reload, before it is known what it is said to.
        pending.add(conversationId, message)
        put(message, true)
      }
      await loading
      return deliver({ parentId: parentNow(), ...message }, true)
    },
    async stop() {
      try {
        // What is said in a conversation that is only being begun has an answer right after it.
        await beginning
        await Promise.all(lives.all().map(({ answer }) => answer.stop()))
      } catch (error) {
        // Where there is nothing to be stopped any more, it has been told why.
        if (lives.all().length > 0) fail(error, actions.stop)
      }
    },
    async regenerate(messageId, more = {}) {
      const message = tree.get(messageId)
      if (conversationId === undefined || !message) return false
      const id = conversationId
      const answerId = `answering:${randomKey()}`
      trouble = undefined
      draft(answerId, 'assistant', message.parentId)
      tree.show(answerId)
      const error = await lives.watch({ answerId }, (signal) => client.regenerate(id, messageId, more, { signal }))
      if (error !== undefined) fail(error, () => actions.regenerate(messageId, more))
      return error === undefined
    },
    async edit(messageId, content, more = {}) {
      const message = tree.get(messageId)
      if (!message) return false
      forget(messageId)
      return deliver({ ...keyed(content, more), parentId: message.parentId }, false)
    },
    async retry() {
      const again = trouble?.retry ?? resend
      trouble = undefined
      changed()
      await again()
    },
    dismiss() {
      trouble = undefined
      for (const userId of unaccepted.keys()) forget(userId)
      changed()
    },
    branches(messageId): Branches {
      const siblings = tree.siblings(messageId)
      return {
        index: siblings.indexOf(messageId),
        count: siblings.length,
        select(index) {
          const id = siblings[index]
          if (id !== undefined) tree.show(id)
          changed()
        },
      }
    },
    async show(messageId) {
      await loading
      await loadUpTo(messageId, () => actions.show(messageId))
      const isThere = tree.get(messageId) !== undefined
      if (isThere) tree.show(messageId)
      changed()
      return isThere
    },
    async loadEarlier() {
      await loadUpTo(tree.branch()[0]?.parentId ?? '', actions.loadEarlier)
      changed()
    },
    async refresh() {
      const signal = presence.signal()
      if (conversationId === undefined || !signal || isLoading) return
      // What is shown stays where this fails: whoever asks for more is told what is wrong.
      await readNewest(conversationId, signal).catch(() => {})
      changed()
    },
    async decideTool(runId, callId, decision) {
      try {
        await client.decideTool(runId, callId, decision)
      } catch (error) {
        fail(error, () => actions.decideTool(runId, callId, decision))
      }
    },
  }

  return {
    view: () => shown,
    conversationId: () => conversationId,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    update(next) {
      options = next
    },
    attach: presence.attach,
    actions,
  }
}
