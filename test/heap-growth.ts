import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How many MiB are kept after the work is done that were not kept before. */
export async function heapGrowth(work: () => Promise<void> | void): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const kept = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = kept()
  await work()
  return (kept() - before) / 2 ** 20
}
