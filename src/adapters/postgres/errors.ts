import { DatabaseError } from 'pg'

/** The five characters by which Postgres says what is wrong; undefined where it was not Postgres that said so. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof DatabaseError ? (error.code ?? 'XX000') : undefined

/** Refused while the connection is as good as before: no room, too slow, or somebody else's lock. */
const refused = ['53', '55P03', '57014']

/** The connection, or the server behind it, is gone or of no use: ended, restarting, a copy that only reads, a disk. */
const lost = ['08', '57P', '25006', '25P03', '58']

const beginsWithOne = (state: string, codes: readonly string[]): boolean => codes.some((code) => state.startsWith(code))

/** Whether it passes, and whether the connection is worth keeping. What is not from the server is of the way to it. */
export function troubleOf(error: unknown): { passes: boolean; broken: boolean } {
  const state = sqlState(error)
  if (state === undefined) return { passes: true, broken: true }
  const broken = beginsWithOne(state, lost)
  return { passes: broken || beginsWithOne(state, refused), broken }
}

/** Others were in the way: the same, done again, may well succeed. */
export const collisions = new Set(['40001', '40P01'])
