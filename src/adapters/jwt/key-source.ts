import { setTimeout as delay } from 'node:timers/promises'
import type { LocalJWKSet } from 'jose'
import { createKeySetFetcher } from './fetch-key-set.ts'

export type Keys = { kind: 'keys'; keys: LocalJWKSet } | { kind: 'unavailable'; cause: unknown }

/** The keys of whoever signs. Nothing here rejects. */
export interface KeySource extends AsyncDisposable {
  current(now: number): Promise<Keys>
  /** Other keys than these, which did not serve; `undefined` where there are none, or none may be asked for yet. */
  newer(than: LocalJWKSet, now: number): Promise<LocalJWKSet | undefined>
}

const KEEP_MS = 600_000
const KEEP_IN_OUTAGE_MS = 3_600_000
const PAUSE_MS = 30_000
/** Without keys nobody gets in: the next one who knocks asks again, but a crowd does not. */
const PAUSE_WITHOUT_KEYS_MS = 1_000
/** What a request waits for newer keys, so that one that was withdrawn lets nobody in any more. */
const PATIENCE_MS = 250

export function createKeySource(url: string, onTrouble: (cause: unknown) => void): KeySource {
  const fetcher = createKeySetFetcher(url)
  let held: { keys: LocalJWKSet; fetchedAt: number } | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let failure: unknown
  let pending: Promise<void> | undefined
  let disposed = false

  const isYounger = (ms: number, now: number): boolean => held !== undefined && isWithin(ms, held.fetchedAt, now)

  async function ask(now: number): Promise<void> {
    askedAt = now
    try {
      held = { keys: await fetcher.fetch(), fetchedAt: now }
    } catch (error) {
      failure = error
      if (!disposed) onTrouble(error)
    } finally {
      pending = undefined
    }
  }

  async function refresh(now: number): Promise<void> {
    const pause = isYounger(KEEP_IN_OUTAGE_MS, now) ? PAUSE_MS : PAUSE_WITHOUT_KEYS_MS
    if (pending === undefined && isWithin(pause, askedAt, now)) return
    pending ??= ask(now)
    await pending
  }

  return {
    async current(now) {
      if (!isYounger(KEEP_MS, now)) {
        const refreshed = refresh(now)
        // Whoever hands out the keys may hang: those that are held serve whoever cannot wait.
        await (isYounger(KEEP_IN_OUTAGE_MS, now) ? Promise.race([refreshed, delay(PATIENCE_MS)]) : refreshed)
      }
      return held !== undefined && isYounger(KEEP_IN_OUTAGE_MS, now)
        ? { kind: 'keys', keys: held.keys }
        : { kind: 'unavailable', cause: failure }
    },
    async newer(than, now) {
      await refresh(now)
      return held?.keys === than ? undefined : held?.keys
    },
    async [Symbol.asyncDispose]() {
      disposed = true
      await fetcher[Symbol.asyncDispose]()
    },
  }
}

/** Either way: a clock that was set back must not make old keys young for ever. */
function isWithin(ms: number, then: number, now: number): boolean {
  return Math.abs(now - then) < ms
}
