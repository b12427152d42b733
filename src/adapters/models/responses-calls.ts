import { randomUUID } from 'node:crypto'
import type { ModelError, ToolCall } from '../../ports/model.ts'
import { overflowOf, writtenArguments } from './tool-calls.ts'

interface OutputItem {
  type?: unknown
  id?: unknown
  call_id?: unknown
  name?: unknown
  arguments?: unknown
  status?: unknown
}

export interface ResponsesCalls {
  /** An item that is complete. Told again at the end of a response, it is the same one. */
  take(item: unknown): ModelError | undefined
  takeAll(output: unknown): ModelError | undefined
  calls(): ToolCall[]
}

export function createResponsesCalls(): ResponsesCalls {
  const byId = new Map<string, ToolCall>()
  let chars = 0

  function take(value: unknown): ModelError | undefined {
    const item = value as OutputItem | null | undefined
    if (item?.type !== 'function_call' || item.status === 'incomplete') return undefined
    const id = [item.call_id, item.id].find((one) => typeof one === 'string' && one !== '')
    const call = {
      id: typeof id === 'string' ? id : `call_${randomUUID()}`,
      name: typeof item.name === 'string' ? item.name : '',
      arguments: writtenArguments(item.arguments),
    }
    byId.set(call.id, call)
    chars += call.id.length + call.name.length + call.arguments.length
    return overflowOf(byId.size, chars)
  }

  return {
    take,
    takeAll(output) {
      // An item without an id cannot be told apart from itself.
      if (!Array.isArray(output) || byId.size > 0) return undefined
      for (const item of output) {
        const overflow = take(item)
        if (overflow) return overflow
      }
      return undefined
    },
    calls: () => [...byId.values()],
  }
}
