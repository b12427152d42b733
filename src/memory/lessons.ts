import type { Said } from '../ports/memory.ts'
import type { Lesson } from '../ports/memories.ts'
import { sha256Hex } from '../std/sha256-hex.ts'
import type { Fact } from './facts.ts'
import { factKey } from './reading.ts'

/** What tells the meaning of a memory apart from all others of its person, and says nothing of it. */
export const hashOf = (userId: string, text: string): string => sha256Hex(`${userId}\0${factKey(text)}`)

/** A fact, with where it was said. */
export const toLesson = (userId: string, fact: Fact, { messageId, conversationId }: Said): Lesson => ({
  ...fact,
  messageId,
  conversationId,
  hash: hashOf(userId, fact.text),
})
