import type { FinishReason, ModelListener, ModelRequest, ModelUsage, ToolCall } from '../../ports/model.ts'
import { aiSdkFailure } from './ai-sdk-failure.ts'
import type { AiSdkPart } from './ai-sdk-shape.ts'
import { readFinishReason } from './finish-reason.ts'
import type { Outcome } from './frame-reader.ts'
import { modelFailure } from './model-failure.ts'
import { tokenUsage } from './token-usage.ts'
import { finishWith, overflowOf } from './tool-calls.ts'

/** Of versions 3 and 4, and of 2. */
type Reason = { unified?: unknown; raw?: unknown } | string | null | undefined
type Count = { total?: unknown } | number | null | undefined
type Usage = { inputTokens?: Count; outputTokens?: Count } | null | undefined

export interface PartReader {
  /** An outcome ends the answer. */
  part(part: AiSdkPart): Outcome | undefined
}

export function readParts(
  request: ModelRequest,
  on: ModelListener,
  isHarmless: ((error: unknown) => boolean) | undefined,
): PartReader {
  const calls: ToolCall[] = []
  let chars = 0

  /** One that the provider carries out itself is told as it goes, and is nothing to be done. */
  function call(part: AiSdkPart): Outcome | undefined {
    const callId = String(part.toolCallId)
    const name = String(part.toolName)
    if (part.providerExecuted === true) {
      on.tool?.({ callId, name, state: 'called', input: inputOf(part.input) })
      return undefined
    }
    const written = typeof part.input === 'string' ? part.input : JSON.stringify(part.input ?? {})
    calls.push({ id: callId, name, arguments: written.trim() === '' ? '{}' : written })
    chars += written.length + callId.length + name.length
    return overflowOf(calls.length, chars)
  }

  function finish({ finishReason, usage }: AiSdkPart): Outcome {
    const counted = usageOf(usage as Usage)
    if (counted) on.usage(counted)
    const reason = reasonOf(finishReason as Reason)
    if (reason === 'error') return modelFailure('unavailable', { reason: 'finished with an error' })
    if (reason === 'interrupted') return modelFailure('interrupted', { reason: 'ended without a reason' })
    return finishWith(reason, calls, request)
  }

  return {
    part(part) {
      switch (part.type) {
        case 'text-delta':
          if (typeof part.delta === 'string' && part.delta !== '') on.delta(part.delta)
          return undefined
        case 'tool-call':
          return call(part)
        case 'tool-result':
          if (part.preliminary !== true) on.tool?.(resultOf(part))
          return undefined
        case 'finish':
          return finish(part)
        case 'error':
          return isHarmless?.(part.error) ? undefined : aiSdkFailure(part.error, true)
        default:
          return undefined
      }
    },
  }
}

/** What nobody gave a reason for is no end: providers say so where a connection closed early. */
function reasonOf(said: Reason): FinishReason | 'interrupted' | 'error' {
  const { unified, raw } = typeof said === 'string' ? { unified: said, raw: said } : (said ?? {})
  switch (unified) {
    case 'length':
      return 'length'
    case 'content-filter':
      return 'content_filter'
    case 'error':
      return 'error'
    case 'interrupted':
    case 'unknown':
    case undefined:
      return 'interrupted'
    case 'other': {
      if (raw === undefined || raw === null) return 'interrupted'
      const reason = typeof raw === 'string' ? readFinishReason(raw) : 'stop'
      return reason === 'given_up' ? 'error' : reason
    }
    default:
      return 'stop'
  }
}

const usageOf = (usage: Usage): ModelUsage | undefined =>
  tokenUsage(totalOf(usage?.inputTokens), totalOf(usage?.outputTokens))

const totalOf = (count: Count): unknown => (typeof count === 'object' ? count?.total : count)

function inputOf(input: unknown): unknown {
  try {
    return typeof input === 'string' ? JSON.parse(input) : input
  } catch {
    return undefined
  }
}

const resultOf = ({ toolCallId, toolName, result, isError }: AiSdkPart) => ({
  callId: String(toolCallId),
  name: String(toolName),
  state: isError === true ? ('failed' as const) : ('done' as const),
  output: typeof result === 'string' ? result : JSON.stringify(result ?? null),
})
