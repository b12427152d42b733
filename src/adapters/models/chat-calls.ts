import { randomUUID } from 'node:crypto'
import type { ModelError, ToolCall } from '../../ports/model.ts'
import { argumentsPiece, overflowOf, writtenArguments } from './tool-calls.ts'

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
  /** What it has of them ends as an object does. */
  isClosed: boolean
}

interface Piece {
  index: number | undefined
  id: string
  name: string
  written: string
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

  function atPlace({ index, id, name }: Piece): OpenCall | undefined {
    if (index !== undefined) return open.findLast((call) => call.index === index)
    if (id !== '') return open.findLast((call) => call.id === id)
    return name === '' ? open.at(-1) : undefined
  }

  /** The call that a piece belongs to; undefined where it begins one. */
  function find(piece: Piece): OpenCall | undefined {
    const call = atPlace(piece)
    return call && isAnother(piece, call) ? undefined : call
  }

  return {
    take(deltas) {
      if (!Array.isArray(deltas)) return undefined
      for (const delta of deltas as readonly (CallDelta | null)[]) {
        if (typeof delta !== 'object' || delta === null) continue
        const piece = pieceOf(delta)
        const { index, id, name, written } = piece
        if (id === '' && name === '' && written === '') continue
        const call = find(piece) ?? begin(index)
        if (isToldAgain(piece, call)) continue
        const before = call.id.length + call.name.length
        if (call.id === '') call.id = id
        if (call.name === '') call.name = name
        call.arguments += written
        if (written.trim() !== '') call.isClosed = /\}\s*$/.test(written)
        chars += call.id.length + call.name.length - before + written.length
        const overflow = overflowOf(open.length, chars)
        if (overflow) return overflow
      }
      return undefined
    },
    calls: () =>
      open.map((call) => ({
        id: call.id === '' ? `call_${randomUUID()}` : call.id,
        name: call.name,
        arguments: writtenArguments(call.arguments),
      })),
  }

  function begin(index: number | undefined): OpenCall {
    const call = { index, id: '', name: '', arguments: '', isClosed: false }
    open.push(call)
    return call
  }
}

function pieceOf({ index, id, function: called }: CallDelta): Piece {
  return {
    index: typeof index === 'number' ? index : undefined,
    id: textOf(id),
    name: textOf(called?.name),
    written: argumentsPiece(called?.arguments),
  }
}

/** Some give all of several calls the same index, and some no id or the same one too. */
function isAnother({ id, name, written }: Piece, call: OpenCall): boolean {
  if (name === '' || call.name === '') return false
  if (id !== '' && call.id !== '' && id !== call.id) return true
  if (id === '' && name !== call.name) return true
  // JSON has no object right behind another.
  return call.isClosed && /^\s*\{/.test(written) && !isToldAgain({ id, name, written }, call)
}

/** Two that are the same to the last letter are one that is repeated. */
const isToldAgain = ({ id, name, written }: Omit<Piece, 'index'>, call: OpenCall): boolean =>
  id !== '' && id === call.id && name === call.name && call.isClosed && written === call.arguments

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
