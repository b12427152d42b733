import { jsonLine } from '../../std/json-line.ts'
import type { RunEvent, RunId, TerminalEvent, Usage } from '../../conversation/types.ts'
import { codePointLength } from '../../std/code-points.ts'
import type { Encoder } from '../../streams/follow-run.ts'
import { unfinished } from '../unfinished.ts'
import { beginningOfRun, completionId } from './ids.ts'

export interface ChatReader {
  run: RunId
  /** Where it is known before the run says so. */
  model: string | null
  /** Whether the answer is stored, and therefore goes on without this reader. */
  stored: boolean
  includesUsage: boolean
}

type FinishReason = 'stop' | 'length' | 'content_filter'

/** Undefined for an answer that failed: it has no reason to be taken for one. */
export function finishReasonOf(end: TerminalEvent): FinishReason | undefined {
  if (end.type === 'completed') return end.data.finishReason
  if (end.type === 'blocked') return 'content_filter'
  return end.type === 'stopped' ? 'stop' : undefined
}

/** Absent where nobody counted. */
export function usageOf(usage: Usage | null) {
  const { inputTokens, outputTokens, totalTokens } = usage ?? {}
  if (inputTokens == null || outputTokens == null || totalTokens == null) return undefined
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: totalTokens }
}

export const failureFrame = (message: string, code: string): string =>
  `data: ${jsonLine({ error: { message, type: 'server_error', param: null, code } })}\n\n`

const done = 'data: [DONE]\n\n'

/** Tells a run to one reader as chunks of a completion. What fails is told as a failure, and is never `[DONE]`. */
export function createChatEncoder({ run, model: known, stored, includesUsage }: ChatReader): Encoder {
  let model = known
  let head = ''
  let told = 0
  let over = false
  const tail = includesUsage ? ',"usage":null' : ''

  const beginning = (): string =>
    `data: {"id":"${completionId(run)}","object":"chat.completion.chunk","created":${beginningOfRun(run)},"model":${jsonLine(model ?? '')},"choices":[`
  const chunk = (delta: string, finish: string): string =>
    `${head}{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${tail}}\n\n`

  function opening(): string {
    if (head !== '') return ''
    head = beginning()
    return chunk('{"role":"assistant","content":"","refusal":null}', 'null')
  }

  function last(frames: string): string {
    over = true
    return frames
  }

  function ending(event: TerminalEvent): string {
    const reason = finishReasonOf(event)
    if (reason === undefined) {
      const { error } = event.data as Extract<TerminalEvent, { type: 'failed' }>['data']
      return last(failureFrame(`${error.title}. ${error.detail}`, error.code))
    }
    const { usage } = event.data.message
    const counted = includesUsage ? `${beginning()}],"usage":${jsonLine(usageOf(usage) ?? null)}}\n\n` : ''
    return last(opening() + chunk('{}', `"${reason}"`) + counted + done)
  }

  function encode(event: RunEvent): string {
    if (over) return ''
    switch (event.type) {
      case 'delta':
        told += codePointLength(event.text)
        return `${opening()}${chunk(`{"content":${jsonLine(event.text)}}`, 'null')}`
      case 'started':
        model = event.data.model
        return opening()
      case 'restarted':
        return told > 0 ? last(failureFrame(unfinished('begunAnew', stored), 'begun_anew')) : opening()
      case 'retracted':
        return event.data.keep < told ? last(failureFrame(unfinished('begunAnew', stored), 'begun_anew')) : ''
      case 'completed':
      case 'stopped':
      case 'blocked':
      case 'failed':
        return ending(event)
      default:
        return ''
    }
  }

  return {
    encode,
    get over() {
      return over
    },
    farewell: (why) =>
      over
        ? ''
        : last(failureFrame(unfinished(why, stored), why === 'goingDown' ? 'server_going_down' : 'rights_ended')),
  }
}
