import { judgePart, suspicionIn } from './judge-sentence.ts'
import type { OutputFault, OutputRules } from './output-fault.ts'
import { isOfWord } from './plain-text.ts'
import { createSentences, longestSentence } from './sentences.ts'

export interface GateSink {
  /** Let go, as the model cut it. */
  delta(text: string): void
  /** Readers have more than they may keep: this is what stays. */
  retract(keep: string, reason: OutputFault | 'remote'): void
}

/** `unknown`: no verdict in time; how long that is is the caller's. */
export type RemoteOpinion = { kind: 'pass' } | { kind: 'fault'; reason: string; message?: string } | { kind: 'unknown' }

export interface GateFault {
  fault: OutputFault | 'remote'
  /** What the remote said of it. */
  reason?: string
  /** What it wants said instead. */
  message?: string
}

export interface GateOptions {
  mode: 'gated' | 'suspicion'
  rules: OutputRules
  sink: GateSink
  remote?: (text: string, before: string) => Promise<RemoteOpinion>
  /** Whether what is held waits for the remote as well, or the remote sees it after it was let go. */
  remoteMay: 'hold' | 'retract'
  /** At most once, and nothing is let go after it: the model is to be stopped. */
  onFault(fault: GateFault): void
}

export interface Gate {
  delta(text: string): void
  /** The model is done: judges what is left and resolves when all is decided, with the earliest fault. */
  finish(): Promise<GateFault | undefined>
  /** Nothing of what is held is let go any more; what has been cleared stays. */
  abandon(): void
  /** Let go and kept so far. */
  text(): string
  scanned(): 'local' | 'both' | 'partial'
}

interface Sentence {
  start: number
  text: string
  before: string
  /** It is let go only after the remote's opinion. */
  holds: boolean
  opinion?: 'pass' | GateFault
}

const questionsAtOnce = 4

