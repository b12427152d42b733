import { expect, test } from 'vitest'
import { createEmbedNew } from '../../src/memory/embed-new.ts'

const { signal: never } = new AbortController()

/** So many texts of Ann that have no vector yet. */
function open(count: number) {
  const vectors = new Map<number, Uint8Array>()
  const known: number[] = []
  const world = {
    time: 0,
    asked: [] as number[],
    troubles: [] as unknown[],
    kept: ({ row }: { row: number }): boolean => row > 0,
    embed: async (texts: readonly string[]): Promise<Float32Array[]> => texts.map(() => Float32Array.of(1, 0)),
  }
  const embedNew = createEmbedNew({
    recall: {
      unembedded: async (_, model, limit) => {
        expect(model).toBe('a-model')
        const rows = Array.from({ length: count }, (__, i) => i + 1).filter((row) => !vectors.has(row))
        return rows.slice(0, limit).map((row) => ({ row, text: `text ${row}` }))
      },
      embed: async (_, __, some) => {
        const stored = some.filter((one) => world.kept(one))
        for (const { row, vector } of stored) vectors.set(row, vector)
        return stored
      },
    },
    kept: {
      of: async () => new Map(),
      add: (_, some) => known.push(...some.map(({ row }) => row)),
      forget: () => {},
    },
    embedder: {
      model: 'a-model',
      embed(texts) {
        world.asked.push(texts.length)
        return world.embed(texts)
      },
    },
    now: () => world.time,
    onTrouble: (error) => world.troubles.push(error),
  })
  return { world, vectors, known, embedNew }
}

test('all that is new has its vector, in portions, and is known at once', async () => {
  const { world, vectors, known, embedNew } = open(150)
  await embedNew('ann', never)
  expect(world.asked).toEqual([64, 64, 22])
  expect(vectors.size).toBe(150)
  expect(known).toHaveLength(150)
  await embedNew('ann', never)
  expect(world.asked).toHaveLength(3)
})

test('the import of thousands keeps others waiting no longer than a slice of it', async () => {
  const { world, vectors, embedNew } = open(10_000)
  await embedNew('ann', never)
  expect(vectors.size).toBe(512)
  world.embed = async (texts) => {
    world.time += 15_000
    return texts.map(() => Float32Array.of(1, 0))
  }
  await embedNew('ann', never)
  expect(vectors.size).toBe(640)
  for (let chore = 0; chore < 80; chore++) await embedNew('ann', never)
  expect(vectors.size).toBe(10_000)
})

test('a text that has no meaning is not asked for for ever', async () => {
  const { world, vectors, embedNew } = open(3)
  world.embed = async () => [Float32Array.of(1, 0), new Float32Array(), Float32Array.of(0, 1)]
  await embedNew('ann', never)
  await embedNew('ann', never)
  expect(world.asked).toEqual([3])
  expect(vectors.get(2)).toEqual(new Uint8Array())
})

test('what was changed or has gone while its vector was made is not known by that', async () => {
  const { world, vectors, known, embedNew } = open(3)
  world.kept = ({ row }) => row !== 2
  await embedNew('ann', never)
  expect([[...vectors.keys()], known]).toEqual([
    [1, 3],
    [1, 3],
  ])
  world.kept = () => true
  await embedNew('ann', never)
  expect(world.asked).toEqual([3, 1])
})

test('what is being embedded is not paid for by another at the same time', async () => {
  const { world, embedNew } = open(3)
  const slow = Promise.withResolvers<Float32Array[]>()
  world.embed = () => slow.promise
  const first = embedNew('ann', never)
  await embedNew('ann', never)
  slow.resolve([Float32Array.of(1), Float32Array.of(1), Float32Array.of(1)])
  await first
  expect(world.asked).toEqual([3])
})

test('a failure is told and not thrown: what was learned before it would be learned again', async () => {
  const { world, vectors, embedNew } = open(150)
  let round = 0
  world.embed = async (texts) => {
    if (++round > 1) throw new Error('down')
    return texts.map(() => Float32Array.of(1, 0))
  }
  await embedNew('ann', never)
  expect(world.troubles).toHaveLength(1)
  expect(vectors.size).toBe(64)
})

test('a server that fails is not asked by every chore, and what it has missed is done later', async () => {
  const { world, vectors, embedNew } = open(5)
  world.embed = async () => {
    throw new Error('down')
  }
  await embedNew('ann', never)
  await embedNew('bob', never)
  expect([world.asked, world.troubles.length]).toEqual([[5], 1])
  world.time += 60_000
  world.embed = async (texts) => texts.map(() => Float32Array.of(1, 0))
  await embedNew('ann', never)
  expect(vectors.size).toBe(5)
})

test('a process that leaves does not complain of what it has broken off itself', async () => {
  const { world, embedNew } = open(5)
  const leaving = new AbortController()
  world.embed = async () => {
    leaving.abort()
    throw new Error('aborted')
  }
  await embedNew('ann', leaving.signal)
  expect(world.troubles).toEqual([])
})
