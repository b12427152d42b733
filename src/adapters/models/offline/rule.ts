import { decompose, readPattern } from './decompose.ts'
import type { Parts, Pattern } from './decompose.ts'
import type { Clause } from './clauses.ts'

/** One thing to listen for, as it stands in the script. */
export interface RuleSource {
  /** The clause of the highest rank is answered. */
  rank: number
  /** Answers although everything in it was said before: what a person must be told, as often as they ask. */
  insist?: true
  /** Listens to a message that holds nothing else. */
  whole?: true
  /** Listens to questions alone. */
  asks?: true
  when: readonly string[]
  /** `{1}` is the pattern's first numbered part, turned round. */
  say: readonly string[]
}

export interface Rule extends Omit<RuleSource, 'when'> {
  patterns: readonly Pattern[]
}

export interface Heard {
  rule: Rule
  parts: Parts
}

export const readRules = (sources: readonly RuleSource[]): Rule[] =>
  sources
    .map(({ when, ...rule }) => ({ ...rule, patterns: when.map(readPattern) }))
    .sort((left, right) => right.rank - left.rank)

function hear(rule: Rule, clauses: readonly Clause[]): Heard | undefined {
  const hears = ({ words }: Clause): boolean => rule.patterns.some((pattern) => decompose(pattern, words) !== undefined)
  if (rule.whole && !clauses.every(hears)) return undefined
  // What is said last is mostly what is meant.
  for (const clause of clauses.toReversed()) {
    if (rule.asks && !clause.asks) continue
    for (const pattern of rule.patterns) {
      const parts = decompose(pattern, clause.words)
      if (parts) return { rule, parts }
    }
  }
  return undefined
}

/** Every rule that has something to say to this, the weightiest first. */
export const hearAll = (rules: readonly Rule[], clauses: readonly Clause[]): Heard[] =>
  rules.flatMap((rule) => hear(rule, clauses) ?? [])
