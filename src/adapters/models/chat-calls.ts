import { randomUUID } from 'node:crypto'
import type { ModelError, ToolCall } from '../../ports/model.ts'
import { overflowOf } from './tool-calls.ts'

interface CallDelta {
  index?: unknown
  id?: unknown
  function?: { name?: unknown; arguments?: unknown } | null
}

interface OpenCall {
  index: number | undefined
  id: string
  name: string
  arguments: string
}

export interface ChatCalls {
  /** `delta.tool_calls` of one frame. */
  take(deltas: unknown): ModelError | undefined
  calls(): ToolCall[]
}

/** Puts calls together again: by index as OpenAI cuts them, and without one as others do. */
export function createChatCalls(): ChatCalls {
  const open: OpenCall[] = []
  let chars = 0

  /** The call that a piece belongs to; undefined where it begins one. */
  function find(index: number | undefined, id: string, name: string): OpenCall | undefined {
    if (index === undefined) {
      if (id !== '') return open.find((call) => call.id === id)
      return name === '' ? open.at(-1) : undefined
    }
    const call = open.findLast((call) => call.index === index)
    // Some give all of several calls the same index.
    const isAnother = call && name !== '' && id !== '' && call.id !== '' && call.id !== id
    return isAnother ? undefined : call
  }

  return {
    take(deltas) {
      if (!Array.isArray(deltas)) return undefined
      for (const delta of deltas as readonly (CallDelta | null)[]) {
        if (typeof delta !== 'object' || delta === null) continue
        const index = typeof delta.index === 'number' ? delta.index : undefined
        const id = textOf(delta.id)
        const name = textOf(delta.function?.name)
        const piece = argumentsPiece(delta.function?.arguments)
        if (id === '' && name === '' && piece === '') continue
        const call = find(index, id, name) ?? begin(index)
        const before = call.id.length + call.name.length
        if (call.id === '') call.id = id
        if (call.name === '') call.name = name
        call.arguments += piece
        chars += call.id.length + call.name.length - before + piece.length
        const overflow = overflowOf(open.length, chars)
        if (overflow) return overflow
      }
      return undefined
    },
    calls: () =>
      open.map((call) => ({
        id: call.id === '' ? `call_${randomUUID()}` : call.id,
        name: call.name,
        arguments: nothing.test(call.arguments) ? '{}' : call.arguments,
      })),
  }

  function begin(index: number | undefined): OpenCall {
    const call = { index, id: '', name: '', arguments: '' }
    open.push(call)
    return call
  }
}

/** How tools that take nothing are given it. */
const nothing = /^\s*(?:null\s*)?$/

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Some do not write them as text. */
function argumentsPiece(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value)
}
