import type { Finish, FinishReason, ModelError, ModelRequest, ToolCall } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'

/** What one answer may ask for: more is a provider out of control. */
const most = { calls: 64, chars: 256 << 10 }

export function overflowOf(calls: number, chars: number): ModelError | undefined {
  if (calls <= most.calls && chars <= most.chars) return undefined
  return modelFailure('too_long', { reason: 'too many tool calls, or too much in them' })
}

/** The end of an answer. What was cut may lack its end, and nobody carries out what was not offered. */
export function finishWith(
  reason: FinishReason,
  calls: readonly ToolCall[],
  { tools = [], toolChoice }: Pick<ModelRequest, 'tools' | 'toolChoice'>,
): Finish | ModelError {
  if (calls.length === 0 || reason !== 'stop' || tools.length === 0 || toolChoice === 'none')
    return { kind: 'finish', reason }
  const nameless = calls.some(({ name }) => name === '')
  return nameless
    ? modelFailure('garbled', { reason: 'a tool call without a name' })
    : { kind: 'finish', reason, calls }
}

/** How tools that take nothing are given it. */
const nothing = /^\s*(?:null\s*)?$/

/** A whole call's arguments, as text; some do not write them so. */
export function writtenArguments(value: unknown): string {
  const written = argumentsPiece(value)
  return nothing.test(written) ? '{}' : written
}

export function argumentsPiece(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return typeof value === 'string' ? value : ''
}

function objectIn({ arguments: written }: ToolCall): object | undefined {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The object that a model wrote; an empty one where it is none, for servers refuse what they cannot read as one. */
export const argumentsOf = (call: ToolCall): object => objectIn(call) ?? {}

/** The same, as it was written. */
export const argumentsText = (call: ToolCall): string => (objectIn(call) ? call.arguments : '{}')
