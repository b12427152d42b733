import type { Memory } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

/** What a memory says beside its text, for whoever compares it with others. */
export interface MemoryTraits {
  /** What only one value can stand in. */
  slot: string | null
  /** What it is about, in one form for all wordings. */
  topic: string | null
  polarity: 1 | 0 | -1
}

export interface KnownMemory extends MemoryTraits {
  id: string
  text: string
}

export interface NewMemory extends MemoryTraits {
  text: string
  importance: number
  /** What another memory service calls it. */
  externalId?: string
}

/** Something learned, and from which words. */
export interface Lesson extends NewMemory {
  quote: string
  /** Where it was said; null where nothing of that is stored. */
  messageId: string | null
  conversationId: string | null
  /** Of its meaning, whatever its wording: what a person has deleted is known by it. */
  hash: string
  /** To be kept although it was deleted before. */
  explicit: boolean
  /** Memories whose words are in it though nobody has said them here: where those were said goes, its quote stands for it. */
  restsOn?: readonly string[]
}

/** What another memory service has. */
export interface Foreign {
  externalId: string
  text: string
  /** As of a lesson. */
  hash: string
  /** The memory of ours that it was made of. */
  memoryId?: string
  /** Of a conversation that it was learned from. */
  messageId?: string
}

/** What a lesson does to what is known. */
export type Verdict =
  | { kind: 'touch'; id: string }
  | { kind: 'supersede'; id: string }
  /** With `both` the text says what was known before as well: what was said now has no text of its own. */
  | { kind: 'merge'; id: string; text: string; both?: true }
  | { kind: 'add' }

export type MemoryUpdate =
  | { kind: 'updated'; memory: Memory }
  /** Somebody has changed it since. */
  | { kind: 'changed' }
  | { kind: 'not_found' }

/** What is known of people. Those that others stand in the place of are kept, and shown to nobody. */
export interface Memories {
  /** Latest first; with `text`, those that hold every one of its words. */
  list(userId: string, page: PageRequest & { text?: string }): Promise<Page<Memory>>
  get(userId: string, id: string): Promise<(Memory & { externalId: string | null }) | undefined>
  /** As it is, whatever else is known; 'full' where there is no room for more. */
  create(userId: string, memory: NewMemory, now: number): Promise<Memory | 'full'>
  /** By the person: from then on it is theirs, and no words that it was learned from stand behind it. */
  update(
    userId: string,
    id: string,
    change: Partial<Omit<NewMemory, 'externalId'>> & { version?: number; hashOf(text: string): string },
    now: number,
  ): Promise<MemoryUpdate>
  /** With all that it has stood in the place of. What it said is not learned again by itself, where `hashOf` is given. */
  remove(userId: string, id: string, hashOf?: (text: string) => string): Promise<boolean>
  /** A slice; how many it were, 0 when nothing is left. Their hashes are kept as above. */
  removeSome(userId: string, hashOf: (text: string) => string): Promise<number>
  /**
   * One transaction: each lesson is judged by all that is known by then. False, and nothing is done, where the claim on
   * the chore is not held any more: what was said is gone.
   */
  learn(
    userId: string,
    lessons: readonly Lesson[],
    judge: (lesson: Lesson, known: readonly KnownMemory[]) => Verdict,
    claim: string,
    now: number,
  ): Promise<boolean>
  /** Current ones that another memory service has, by its names for them. */
  byExternalId(userId: string, ids: readonly string[]): Promise<Map<string, Memory>>
  /**
   * One transaction: what another memory service has of a person, whom it knows as `pseudonym`, has a memory here from
   * then on. What is not to be kept, or has one already, is to be removed there. Returns those that have one by its
   * names for them.
   */
  adopt(userId: string, pseudonym: string, found: readonly Foreign[], now: number): Promise<Map<string, Memory>>
}