/** A line that was broken off, and not ended, goes on in small letters. */
const goesOn = /^[^\S\r\n]*(?:\r\n?|[\n\u2028\u2029])[^\S\r\n]*(?:\p{Ll}|I(?=\W|$))/u
const hasEnd = /[.!?…。！？]["'”’»)\]*_]*\s*$/
/** So much of what a sentence has said so far is read again with what comes next: no half word, which would be another one. */
const endOf = (text: string): string =>
  text.length <= longestSentence ? text : text.slice(-longestSentence).replace(/^\S*/, '')

export function createGate({ mode, rules, sink, remote, remoteMay, onFault }: GateOptions): Gate {
  const sentences = createSentences()
  let kept = ''
  let received = 0
  /** Deltas that may not go yet, in their order. */
  let held: string[] = []
  /** Ended, and still to be let go; only the first's opinion counts. */
  const waiting: Sentence[] = []
  const unasked: Sentence[] = []
  const asked = new Set<Sentence>()

  let openStart = 0
  let before = ''
  let last = ''
  /** Up to where the open sentence has been searched, and whether something was found. */
  let searched = 0
  let suspect = false
  /** What stands before the open one and may be of the same sentence, and whether something was found in that. */
  let begun = ''
  let begunSuspect = false
  /** It was parted for its length alone: the open one goes on with it, whatever that says. */
  let isParted = false

  let isOver = false
  let failure: { at: number; fault: GateFault } | undefined
  let isClosed = false
  let answered = 0
  let isPartial = false
  let decided: PromiseWithResolvers<GateFault | undefined> | undefined

  function letGo(piece: string): void {
    if (isClosed) return
    kept += piece
    sink.delta(piece)
  }

  function cleared(): number {
    const first = waiting[0]
    if (first) return first.start
    return (mode === 'gated' && !isOver) || suspect || (isParted && begunSuspect) ? openStart : Infinity
  }

  function release(): void {
    const upTo = cleared()
    let gone = 0
    for (const piece of held) {
      if (kept.length + piece.length > upTo) break
      letGo(piece)
      gone++
    }
    if (gone > 0) held = held.slice(gone)
  }

  /** Everything from here on is nobody's; what stands before it goes. */
  function fail(at: number, fault: GateFault): void {
    const isFirst = failure === undefined
    failure = { at, fault }
    isOver = true
    for (const piece of held) if (kept.length < at) letGo(piece.slice(0, at - kept.length))
    held = []
    waiting.length = 0
    for (let index = unasked.length - 1; index >= 0; index--) if ((unasked[index]?.start ?? 0) >= at) unasked.pop()
    if (kept.length > at) {
      kept = kept.slice(0, at)
      sink.retract(kept, fault.fault)
    }
    if (isFirst) onFault(fault)
  }

  /** Lets go, in order, what has been decided. */
  function settle(): void {
    for (let first = waiting[0]; first?.opinion !== undefined; first = waiting[0]) {
      if (first.opinion !== 'pass') return fail(first.start, first.opinion)
      waiting.shift()
    }
    release()
  }

  function hear(sentence: Sentence, opinion: RemoteOpinion): void {
    if (!asked.delete(sentence) || isClosed) return
    const counts = failure === undefined || sentence.start < failure.at
    if (counts && opinion.kind === 'unknown') isPartial = true
    else if (counts) answered++
    if (opinion.kind !== 'fault') sentence.opinion = 'pass'
    else {
      const { reason, message } = opinion
      sentence.opinion = { fault: 'remote', reason, ...(message !== undefined && { message }) }
    }
    if (counts) {
      if (sentence.holds) settle()
      else if (sentence.opinion !== 'pass') fail(sentence.start, sentence.opinion)
    }
    askMore()
    conclude()
  }

  async function ask(sentence: Sentence): Promise<void> {
    let opinion: RemoteOpinion = { kind: 'unknown' }
    try {
      opinion = (await remote?.(sentence.text, sentence.before)) ?? opinion
    } catch {
      // No verdict is never a verdict of safety: it stays unknown, and is on record as such.
    }
    hear(sentence, opinion)
  }

  function askMore(): void {
    while (asked.size < questionsAtOnce) {
      const sentence = unasked.shift()
      if (!sentence) return
      asked.add(sentence)
      void ask(sentence)
    }
  }

  /** Whether an opinion is missing of what may still stay. */
  function isMissing(): boolean {
    for (const { start } of asked) if (failure === undefined || start < failure.at) return true
    return unasked.length > 0
  }

  function conclude(): void {
    if (decided && (isClosed || !isMissing())) decided.resolve(failure?.fault)
  }

  /** What the rules say of a sentence that has ended; it stands before whatever is open. */
  function judge(text: string): void {
    const start = openStart
    // What was found may stand behind where a long sentence was parted.
    const isSuspect = suspicionIn(text, suspect ? 0 : searched, rules) !== undefined
    const earlierPart = isParted || goesOn.test(text) ? begun : ''
    const wasSuspect = isSuspect || (earlierPart !== '' && begunSuspect)
    openStart += text.length
    searched = 0
    suspect = false
    isParted = sentences.isParted()
    begun = isParted || !hasEnd.test(text) ? endOf(earlierPart + text) : ''
    begunSuspect = wasSuspect && suspicionIn(begun, 0, rules) !== undefined
    if (text.trim() === '') return
    const context = before + last
    const found = wasSuspect ? judgePart(text, earlierPart, context, rules) : undefined
    before = last
    last = text
    const holds = remoteMay === 'hold' && (mode === 'gated' || wasSuspect)
    const sentence: Sentence = { start, text, before: context, holds }
    if (found) {
      isOver = true
      const { fault, reachesBack } = found
      waiting.push({ ...sentence, start: reachesBack ? start - earlierPart.length : start, opinion: { fault } })
    } else if (remote && (holds || remoteMay === 'retract')) {
      if (holds) waiting.push(sentence)
      unasked.push(sentence)
    } else if (remote) isPartial = true
  }

  /** Looks at the words of the open sentence whose end is known. */
  function search(): void {
    const open = sentences.open()
    let end = open.length
    while (end > searched && isOfWord(open.charCodeAt(end - 1))) end--
    if (end === searched) return
    suspect = suspicionIn(open.slice(0, end), searched, rules) !== undefined
    searched = end
  }

  return {
    delta(piece) {
      if (isOver || isClosed || piece === '') return
      received += piece.length
      sentences.push(piece)
      for (let ended = sentences.next(); ended !== undefined; ended = isOver ? undefined : sentences.next())
        judge(ended)
      if (!isOver && !suspect && !(isParted && begunSuspect) && mode === 'suspicion') search()
      if (held.length === 0 && received <= cleared()) letGo(piece)
      else held.push(piece)
      if (waiting.length > 0 || held.length > 0) settle()
      if (unasked.length > 0) askMore()
    },

    finish() {
      if (!isOver && !isClosed) {
        judge(sentences.open())
        isOver = true
        settle()
        askMore()
      }
      decided ??= Promise.withResolvers()
      conclude()
      return decided.promise
    },

    abandon() {
      isClosed = true
      conclude()
    },

    text: () => kept,

    scanned() {
      if (isPartial || isMissing()) return 'partial'
      return answered > 0 ? 'both' : 'local'
    },
  }
}
