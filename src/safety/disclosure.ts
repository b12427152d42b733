import type { Care } from '../ports/care.ts'
import { asksWho } from './asks-who.ts'

export type DisclosureReason = 'start' | 'asked' | 'ongoing' | 'return'

const minuteMs = 60_000
const pauseMs = 30 * minuteMs
const ongoingMs = 180 * minuteMs
const awayMs = 7 * 24 * 60 * minuteMs

/** Why a person is told now that they talk to an AI; undefined where there is no reason. */
export function disclosureReason({ talk }: Care, said: string, now: number): DisclosureReason | undefined {
  if (asksWho(said)) return 'asked'
  if (!talk) return 'start'
  if (now - talk.last >= awayMs) return 'return'
  const isPaused = now - talk.last >= pauseMs
  return !isPaused && now - Math.max(talk.since, talk.told) >= ongoingMs ? 'ongoing' : undefined
}

/** What is known of how long they have been talking, after this turn. */
export function talkAfter({ talk }: Care, isTold: boolean, now: number): NonNullable<Care['talk']> {
  const goesOn = talk !== undefined && now - talk.last < pauseMs
  return { since: goesOn ? talk.since : now, last: now, told: isTold || !talk ? now : talk.told }
}
