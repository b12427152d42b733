import type { Answer } from './answer.ts'
import { type AnswerEvent, isTerminal, type TerminalEvent } from './answer-event.ts'
import { AnswerError } from './answer-error.ts'
import type { Ask, Transport } from './create-transport.ts'
import { createDeferred, type Deferred } from './deferred.ts'
import { foldText } from './fold-text.ts'
import { keepReading } from './keep-reading.ts'
import type { Message, Run } from './protocol.ts'

export interface AnswerSource {
  transport: Transport
  begin?: Ask | undefined
  runId?: string | undefined
  after?: number | undefined
  signal?: AbortSignal | undefined
  stop(runId: string): Promise<Run>
}

interface Listener {
  onEvent(event: AnswerEvent): void
  onEnd(error: unknown): void
}

/** A mistake of whoever listens is not one of the connection. */
function call<Value>(listener: (value: Value) => void, value: Value): void {
  try {
    listener(value)
  } catch (error) {
    setTimeout(() => {
      throw error
    })
  }
}

export function createAnswer({ transport, begin, runId: known, after = 0, signal, stop }: AnswerSource): Answer {
  const log: AnswerEvent[] = []
  const listeners = new Set<Listener>()
  const text = createDeferred<string>()
  const message = createDeferred<Message>()
  const runId = createDeferred<string>()
  let textSoFar = ''
  let end: { error: unknown } | undefined
  let change: Deferred<void> | undefined

  function changed(): void {
    change?.resolve()
    change = undefined
  }

  function tell(event: AnswerEvent): void {
    textSoFar = foldText(textSoFar, event)
    log.push(event)
    for (const { onEvent } of listeners) call(onEvent, event)
    changed()
  }

  function finish(error?: unknown): void {
    end = { error }
    for (const { onEnd } of listeners) call(onEnd, error)
    listeners.clear()
    changed()
  }

  function settle(last: TerminalEvent): void {
    message.resolve(last.data.message)
    if (last.type === 'failed' || last.type === 'blocked') text.reject(new AnswerError(last, textSoFar))
    // Who has begun in the middle has not seen all of it.
    else text.resolve(after > 0 ? last.data.message.content : textSoFar)
    finish()
  }

  if (known !== undefined) runId.resolve(known)
  keepReading({
    transport,
    begin,
    runId: known,
    after,
    signal: signal ?? new AbortController().signal,
    onRunId: runId.resolve,
    onEvent(event) {
      tell(event)
      if (isTerminal(event)) settle(event)
    },
    onDisconnected: (retryInMs, reason) => tell({ type: 'disconnected', retryInMs, reason }),
    onResumed: () => tell({ type: 'resumed' }),
  }).catch((error: unknown) => {
    if (end) return
    for (const { reject } of [text, message, runId]) reject(error)
    finish(error)
  })

  return {
    text: text.promise,
    message: message.promise,
    runId: runId.promise,
    get textSoFar() {
      return textSoFar
    },
    stop: () => runId.promise.then(stop),
    subscribe(onEvent, onEnd = () => {}) {
      for (const event of log) call(onEvent, event)
      if (end) call(onEnd, end.error)
      const listener = { onEvent, onEnd }
      if (!end) listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async *[Symbol.asyncIterator]() {
      for (let at = 0; ;) {
        for (let event = log[at]; event; event = log[(at += 1)]) yield event
        if (end) {
          if (end.error !== undefined) throw end.error
          return
        }
        change ??= createDeferred()
        await change.promise
      }
    },
  }
}
