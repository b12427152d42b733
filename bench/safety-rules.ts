import { performance } from 'node:perf_hooks'
import { classify } from '../src/safety/classify.ts'
import { hostile } from '../test/safety/cases/hostile.ts'
import { hostileWords } from '../test/safety/cases/hostile-words.ts'
import { ordinary } from '../test/safety/cases/ordinary.ts'
import { median, quantile } from './quantile.ts'

/** What the local rules cost: an ordinary message, and 100 KB of what is written to make them slow. */

const took = (text: string): number => {
  const begun = performance.now()
  classify(text)
  return performance.now() - begun
}

for (let round = 0; round < 5; round++) for (const text of ordinary) classify(text)
const messages = Float64Array.from(ordinary, took).sort()
const row = (name: string, typical: number, worst: number): string =>
  `${name.padEnd(28)} ${typical.toFixed(3).padStart(9)} ${worst.toFixed(3).padStart(9)}`

console.log(row('ms', Number.NaN, Number.NaN).replaceAll('NaN', '   ').trimEnd(), ' median   p99 / worst')
console.log(row('ordinary message', quantile(messages, 0.5), quantile(messages, 0.99)))
for (const { name, text } of [...hostile(100_000), ...hostileWords(100_000)]) {
  for (let warm = 0; warm < 5; warm++) classify(text)
  const times = Array.from({ length: 15 }, () => took(text))
  console.log(row(name, median(times), Math.max(...times)))
}
