import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createReadFacts } from '../../src/memory/read-facts.ts'

/** How often others have their turn while something is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  const seen = { turns: 0, isDone: false }
  const done = work.then(() => (seen.isDone = true))
  while (!seen.isDone) {
    await nextTurn()
    seen.turns++
  }
  await done
  return seen.turns
}

test('nobody waits until all the patterns are compiled', async () => {
  const readFacts = createReadFacts()
  expect(await turnsDuring(readFacts.load())).toBeGreaterThan(200)
})

test('between two messages that are read others have their turn', async () => {
  const readFacts = createReadFacts()
  await readFacts.load()
  const said = Array.from({ length: 50 }, (_, at) => ({
    text: 'My name is Ada and I live in Lyon',
    at: 0,
    messageId: `m${at}`,
    conversationId: 'c1',
    imported: false,
  }))
  const reading = readFacts.read(said)
  expect(await turnsDuring(reading)).toBeGreaterThanOrEqual(50)
  expect((await reading).map(({ fact }) => fact.text)).toHaveLength(100)
})
