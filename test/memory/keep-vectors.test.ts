import { expect, test } from 'vitest'
import { createKeepVectors } from '../../src/memory/keep-vectors.ts'
import type { Vectors } from '../../src/ports/recall.ts'

const bytes = new Uint8Array([1, 0])

/** A store that answers when it is told to, with the rows that there are when it was asked. */
function open() {
  const world = { time: 0, rows: [1], asked: [] as PromiseWithResolvers<void>[] }
  const kept = createKeepVectors({
    recall: {
      async vectors(): Promise<Vectors> {
        const { rows } = world
        const asked = Promise.withResolvers<void>()
        world.asked.push(asked)
        await asked.promise
        return { rows, vectors: rows.map(() => bytes) }
      },
    },
    model: 'a-model',
    now: () => world.time,
  })
  const answerAll = () => {
    for (const asked of world.asked) asked.resolve()
  }
  return { world, kept, answerAll, rowsOf: async (userId: string) => [...(await kept.of(userId)).keys()] }
}

test('those who ask for the same person at once have them read once, and nobody has another’s', async () => {
  const { world, answerAll, rowsOf } = open()
  const all = [rowsOf('ann'), rowsOf('ann'), rowsOf('bob')]
  expect(world.asked).toHaveLength(2)
  answerAll()
  await Promise.all(all)
  await rowsOf('ann')
  expect(world.asked).toHaveLength(2)
  world.time = 300_000
  void rowsOf('ann')
  expect(world.asked).toHaveLength(3)
})

test('what is forgotten while it is read is not known afterwards', async () => {
  const { world, kept, answerAll, rowsOf } = open()
  const before = rowsOf('ann')
  kept.forget('ann')
  world.rows = []
  answerAll()
  await before
  const after = rowsOf('ann')
  answerAll()
  expect(await after).toEqual([])
})

test('what is stored while the others are read is known afterwards', async () => {
  const { world, kept, answerAll, rowsOf } = open()
  const before = rowsOf('ann')
  world.rows = [1, 2]
  kept.add('ann', [{ row: 2, vector: bytes }])
  answerAll()
  await before
  const after = rowsOf('ann')
  answerAll()
  expect(await after).toEqual([1, 2])
})

test('after a failure they are read again', async () => {
  const { world, answerAll, rowsOf } = open()
  const failed = rowsOf('ann')
  world.asked[0]?.reject(new Error('down'))
  await expect(failed).rejects.toThrow('down')
  const after = rowsOf('ann')
  answerAll()
  expect(await after).toEqual([1])
})
