import type { Finish, Model, ModelError, ModelListener, ModelMessage } from '../../ports/model.ts'
import { composeReply } from './offline/compose-reply.ts'
import { createPace } from './offline/pace.ts'

export interface OfflineOptions {
  /** How long a word takes; 0 is as fast as the event loop turns. */
  wordMs?: number
}

const HUMAN_WORD_MS = 55
const CHARS_PER_TOKEN = 4
const WORD = /\s*\S+/g

const cancelled: ModelError = { kind: 'error', code: 'cancelled', retryable: false }

function countInput(messages: readonly ModelMessage[]): number {
  return Math.ceil(messages.reduce((chars, { content }) => chars + content.length, 0) / CHARS_PER_TOKEN)
}

/** Says the words one by one; there is never more than one timer, and none once it has ended. */
function speak(
  words: readonly string[],
  delay: ((index: number, word: string) => number) | undefined,
  on: ModelListener,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let index = 0
    let timer: NodeJS.Timeout | undefined
    let immediate: NodeJS.Immediate | undefined

    function end(): void {
      clearTimeout(timer)
      clearImmediate(immediate)
      signal.removeEventListener('abort', abort)
    }
    function abort(): void {
      end()
      resolve(false)
    }
    function next(): void {
      const word = words[index]
      if (word === undefined) {
        end()
        resolve(true)
        return
      }
      index += 1
      try {
        on.delta(word)
      } catch (error) {
        end()
        reject(error)
        return
      }
      if (signal.aborted) return
      if (delay && index < words.length) timer = setTimeout(next, delay(index, word))
      else immediate = setImmediate(next)
    }

    signal.addEventListener('abort', abort, { once: true })
    immediate = setImmediate(next)
  })
}

/** What answers while no provider is set up: a page of rules, no network, no state, and the same reply to the same messages. */
export function createOffline({ wordMs = HUMAN_WORD_MS }: OfflineOptions = {}): Model {
  const delay = wordMs > 0 ? createPace(wordMs) : undefined

  return {
    async stream({ messages, opener, maxTokens = Infinity }, on, signal): Promise<Finish | ModelError> {
      if (signal.aborted) return cancelled
      const words = composeReply(messages, opener).match(WORD) ?? []
      const said = words.slice(0, Math.max(0, maxTokens))
      if (!(await speak(said, delay, on, signal))) return cancelled
      on.usage({ inputTokens: countInput(messages), outputTokens: said.length })
      return { kind: 'finish', reason: said.length < words.length ? 'length' : 'stop' }
    },
  }
}
