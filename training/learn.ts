import { readFileSync } from 'node:fs'
import { fold } from '../src/safety/rules/normalise.ts'
import { meantIn } from '../src/safety/rules/read-english.ts'
import { piecesOf } from '../src/safety/words/features.ts'
import type { Weights } from '../src/safety/words/score.ts'
import { scaleOf, scoreOf } from '../src/safety/words/score.ts'

/** A sentence that somebody wrote to be learned from, and what its risk is. */
export interface Sentence {
  level: number
  text: string
}

/** From this level on a sentence is one of somebody at risk. */
export const atRisk = 2

const rounds = 30
/** From here on weights wander about what is learned, which is their mean. */
const settled = 10
const rate = 0.3
const penalty = 0.0005
/** What fewer texts have is chance. */
const fewest = 2
/** A smaller weight changes nothing, and need not be shipped. */
const least = 0.75

interface Example {
  features: ReadonlySet<string>
  isAtRisk: boolean
}

/** Every number below `length`, in an order that has none and is the same each time. */
function* shuffled(length: number, seed: number): Generator<number> {
  const order = Array.from({ length }, (_, at) => at)
  let state = seed
  for (let at = length - 1; at >= 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (at + 1)
    const chosen = order[other] ?? 0
    order[other] = order[at] ?? 0
    yield chosen
  }
}

const toTenths = (value: number): number => Math.round(value * 10) / 10

/** Logistic regression with a penalty on weights, by gradient descent with a rate of its own for each feature. */
function fit(examples: readonly Example[]): Weights {
  const counts = new Map<string, number>()
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const names = [...counts].flatMap(([name, count]) => (count >= fewest ? [name] : []))
  const numbers = new Map(names.map((name, number) => [name, number]))
  const rows = examples.map(({ features, isAtRisk }) => ({
    numbers: [...features].flatMap((name) => numbers.get(name) ?? []),
    scale: scaleOf(features),
    isAtRisk,
  }))
  const weights = new Float64Array(names.length)
  const squares = new Float64Array(names.length).fill(1e-6)
  const sums = new Float64Array(names.length)
  let bias = 0
  let biasSquares = 1e-6
  let biasSum = 0
  for (let round = 1; round <= rounds; round++) {
    for (const number of shuffled(rows.length, round)) {
      const row = rows[number]
      if (!row) continue
      const sum = row.numbers.reduce((all, feature) => all + (weights[feature] ?? 0), 0)
      const error = 1 / (1 + Math.exp(-bias - sum * row.scale)) - (row.isAtRisk ? 1 : 0)
      for (const feature of row.numbers) {
        const weight = weights[feature] ?? 0
        const slope = error * row.scale + penalty * weight
        const square = (squares[feature] ?? 0) + slope * slope
        squares[feature] = square
        weights[feature] = weight - (rate * slope) / Math.sqrt(square)
      }
      biasSquares += error * error
      bias -= (rate * error) / Math.sqrt(biasSquares)
    }
    if (round <= settled) continue
    for (const [number, weight] of weights.entries()) sums[number] = (sums[number] ?? 0) + weight
    biasSum += bias
  }
  const counted = rounds - settled
  const learned = names
    .map((name, number): [string, number] => [name, toTenths((sums[number] ?? 0) / counted)])
    .filter(([, weight]) => Math.abs(weight) >= least)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return { bias: toTenths(biasSum / counted), features: Object.fromEntries(learned) }
}

/**
 * How much each word, and each two that stand together, speak for somebody being at risk. The same sentences make the
 * same weights. Of a long text at risk only the piece counts that speaks for it most: it is said in one place.
 */
export function learn(sentences: readonly Sentence[]): Weights {
  const texts = sentences.map(({ text, level }) => ({
    pieces: piecesOf(meantIn(fold(text))),
    isAtRisk: level >= atRisk,
  }))
  const whole = texts.flatMap(({ pieces, isAtRisk }) =>
    pieces.length === 1 || !isAtRisk ? pieces.map((features) => ({ features, isAtRisk })) : [],
  )
  const first = fit(whole)
  const telling = texts.flatMap(({ pieces, isAtRisk }) => {
    if (pieces.length === 1 || !isAtRisk) return []
    const score = scoreOf(first)
    return [{ features: pieces.reduce((one, other) => (score(other) > score(one) ? other : one)), isAtRisk }]
  })
  return fit([...whole, ...telling])
}

/** Those of a file of this folder, one a line. */
export const sentencesOf = (name: string): Sentence[] =>
  readFileSync(new URL(`sentences/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sentence)

/** What is learned from. */
export const learnedFrom = [
  'wishes',
  'means',
  'bodies',
  'oblique',
  'ordinary',
  'short',
  'twins',
  'tired',
  'plans',
  'others',
  'talk',
] as const

/** What never is: by these it is measured what comes of it. */
export const heldOut = ['held-out', 'held-out-six-languages'] as const
