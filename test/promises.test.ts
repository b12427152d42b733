import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** How many promises each of the older contracts makes; the rules of the wire are W1 to W9. */
const contracts: Record<string, number> = { S0: 8, S1: 8, S2: 10, S3: 7, S4: 9 }

const promises = [
  ...Object.entries(contracts).flatMap(([contract, count]) =>
    Array.from({ length: count }, (_, i) => `${contract}-${i + 1}`),
  ),
  ...Array.from({ length: 9 }, (_, i) => `W${i + 1}`),
]

/** Not kept yet, or not wholly, and why. Nothing may come to this list; it ends empty. */
const stillToKeep: Record<string, string> = {}

const id = /(?:S[0-4]-\d+|W\d)/
const citation = new RegExp(`['"\`](${id.source}(?:, ${id.source})*):? `, 'g')

const cited = new Set(
  globSync('test/**/*.test.ts')
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(citation)])
    .flatMap(([, ids = '']) => ids.split(', ')),
)

test('every promise of the five contracts is cited by a test', () => {
  const uncited = promises.filter((promise) => !cited.has(promise) && stillToKeep[promise] === undefined)
  expect(uncited).toEqual([])
})

test('nothing is cited that was never promised, and nothing is still to keep that nobody promised', () => {
  const known = new Set(promises)
  expect([...cited].filter((promise) => !known.has(promise))).toEqual([])
  expect(Object.keys(stillToKeep).filter((promise) => !known.has(promise))).toEqual([])
})
