import { type Answer, type AnswerEvent, AnswerError, type Client, isTerminal, type Message } from '@colloquy/client'
import type { MessageTree } from './create-message-tree.ts'
import type { Notices } from './create-notices.ts'

/** The messages of an answer, by the ids that they are shown with; undefined where none is shown. */
export interface Places {
  userId?: string | undefined
  answerId?: string | undefined
}

/** An answer that is read here. */
export interface Live extends Places {
  answer: Answer
  /** undefined until the server has accepted it. */
  runId: string | undefined
  /** When the connection is tried again; undefined while there is one. */
  retryAt?: number | undefined
  reason?: Error | undefined
  controller: AbortController
  /** Nobody looks any more: as soon as the server has the message, its reader leaves. */
  isLeft: boolean
}

export interface LiveAnswersDeps {
  client: Client
  tree: MessageTree
  notices: Notices
  changed(): void
  /** The answer ended without success. */
  onFailed(error: AnswerError): void
  /** It could not be read to its end. */
  onBrokenOff(live: Live, error: unknown): void
}

export interface LiveAnswers {
  all(): readonly Live[]
  /** Reads it; resolves once the server has accepted it, or with the error where it has not. */
  watch(places: Places, begin: (signal: AbortSignal) => Answer): Promise<unknown>
  /** Reads an answer that was begun elsewhere, unless it is read already. */
  follow(runId: string, places: Places): void
  /** Takes over what a list says of the conversation. */
  merge(messages: readonly Message[]): void
  /** Some of its messages have no ids yet that a list could be compared by. */
  isSending(): boolean
  leave(): void
}

/** Keeps the messages of answers that are being written as their readers hear them. */
export function createLiveAnswers({
  client,
  tree,
  notices,
  changed,
  onFailed,
  onBrokenOff,
}: LiveAnswersDeps): LiveAnswers {
  const lives = new Set<Live>()

  /** The server has told which messages these are. */
  function adopt(live: Live, userMessageId: string | null, messageId: string): void {
    const user = tree.get(live.userId ?? '')
    if (user && userMessageId !== null && user.id !== userMessageId) {
      const known = tree.get(userMessageId) ?? user
      tree.rename(user.id, { ...known, id: userMessageId, key: user.key, delivery: 'stored' })
      live.userId = userMessageId
    }
    const answer = tree.get(live.answerId ?? '')
    if (answer && answer.id !== messageId) {
      const known = tree.get(messageId) ?? { ...answer, parentId: userMessageId ?? answer.parentId }
      tree.rename(answer.id, { ...known, id: messageId, key: answer.key, delivery: 'stored' })
    }
    live.answerId = messageId
  }

  function accept(live: Live, runId: string): void {
    live.runId = runId
    const user = tree.get(live.userId ?? '')
    if (user) tree.put({ ...user, delivery: 'stored' })
    const answer = tree.get(live.answerId ?? '')
    if (answer) tree.put({ ...answer, runId, delivery: 'stored' })
    if (live.isLeft) live.controller.abort()
    changed()
  }

  function showText(live: Live): void {
    const message = tree.get(live.answerId ?? '')
    const content = live.answer.textSoFar
    if (message && message.content !== content && lives.has(live)) tree.put({ ...message, content })
  }

  function end(live: Live, message: Message): void {
    lives.delete(live)
    adopt(live, message.parentId, message.id)
    tree.putStored(message)
    const user = tree.get(live.userId ?? '')
    // Both were stored together.
    if (user) tree.put({ ...user, seq: message.seq - 1 })
  }

  function onEvent(live: Live, event: AnswerEvent): void {
    changed()
    switch (event.type) {
      case 'started':
        adopt(live, event.data.userMessageId, event.data.messageId)
        break
      case 'disconnected':
        live.retryAt = Date.now() + event.retryInMs
        live.reason = event.reason
        break
      case 'resumed':
        live.retryAt = live.reason = undefined
        break
      case 'restarted':
        notices.restart(keyOf(live))
        break
      case 'notice':
        notices.add(event.data, {
          messageKey: keyOf(live),
          runId: live.runId ?? '',
          at: live.answer.textSoFar.length,
        })
        break
      default:
        if (!isTerminal(event)) break
        end(live, event.data.message)
        if (event.type === 'failed' || event.type === 'blocked') onFailed(new AnswerError(event, live.answer.textSoFar))
    }
  }

  const keyOf = ({ answerId = '' }: Live): string => tree.get(answerId)?.key ?? answerId

  function begin(places: Places, runId: string | undefined, ask: (signal: AbortSignal) => Answer): Promise<unknown> {
    const controller = new AbortController()
    const answer = ask(controller.signal)
    const live: Live = { ...places, answer, runId, controller, isLeft: false }
    lives.add(live)
    const accepted = answer.runId.then(
      (id) => accept(live, id),
      (error: unknown) => error,
    )
    answer.subscribe(
      (event) => onEvent(live, event),
      (error) => {
        if (error === undefined) return
        lives.delete(live)
        changed()
        if (!controller.signal.aborted) onBrokenOff(live, error)
      },
    )
    changed()
    return accepted
  }

  return {
    all() {
      for (const live of lives) showText(live)
      return [...lives]
    },
    watch: (places, ask) => begin(places, undefined, ask),
    follow(runId, places) {
      if ([...lives].some((live) => live.runId === runId)) return
      void begin(places, runId, (signal) => client.follow(runId, { signal }))
    },
    merge(messages) {
      for (const message of messages) {
        const live = [...lives].find(({ runId }) => runId !== undefined && runId === message.runId)
        if (live && message.role === 'assistant') adopt(live, message.parentId, message.id)
        // Whoever reads it knows more of it than the list does.
        if (live?.answerId !== message.id || !tree.get(message.id)) tree.putStored(message)
      }
    },
    isSending: () => [...lives].some(({ runId }) => runId === undefined),
    leave() {
      for (const live of lives) {
        live.isLeft = true
        // A message that is on its way gets there first.
        if (live.runId !== undefined) live.controller.abort()
      }
    },
  }
}
