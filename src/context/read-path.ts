import type { Turn } from '../ports/runs.ts'
import type { Summary } from '../ports/summaries.ts'
import { between, quote } from './quote.ts'
import { estimateMessage } from './tokens.ts'

export type ReadTurns = () => Promise<readonly Turn[] | undefined>

export interface PathReading {
  /** The newest turn first; each page goes on where the one before ended, and after the last there is none. */
  readTurns: ReadTurns
  /** The newest first. */
  summaries: readonly Summary[]
  /** More than so many before what is answered are of no use. */
  tokens: number
  /** At most so many earlier exchanges, and none that was broken off. */
  exchanges: number
  /** What was read so far, after each page. */
  onPage?(turns: readonly Turn[]): void
}

export interface Path {
  /** Those that count, newest first. */
  turns: Turn[]
  /** Whether there is nothing before them that no summary tells. */
  whole: boolean
  /** Whether the first message of all is among what was read. */
  begins: boolean
  /** Of what was before them. */
  summary: Summary | undefined
}

/** However little they say: a provider takes no more of them, and neither does a reader's patience. */
const mostTurns = 2_000
/** How far a summary is looked for behind what can be told. */
const pagesBehind = 2

/** A failed answer is not context, and neither is the question that it failed. */
function createTurnFilter(withStopped: boolean): (turn: Turn) => boolean {
  let failed = false
  return ({ role, status }) => {
    const skip = failed && role === 'user'
    failed = status === 'failed' || ((status === 'stopped' || status === 'blocked') && !withStopped)
    return !skip && !failed
  }
}

/** A system message comes in with a person's import only: it speaks with that person's voice, not with the server's. */
const heard = (turn: Turn): Turn =>
  turn.role === 'system'
    ? { ...turn, role: 'user', name: null, content: between('imported_note', quote(turn.content)) }
    : turn

/** White space says nothing, unless it is what has to be answered. */
const isEmpty = ({ content }: Turn, isNewest: boolean): boolean => (isNewest ? content : content.trim()) === ''

/** The way back from a message: as far as a summary, the bounds, or the beginning. */
export async function readPath({ readTurns, summaries, tokens, exchanges, onPage }: PathReading): Promise<Path> {
  const told = new Map(summaries.map((summary) => [summary.messageId, summary]))
  const counts = createTurnFilter(exchanges === Infinity)
  const turns: Turn[] = []
  let left = tokens
  let questions = 0
  let read = 0
  let behind = 0
  /** What the page ends the way with; undefined where it goes on. */
  function readPage(page: readonly Turn[]): Path | undefined {
    for (const [i, turn] of page.entries()) {
      const summary = turns.length > 0 ? told.get(turn.id) : undefined
      if (summary) return { turns, whole: behind === 0, begins: false, summary }
      if (behind > 0 || !counts(turn) || isEmpty(turn, read + i === 0)) continue
      // The first is the one that is to be answered; with its own question an exchange is whole.
      if (questions > exchanges) return { turns, whole: true, begins: false, summary: undefined }
      const isAsked = turn.role === 'user' && questions++ === 0
      const one = heard(turn)
      turns.push(one)
      // What is answered is told whatever it costs: it is no reason not to know what was before it.
      if (left >= 0 && !isAsked) left -= estimateMessage(one)
    }
    return undefined
  }

  for (let page = await readTurns(); page; page = await readTurns()) {
    const path = readPage(page)
    onPage?.(turns)
    if (path) return path
    read += page.length
    if ((left < 0 || read >= mostTurns) && (told.size === 0 || behind++ === pagesBehind)) {
      return { turns, whole: false, begins: false, summary: undefined }
    }
  }
  return { turns, whole: behind === 0, begins: true, summary: undefined }
}
