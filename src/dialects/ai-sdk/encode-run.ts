import { takeCodePoints, codePointLength } from '../../std/code-points.ts'
import type { ControlEvent, RunEvent, Seq } from '../../conversation/types.ts'
import type { FinishReason } from '../../ports/model.ts'
import type { Encoder } from '../../streams/follow-run.ts'
import { unfinished } from '../unfinished.ts'
import { createToolChunks } from './tool-chunks.ts'

/** A chunk of the UI message stream; what each may be is the SDK's to say. */
export type Chunk = { type: string } & Record<string, unknown>

/** What a page shows of the answer, in its order: texts, and what stands between them. */
type Part = { text: string } | { chunks: readonly Chunk[] }

export interface Reopening {
  /** How many chunks, from the start of the run, this reader has; undefined for one that does not count. */
  from?: number | undefined
  /** Uses of tools that were allowed or refused by now: nobody waits for them, and what comes behind them is told. */
  decided?: ReadonlySet<string>
  /** Tells nothing up to and with the questions for these uses of tools: who reads has shown them. */
  behind?: readonly string[]
}

const done = 'data: [DONE]\n\n'
const frame = (chunk: Chunk): string => `data: ${JSON.stringify(chunk)}\n\n`

const reasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content-filter',
}

const textOf = (part: Part): string => ('text' in part ? part.text : '')

/** These parts up to so many code points of text; what stands behind the cut, without text, stays. */
function cut(parts: readonly Part[], keep: number): Part[] {
  let left = keep
  return parts.flatMap((part): Part[] => {
    if (!('text' in part)) return [part]
    const text = takeCodePoints(part.text, left)
    left -= codePointLength(text)
    return text === '' ? [] : [{ text }]
  })
}

/**
 * Tells a run to one reader in the chunks of the SDK. Every node tells the same chunks of the same log, so that a reader
 * may count them. Text that holds no longer is taken back with `reset-step` and told again as far as it holds: so is all,
 * to a reader whose count may be of chunks that are on no record.
 */
export function createEncoder({ from, decided = new Set(), behind = [] }: Reopening = {}): Encoder & {
  told(): number
} {
  const counts = from !== undefined
  let tools = createToolChunks()
  let frames = ''
  let skip = from ?? 0
  let told = 0
  let parts: Part[] = []
  let begun: Chunk | undefined
  let openText: string | undefined
  let texts = 0
  let lastSeq: Seq = 0
  const unasked = new Set(behind)
  let silent = unasked.size > 0
  let over = false

  function tell(chunk: Chunk): void {
    if (silent) return
    if (told++ >= skip) frames += frame(chunk)
  }

  function closeText(): void {
    if (openText === undefined) return
    tell({ type: 'text-end', id: openText })
    openText = undefined
  }

  function tellText(text: string): void {
    if (openText === undefined) {
      openText = `text-${++texts}`
      tell({ type: 'text-start', id: openText })
      parts.push({ text: '' })
    }
    const last = parts.at(-1)
    if (last && 'text' in last) last.text += text
    if (silent || told++ < skip) return
    frames += `data: {"type":"text-delta","id":"${openText}","delta":${JSON.stringify(text)}}\n\n`
  }

  function tellBetween(chunks: readonly Chunk[]): void {
    closeText()
    parts.push({ chunks })
    for (const chunk of chunks) tell(chunk)
  }

  /** Takes back what was told, and tells what holds. */
  function tellAnew(kept: Part[]): void {
    skip = 0
    openText = undefined
    parts = []
    tell({ type: 'reset-step' })
    for (const part of kept) {
      if ('text' in part) tellText(part.text)
      else tellBetween(part.chunks)
    }
  }

  function takeBack(kept: Part[]): void {
    const before = parts.map(textOf).join('').length
    const shrinks = kept.length < parts.length || kept.map(textOf).join('').length < before
    if (shrinks || (counts && from > 0)) tellAnew(kept)
  }

  function notice({ kind, ...detail }: Extract<ControlEvent, { type: 'notice' }>['data']): void {
    // What a person is to see stays in the message; of the rest a page may make what it likes.
    if (kind === 'crisis' || kind === 'disclosure') {
      return tellBetween([{ type: `data-${kind}`, id: kind, data: detail }])
    }
    if (kind !== 'tool') return tell({ type: 'data-notice', data: { kind, ...detail }, transient: true })
    const use = tools.read(detail)
    if (!use) return undefined
    tellBetween(use.chunks)
    if (use.waits !== undefined) wait(use.waits)
    return undefined
  }

  function wait(callId: string): void {
    if (!silent) {
      if (!decided.has(callId)) finish('tool-calls', {})
      return
    }
    unasked.delete(callId)
    if (unasked.size === 0) reopen()
  }

  /** From here on it is told: as a part of the message that it belongs to. */
  function reopen(): void {
    silent = false
    told = 0
    if (begun) tell(begun)
  }

  function finish(finishReason: string, metadata: object): void {
    closeText()
    tell({ type: 'finish', finishReason, messageMetadata: metadata })
    frames += done
    over = true
  }

  function end(event: Extract<ControlEvent, { type: 'completed' | 'stopped' | 'failed' | 'blocked' }>): void {
    silent = false
    const isPlain = event.type === 'completed' || event.type === 'blocked'
    const last = (openText === undefined ? 0 : 1) + (isPlain ? 1 : 2)
    // Who has counted to the end, and beyond, has counted something else, and is told all of it.
    if (skip >= told + last) tellAnew(parts)
    closeText()
    const { runId, usage } = event.data.message
    const metadata = { runId, state: event.type, ...(usage && { usage }) }
    switch (event.type) {
      case 'completed':
        return finish(reasons[event.data.finishReason], metadata)
      case 'stopped':
        tell({ type: 'abort', reason: 'stopped' })
        // Versions before 7 have no word of their own for it.
        return finish('other', metadata)
      case 'blocked':
        return finish('content-filter', { ...metadata, error: event.data.error })
      default: {
        const { title, detail } = event.data.error
        tell({ type: 'error', errorText: `${title}. ${detail}` })
        return finish('error', metadata)
      }
    }
  }

  function start({ runId, messageId, model }: Extract<ControlEvent, { type: 'started' }>['data']): void {
    if (begun) return
    begun = { type: 'start', messageId, messageMetadata: { runId, model } }
    tell(begun)
  }

  function read(event: RunEvent): void {
    switch (event.type) {
      case 'delta':
        // Where pieces are missing they were taken back, or put together: what was counted is not there any more.
        if (skip > told && event.seq !== lastSeq + 1) tellAnew(parts)
        return tellText(event.text)
      case 'started':
        return start(event.data)
      case 'restarted':
        tools = createToolChunks()
        return takeBack([])
      case 'retracted':
        return takeBack(cut(parts, event.data.keep))
      case 'notice':
        return notice(event.data)
      case 'usage':
        return undefined
      default:
        return end(event)
    }
  }

  return {
    encode(event) {
      if (over) return ''
      frames = ''
      read(event)
      lastSeq = event.seq
      return frames
    },
    get over() {
      return over
    },
    returns: counts,
    farewell(why) {
      if (over || (counts && why === 'goingDown')) return ''
      return frame({ type: 'error', errorText: unfinished(why, true) }) + done
    },
    told: () => told,
  }
}
