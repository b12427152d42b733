import { createParser } from 'eventsource-parser'
import { isTerminal, type RunEvent } from './answer-event.ts'
import { unreachable } from './problem-of.ts'

export interface Connection {
  response: Response
  stalledAfterMs: number
  /** Ends the connection. */
  abort(): void
  onEvent(event: RunEvent): void
  /** How long the server wants to be left alone for, once the connection is over. */
  onRetry(ms: number): void
}

/** No event is as long; what goes on and on is none. */
const maxEventLength = 2 ** 25
/** For a server that leaves the connection open behind the last event. */
const lingerMs = 1_000

/** Reads one connection to its end; true where the answer ended with it. Rejects where it breaks off. */
export async function readEvents({ response, stalledAfterMs, abort, onEvent, onRetry }: Connection): Promise<boolean> {
  const { body } = response
  if (!body) throw unreachable(new Error('The answer has no body'))
  let isOver = false
  const parser = createParser({
    maxBufferSize: maxEventLength,
    onRetry,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw error
    },
    onEvent({ id = '', event: type, data }) {
      const seq = Number(id.slice(id.lastIndexOf(':') + 1))
      if (isOver || id === '' || !Number.isSafeInteger(seq)) return
      const event = { type, id, seq, data: JSON.parse(data) } as RunEvent
      isOver = isTerminal(event)
      onEvent(event)
    },
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let heardAt = performance.now()
  // One timer that looks at the time, instead of one for every chunk.
  let timer = setTimeout(look, stalledAfterMs)
  function look(): void {
    const left = heardAt + stalledAfterMs - performance.now()
    if (left <= 0) abort()
    else timer = setTimeout(look, left)
  }
  try {
    for (let lingers = false; ;) {
      const { value, done } = await reader.read()
      if (done) return isOver
      heardAt = performance.now()
      parser.feed(decoder.decode(value, { stream: true }))
      if (!isOver || lingers) continue
      lingers = true
      clearTimeout(timer)
      timer = setTimeout(abort, lingerMs)
    }
  } catch (error) {
    if (isOver) return true
    throw unreachable(error)
  } finally {
    clearTimeout(timer)
  }
}
