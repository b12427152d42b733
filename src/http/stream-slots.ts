import { createSlots } from '../std/slots.ts'

export interface StreamSlots {
  /** Gives what releases the slot, as often as it is called; nothing when this user has none left. */
  take(userId: string): (() => void) | undefined
}

/** How many streams a user may have open at a time. */
export const createStreamSlots = ({ perUser }: { perUser: number }): StreamSlots => ({ take: createSlots(perUser) })
