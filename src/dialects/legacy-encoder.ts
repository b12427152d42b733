import type { RunError, RunEvent, RunId } from '../conversation/types.ts'
import type { Encoder } from '../streams/follow-run.ts'
import { codePointLength } from '../std/code-points.ts'
import { pythonString } from './python-json.ts'
import { unfinished } from './unfinished.ts'

/** The words that a contract has. Frames are whole, and `json` is a text as JSON already. */
export interface LegacyWords {
  /** Whether answers are stored, and therefore go on without this reader. */
  stored: boolean
  /** The `n`th piece of the text, from 0. */
  text(json: string, n: number): string
  /** After `n` pieces. */
  success(n: number): string
  failure(error: string): string
}

/** Older clients do not put frames together that arrive in parts: a longer one may be cut on its way. */
const frameLimit = 1024

const sentence = ({ title, detail }: RunError): string => `${title}. ${detail}`

/** Where to cut a text in two: near its middle, and never within a character. */
function middleOf(text: string): number {
  const middle = text.length >> 1
  const isLow = (text.charCodeAt(middle) & 0xfc00) === 0xdc00
  const isPair = isLow && (text.charCodeAt(middle - 1) & 0xfc00) === 0xd800
  return isPair ? middle + 1 : middle
}

/** Of a reader that comes back: it has heard something, and so many pieces of what is told first. */
export interface Resumption {
  resumed?: boolean
  skip?: number
  /** What the dialect puts into each frame afterwards. */
  added?: number
}

/** Tells a run to one reader of a contract that knows text, success and failure, and nothing else. */
export function createLegacyEncoder(
  words: LegacyWords,
  { resumed = false, skip = 0, added = 0 }: Resumption = {},
): Encoder {
  let pieces = 0
  let told = 0
  let heard = resumed
  let over = false

  function text(piece: string): string {
    const frame = words.text(pythonString(piece), pieces)
    if (frame.length + added >= frameLimit) {
      const middle = middleOf(piece)
      if (middle < piece.length) return text(piece.slice(0, middle)) + text(piece.slice(middle))
    }
    return pieces++ < skip ? '' : frame
  }

  function last(frames: string): string {
    over = true
    return frames
  }

  function encode(event: RunEvent): string {
    if (over) return ''
    switch (event.type) {
      case 'delta':
        heard = true
        told += codePointLength(event.text)
        return text(event.text)
      case 'restarted':
        return heard ? last(words.failure(unfinished('begunAnew', words.stored))) : ''
      case 'retracted':
        return heard && (resumed || event.data.keep < told)
          ? last(words.failure(unfinished('begunAnew', words.stored)))
          : ''
      case 'completed':
      case 'stopped':
      case 'blocked':
        return last(words.success(pieces))
      case 'failed':
        return last(words.failure(sentence(event.data.error)))
      default:
        return ''
    }
  }

  return {
    paced: true,
    encode: (event: RunEvent, _run: RunId) => encode(event),
    get over() {
      return over
    },
    farewell: (why) => (over ? '' : last(words.failure(unfinished(why, words.stored)))),
  }
}
