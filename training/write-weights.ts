import { writeFileSync } from 'node:fs'
import { classify } from '../src/safety/classify.ts'
import { atRisk, heldOut, learn, learnedFrom, sentencesOf } from './learn.ts'

/** Learns the weights anew; asked to measure, says what comes of those that were written on what was not learned from. */

const at = new URL('../src/safety/words/weights.json', import.meta.url)

function write(): void {
  const weights = learn(learnedFrom.flatMap(sentencesOf))
  writeFileSync(at, `${JSON.stringify(weights, null, 2)}\n`)
  console.log(`${Object.keys(weights.features).length} features`)
}

function measure(name: string): void {
  const held = sentencesOf(name).map(({ text, level }) => ({ level, found: classify(text).level >= atRisk }))
  const some = held.filter(({ level }) => level >= atRisk)
  const none = held.filter(({ level }) => level < atRisk)
  const of = (all: typeof held): string => `${all.filter(({ found }) => found).length} of ${all.length}`
  console.log(`${name}: at risk and noticed: ${of(some)}; not at risk and taken for it: ${of(none)}`)
}

if (process.argv.includes('--measure')) heldOut.forEach(measure)
else write()
