import type { Classifier, RemoteVerdict, RiskCategory, RiskSubject, TextToCheck, Verdict } from '../ports/classifier.ts'
import { createBreaker } from '../std/breaker.ts'
import { inTime } from '../std/in-time.ts'

export interface AskClassifiersOptions {
  classifiers: readonly Classifier[]
  inputMs?: number
  outputMs?: number
  /** In milliseconds, of a clock that is never set back. */
  now(): number
  /** Told what went wrong when a classifier is left alone for a while; and no more until it has answered again. */
  onTrouble(name: string, error: unknown): void
}

export interface NamedVerdict {
  name: string
  version: string
  verdict: RemoteVerdict
}

export interface ClassifiersSaid {
  verdicts: NamedVerdict[]
  /** Names of those that have no verdict, for whatever reason. */
  missing: string[]
}

export interface AskClassifiers {
  /** Never rejects. Who leaves meanwhile is told that all are missing which have not answered. */
  ask(asked: TextToCheck, signal: AbortSignal): Promise<ClassifiersSaid>
  readonly size: number
}

const patience = { failures: 5, openMs: 30_000 }

/** All at once, each in its time; whoever fails too often is not asked for a while. */
export function createAskClassifiers(options: AskClassifiersOptions): AskClassifiers {
  const { classifiers, inputMs = 800, outputMs = 400, now, onTrouble } = options
  const asks = classifiers.map((one) => createAsk(one))

  function createAsk(classifier: Classifier) {
    const breaker = createBreaker({ ...patience, now })
    let told = false

    return async (asked: TextToCheck, signal: AbortSignal): Promise<NamedVerdict> => {
      if (signal.aborted || !breaker.allows()) throw new Error('It is not asked')
      try {
        const ms = asked.stage === 'input' ? inputMs : outputMs
        // Async by itself: one that throws before it waits must not leave the timer behind.
        const verdict = await inTime(async (within) => classifier.check(asked, within), ms, signal)
        breaker.succeeded()
        told = false
        return { name: classifier.name, version: classifier.version, verdict }
      } catch (error) {
        // Whoever stopped waiting is no failure of the one who was asked.
        if (!signal.aborted) {
          breaker.failed()
          if (!told && !breaker.allows()) {
            told = true
            onTrouble(classifier.name, error)
          }
        }
        throw error
      }
    }
  }

  return {
    size: classifiers.length,
    async ask(asked, signal) {
      const came = await Promise.allSettled(asks.map((one) => one(asked, signal)))
      const verdicts: NamedVerdict[] = []
      const missing: string[] = []
      for (const [place, { name }] of classifiers.entries()) {
        const one = came[place]
        if (one?.status === 'fulfilled') verdicts.push(one.value)
        else missing.push(name)
      }
      return { verdicts, missing }
    },
  }
}

export type Scanned = 'local' | 'remote' | 'both' | 'partial'

/** The gravest last. */
const subjects: readonly RiskSubject[] = ['none', 'fiction', 'other', 'self']

/** Others can raise any level, and lower nothing but a 2 to 1, with one voice; whoever is missing has not said that all is well. */
export function combine(
  local: Verdict,
  remote: readonly RemoteVerdict[],
  missing: number,
): { verdict: Verdict; scanned: Scanned } {
  const scanned = missing > 0 ? 'partial' : remote.length > 0 ? 'both' : 'local'
  const highest = remote.reduce((most, { level }) => (level > most ? level : most), local.level)
  const isLowered = scanned === 'both' && local.level === 2 && remote.every(({ level }) => level <= 1)
  const verdict = {
    level: isLowered ? 1 : highest,
    subject: subjectOf(local, remote),
    categories: mergeCategories([local, ...remote]),
  } as const
  return { verdict, scanned }
}

/** Whoever raises the level may make it graver whom it is about, and nobody less grave; unknown, it is the one who writes. */
function subjectOf(local: Verdict, remote: readonly RemoteVerdict[]): RiskSubject {
  const raisers = remote.filter(({ level }) => level > local.level)
  const named = new Set([local, ...raisers].map(({ subject }) => subject))
  const gravest = subjects.findLast((one) => named.has(one)) ?? 'none'
  return gravest === 'none' && raisers.some(({ level }) => level >= 2) ? 'self' : gravest
}

function mergeCategories(verdicts: readonly Verdict[]): RiskCategory[] {
  const merged = new Map<string, number>()
  for (const { name, score } of verdicts.flatMap(({ categories }) => categories)) {
    merged.set(name, Math.max(merged.get(name) ?? 0, score))
  }
  return [...merged].map(([name, score]) => ({ name, score }))
}
