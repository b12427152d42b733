import { take, type Clause, type Found, type Rule, type Taken } from './clause.ts'

/** What a clause says that looks like a pattern: facts, none where it only looks so, undefined where others may look. */
export type Reading = (taken: Taken, clause: Clause, saidAt: number) => readonly Found[] | undefined
/** A pattern over a clause's words, with the flag `d` where the reading asks for its groups. */
export type Saying = readonly [looks: RegExp, reading: Reading]

const patterns: RegExp[] = []

/** V8 compiles a pattern where it is used first, and once more where it is used again: this does it one by one. */
export function* compile(): Generator<undefined> {
  for (const looks of patterns) yield void (looks.test('i am') || looks.test('my'))
}

/** The first of them that has something to say about a clause is the only one. */
export function firstOf(sayings: readonly Saying[]): Rule {
  patterns.push(...sayings.map(([looks]) => looks))
  return (clause, saidAt) => {
    for (const [looks, reading] of sayings) {
      const taken = take(clause, looks)
      const found = taken && reading(taken, clause, saidAt)
      if (found) return found
    }
    return []
  }
}
