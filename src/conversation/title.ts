import { takeCodePoints } from '../std/code-points.ts'

/** Until a better one comes: the first words, on one line. */
export const titleOf = (content: string): string | null =>
  takeCodePoints(content.replace(/\s+/g, ' ').trim(), 50).trimEnd() || null
