import { once } from 'node:events'
import { openField } from './field.ts'
import { createLedger } from './ledger.ts'
import { readOptions } from './options.ts'
import { soak } from './soak.ts'

const options = readOptions(process.argv.slice(2))
console.log(`Soaking ${options.nodes} nodes${options.redis ? '' : ', without Redis'}, with seed ${options.seed}`)

const brokenOff = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time nothing is put down in good order; what was started is killed all the same.
    if (brokenOff.signal.aborted) process.exit(130)
    brokenOff.abort()
  })
}

let began = performance.now()
const now = (): number => performance.now() - began
const ledger = createLedger((problem) => console.log(`! ${Math.round(now() / 1000)} s: ${problem}`))
{
  await using field = await openField(options, ledger.complain)
  began = performance.now()
  await Promise.race([soak(options, field, ledger, now), once(brokenOff.signal, 'abort')])
}
// Whoever still waits would keep it alive.
process.exit(brokenOff.signal.aborted ? 130 : Math.min(1, ledger.violations.length))
