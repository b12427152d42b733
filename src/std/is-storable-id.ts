import { codePointLength } from './code-points.ts'

/** An id that somebody else has chosen: every store can hold it, and nobody takes it for another by what cannot be seen. */
export const isStorableId = (id: string): boolean =>
  id.trim() !== '' && id.isWellFormed() && !/\p{Cc}/u.test(id) && codePointLength(id) <= 255
