import { factsIn } from '../../src/memory/rules/facts-in.ts'

/** A Saturday. */
export const saidAt = Date.UTC(2026, 10, 21, 12)

/** What is said, and all that is to be known from it. */
export type Said = readonly [message: string, ...facts: string[]]

export const learned = (message: string): string[] => factsIn(message, saidAt).map(({ text }) => text)
