import { setImmediate as nextTick } from 'node:timers/promises'
import type { Said } from '../ports/memory.ts'
import type { Fact } from './facts.ts'

type FactsIn = (message: string, saidAt: number) => Fact[]

export interface ReadFacts {
  /** What rules know of what was said; a few milliseconds for each message, and between them others have their turn. */
  read(said: readonly Said[]): Promise<{ fact: Fact; said: Said }[]>
  /** To have it done before anybody speaks, a little at a time: the patterns take a tenth of a second to be compiled. */
  load(): Promise<void>
}

export function createReadFacts(): ReadFacts {
  let loaded: Promise<FactsIn> | undefined

  async function loadRules(): Promise<FactsIn> {
    const { factsIn, prepare } = await import('./rules/facts-in.ts')
    for (const _ of prepare()) await nextTick()
    return factsIn
  }

  const rules = (): Promise<FactsIn> => (loaded ??= loadRules())

  return {
    async read(all) {
      const factsIn = await rules()
      const found: { fact: Fact; said: Said }[] = []
      for (const said of all) {
        for (const fact of factsIn(said.text, said.at)) found.push({ fact, said })
        await nextTick()
      }
      return found
    },
    load: async () => void (await rules()),
  }
}
