import type { WireEvent } from '../test/client.ts'

export type DialectName = 'v1' | 'S1' | 'S3' | 'S4'

/** What one person says in one place. */
export interface Talk {
  readonly name: string
  readonly dialect: DialectName
  /** Its conversation; undefined where nobody has told it. */
  conversation: string | undefined
  readonly sent: Sent[]
  /** `asked`: it may be gone. `gone`: the server has said so. */
  deletion: 'none' | 'asked' | 'gone'
}

/** One POST that begins a run, however often it was repeated, and all that anybody was told of it. */
export interface Sent {
  readonly talk: Talk
  /** The message, which nobody says twice; of a regeneration, the one that is answered again. */
  readonly question: string
  readonly kind: 'message' | 'regenerate'
  readonly key: string
  /** undefined: nobody has said that it was accepted. */
  run: string | undefined
  /** Older contracts forget a first turn that fails, its key too: what it was accepted as before. */
  readonly forgotten: string[]
  /** Somebody has asked for its end, or may have. */
  stopAsked: boolean
  /** The state that a stop, or a whole answer, was told. */
  toldState: string | undefined
  /** What each of its readers has read, to the end or until its conversation was deleted. */
  readonly readings: WireEvent[][]
  /** Whole answers that were told otherwise than by v1 events. */
  readonly toldTexts: string[]
}

export interface Ledger {
  readonly talks: Talk[]
  readonly violations: string[]
  /** In the counts of the table. */
  resent: number
  searches: number
  reads: number
  /** What is being waited for, and how far it has come. */
  readonly waiting: Set<() => string>
  talk(name: string, dialect: DialectName): Talk
  ask(talk: Talk, kind: Sent['kind'], question: string, key: string): Sent
  /** Someone was told that it is accepted, as this run. */
  accept(sent: Sent, run: string): void
  complain(problem: string): void
  sents(): Sent[]
  accepted(): number
  /** Calls whenever somebody was told for the first time that something is accepted. */
  onAccepted(listener: () => void): void
}

/** `hear` is told of every violation as it is found. */
export function createLedger(hear: (problem: string) => void = () => {}): Ledger {
  const talks: Talk[] = []
  const violations: string[] = []
  const known = new Set<string>()
  const listeners: (() => void)[] = []
  let accepted = 0

  const ledger: Ledger = {
    talks,
    violations,
    resent: 0,
    searches: 0,
    reads: 0,
    waiting: new Set(),
    talk(name, dialect) {
      const talk: Talk = { name, dialect, conversation: undefined, sent: [], deletion: 'none' }
      talks.push(talk)
      return talk
    },
    ask(talk, kind, question, key) {
      const sent: Sent = {
        talk,
        question,
        kind,
        key,
        run: undefined,
        forgotten: [],
        stopAsked: false,
        toldState: undefined,
        readings: [],
        toldTexts: [],
      }
      talk.sent.push(sent)
      return sent
    },
    accept(sent, run) {
      if (sent.run === undefined) {
        if (known.has(run)) ledger.complain(`run ${run} was given to "${sent.question}" and to another message`)
        known.add(run)
        sent.run = run
        accepted++
        for (const listener of listeners) listener()
      } else if (sent.run !== run && sent.talk.dialect !== 'v1') {
        sent.forgotten.push(sent.run)
        sent.run = run
      } else if (sent.run !== run) {
        ledger.complain(`"${sent.question}" with one key became two runs: ${sent.run} and ${run}`)
      }
    },
    complain(problem) {
      if (violations.includes(problem)) return
      violations.push(problem)
      hear(problem)
    },
    sents: () => talks.flatMap(({ sent }) => sent),
    accepted: () => accepted,
    onAccepted: (listener) => void listeners.push(listener),
  }
  return ledger
}
