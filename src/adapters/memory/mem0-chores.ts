import type { Chores } from '../../ports/chores.ts'

/** What is to be done at Mem0 by and by. Nothing in it says whose it is to whoever does not know the pseudonym. */
export type Mem0Chore =
  | { op: 'put'; person: string; id: string }
  | { op: 'remove'; id: string }
  | { op: 'removeAll'; person: string }
  | { op: 'settle'; person: string }

/** By then all that was accepted is done. */
const settledMs = 900_000

/** Of nobody: they outlive whoever they are about. */
export function createMem0Chores(chores: Pick<Chores, 'add'>, now: () => number) {
  const add = (subject: string, seq: number, payload: Mem0Chore, inMs = 0): Promise<void> =>
    chores.add({ kind: 'mirror', subject, seq, userId: '', payload: { ...payload }, due: now() + inMs }, now())

  return {
    /** Mem0 is to have it as it is here by then; each version once. */
    put: (person: string, { id, version }: { id: string; version: number }) =>
      add(id, version, { op: 'put', person, id }),
    async remove(ids: readonly string[]): Promise<void> {
      for (const id of ids) await add(id, 0, { op: 'remove', id })
    },
    /** Twice: what is under way comes after the first. */
    async removeAll(person: string): Promise<void> {
      await add(person, 0, { op: 'removeAll', person })
      await add(person, 1, { op: 'removeAll', person }, settledMs)
    },
    /** What may have been heard, or is under way, is looked for when it must have come. */
    settle: (person: string) => add(person, 2, { op: 'settle', person }, settledMs),
  }
}

export type Mem0Chores = ReturnType<typeof createMem0Chores>
