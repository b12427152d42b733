import type { RunEvent, Seq, TerminalEvent } from '../../conversation/types.ts'
import { codePointLength } from '../../std/code-points.ts'
import { jsonLine } from '../../std/json-line.ts'
import type { Encoder } from '../../streams/follow-run.ts'
import { unfinished } from '../unfinished.ts'
import { wireId } from './ids.ts'
import { breakNumber, numberOf } from './response-numbers.ts'
import { itemOf, type Outline, outputText, responseOf, type Standing, standingOf } from './response-shape.ts'

/** What a reader who comes back has been told before. */
export interface ToldBefore {
  /** The number of the last frame that it has. */
  number: number
  /** Whether it knows of the message that is written. */
  announced: boolean
  /** Whether it has any of the text. */
  heard: boolean
  /** Whether it was told last that what it has holds no more. */
  broken: boolean
}

interface Frame {
  /** Among those of one event; each kind has its own, whatever is told beside it. */
  k: number
  type: string
  rest: object
}

const lastTypes = {
  completed: 'response.completed',
  failed: 'response.failed',
  incomplete: 'response.incomplete',
  // There is no word for it among theirs, and a reader must hear of the end.
  cancelled: 'response.incomplete',
  queued: 'response.queued',
  in_progress: 'response.in_progress',
} as const satisfies Record<Standing['status'], string>

/** Tells a run to one reader as the events of a response. */
export function createResponseEncoder(given: Outline, before?: ToldBefore): Encoder {
  let outline = given
  const stored = outline.conversationId !== null
  const from = before?.number ?? -1
  let opened = before !== undefined
  let announced = before?.announced ?? false
  let heard = before?.heard ?? false
  let told = 0
  let over = false
  let latest: Seq | undefined
  const itemId = wireId('message', outline.messageId)
  const place = { item_id: itemId, output_index: 0, content_index: 0 }
  const output = { output_index: 0 }
  const deltaRest = `,"item_id":${jsonLine(itemId)},"output_index":0,"content_index":0,"delta":`

  function written(seq: Seq, frames: readonly Frame[]): string {
    let text = ''
    for (const { k, type, rest } of frames) {
      const number = numberOf(seq, k)
      if (number <= from) continue
      text += `event: ${type}\ndata: ${jsonLine({ type, sequence_number: number, ...rest })}\n\n`
    }
    return text
  }

  function created(standing: Standing): Frame[] {
    if (opened) return []
    opened = true
    return [{ k: 0, type: 'response.created', rest: { response: responseOf(outline, standing) } }]
  }

  function waiting(): Frame[] {
    const standing = { status: 'queued' } as const
    return [...created(standing), { k: 1, type: 'response.queued', rest: { response: responseOf(outline, standing) } }]
  }

  function begun(): Frame[] {
    const standing = { status: 'in_progress' } as const
    if (announced) return []
    announced = true
    return [
      ...created(standing),
      { k: 2, type: 'response.in_progress', rest: { response: responseOf(outline, standing) } },
      { k: 3, type: 'response.output_item.added', rest: { ...output, item: itemOf(outline, 'in_progress') } },
      { k: 4, type: 'response.content_part.added', rest: { ...place, part: outputText('') } },
    ]
  }

  function ended(end: TerminalEvent): Frame[] {
    over = true
    const standing = standingOf(end)
    const { status, text = '' } = standing
    const last = { k: 3, type: lastTypes[status], rest: { response: responseOf(outline, standing) } }
    // Of half an answer nothing is said to be done.
    if (!announced || status === 'failed') return [...created(standing), last]
    const item = itemOf(outline, status === 'completed' ? 'completed' : 'incomplete', text)
    return [
      { k: 0, type: 'response.output_text.done', rest: { ...place, text, logprobs: [] } },
      { k: 1, type: 'response.content_part.done', rest: { ...place, part: outputText(text) } },
      { k: 2, type: 'response.output_item.done', rest: { ...output, item } },
      last,
    ]
  }

  function broken(number: number, message: string, code: string): string {
    over = true
    const data = { type: 'error', sequence_number: number, code, message, param: null }
    return `event: error\ndata: ${jsonLine(data)}\n\n`
  }

  const begunAnew = ({ seq }: RunEvent): string =>
    broken(breakNumber(seq), unfinished('begunAnew', stored), 'begun_anew')

  function encode(event: RunEvent): string {
    if (over) return ''
    const { seq } = event
    latest = seq
    if (before?.broken === true) return broken(before.number, unfinished('begunAnew', stored), 'begun_anew')
    switch (event.type) {
      case 'delta': {
        heard = true
        told += codePointLength(event.text)
        const number = numberOf(seq, 0)
        if (number <= from) return ''
        return `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":${number}${deltaRest}${jsonLine(event.text)},"logprobs":[]}\n\n`
      }
      case 'notice':
        return event.data.kind === 'waiting' ? written(seq, waiting()) : ''
      case 'started':
        outline = { ...outline, model: event.data.model }
        return written(seq, begun())
      case 'restarted':
        return heard ? begunAnew(event) : written(seq, begun())
      case 'retracted':
        return heard && (before !== undefined || event.data.keep < told) ? begunAnew(event) : ''
      case 'completed':
      case 'stopped':
      case 'blocked':
      case 'failed':
        return written(seq, ended(event))
      default:
        return ''
    }
  }

  return {
    encode: (event) => encode(event),
    get over() {
      return over
    },
    farewell(why) {
      if (over) return ''
      const number = latest === undefined ? Math.max(0, from) : numberOf(latest, 0)
      return broken(number, unfinished(why, stored), why === 'goingDown' ? 'server_going_down' : 'rights_ended')
    },
  }
}
