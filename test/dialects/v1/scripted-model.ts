import { setImmediate as nextTick } from 'node:timers/promises'
import type { Finish, Model, ModelError, ModelRequest, ToolCall } from '../../../src/ports/model.ts'

/** What a model does when it is asked: it says these words, and then has this done or ends. */
export interface Turn {
  says?: readonly string[]
  calls?: readonly Omit<ToolCall, 'id'>[]
  ends?: ModelError
  /** It says nothing more until this is over. */
  until?: Promise<unknown>
}

export interface ScriptedModel extends Model {
  requests: ModelRequest[]
}

const cancelled: ModelError = { kind: 'error', code: 'cancelled', retryable: false }

/** Takes its turns in order, and remembers what it was asked. */
export function scripted(...turns: readonly Turn[]): ScriptedModel {
  const requests: ModelRequest[] = []
  return {
    requests,
    async stream(request, on, signal): Promise<Finish | ModelError> {
      const turn = turns[requests.length]
      requests.push(request)
      if (!turn) throw new Error('The model was asked once too often')
      for (const word of turn.says ?? []) {
        on.delta(word)
        await nextTick()
      }
      const left = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      if (turn.until) await Promise.race([turn.until, left])
      if (signal.aborted) return cancelled
      if (turn.ends) return turn.ends
      on.usage({ inputTokens: 10, outputTokens: 2 })
      const calls = turn.calls?.map((call, i) => ({ id: `made-up-${i}`, ...call }))
      return { kind: 'finish', reason: 'stop', ...(calls && { calls }) }
    },
  }
}
