import { createActs } from './native-acts.ts'
import type { Ledger } from './ledger.ts'
import type { Line } from './line.ts'
import type { Random } from './random.ts'

export interface Person {
  name: string
  ledger: Ledger
  line: Line
  random: Random
  /** Whether it goes on talking. */
  goesOn(): boolean
}

const manners = {
  async: 16,
  stream: 18,
  whole: 8,
  twice: 10,
  queue: 8,
  interrupt: 7,
  stop: 9,
  regenerate: 8,
  search: 6,
  list: 4,
} as const

/** Talks v1 as an eager client does, one conversation after the other. */
export async function talkNative(person: Person): Promise<void> {
  const { name, ledger, random, goesOn } = person
  for (let n = 0; goesOn(); n++) {
    const talk = ledger.talk(`${name}.${n}`, 'v1')
    const acts = createActs(person, talk)
    await acts.begin()
    const length = random.between(3, 12)
    for (let i = 0; i < length && goesOn(); i++) await acts[random.choose(manners)]()
    if (random.chance(0.2)) await acts.remove()
  }
}
