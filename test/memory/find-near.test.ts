import { expect, test } from 'vitest'
import { createFindNear } from '../../src/memory/find-near.ts'
import { createKeepVectors } from '../../src/memory/keep-vectors.ts'
import { packVector } from '../../src/memory/vectors.ts'
import { vectorOf } from '../fake-embeddings.ts'
import { turn } from './found.ts'

const { signal: never } = new AbortController()
const embedded = (text: string): Float32Array => Float32Array.from(vectorOf(text))

/** What a person has said, by row, and somebody who can tell what it means as long as nothing is in the way. */
function open(said: Record<number, string>, { withinMs = 10_000, mostBytes = 64 << 20 } = {}) {
  const rows = new Map(Object.entries(said).map(([row, text]) => [Number(row), text]))
  const world = {
    rows,
    asked: [] as string[],
    read: [] as string[],
    troubles: [] as unknown[],
    time: 0,
    embed: async (text: string): Promise<Float32Array> => embedded(text),
  }
  const kept = createKeepVectors({
    recall: {
      async vectors(userId, model, limit) {
        expect(model).toBe('a-model')
        world.read.push(userId)
        const newest = [...rows].toReversed().slice(0, limit)
        return { rows: newest.map(([row]) => row), vectors: newest.map(([, text]) => packVector(embedded(text))) }
      },
    },
    model: 'a-model',
    now: () => world.time,
    mostBytes,
  })
  const near = createFindNear({
    recall: {
      fetch: async (_, wanted) => wanted.flatMap((row) => (rows.has(row) ? [turn(row, rows.get(row) ?? '')] : [])),
    },
    kept,
    embedder: {
      model: 'a-model',
      async embed(texts) {
        world.asked.push(...texts)
        return Promise.all(texts.map((text) => world.embed(text)))
      },
    },
    now: () => world.time,
    onTrouble: (error) => world.troubles.push(error),
    withinMs,
  })
  const find = async (text: string, { userId = 'ann', limit = 10, signal = never } = {}) =>
    (await near(userId, text, limit, signal))?.map((found) => found.text)
  return { ...world, world, kept, find }
}

test('what means the same in other words is found, the nearest first, and what means something else is not', async () => {
  const { find } = open({ 1: 'dog', 2: 'violin', 3: 'hound and violin', 4: 'taxes' })
  expect(await find('puppy')).toEqual(['dog', 'hound and violin'])
  expect(await find('puppy', { limit: 1 })).toEqual(['dog'])
})

test('the same question is not paid for twice', async () => {
  const { find, asked } = open({ 1: 'dog' })
  await find('puppy')
  await find('puppy')
  expect(asked).toEqual(['puppy'])
})

test('what is known is not read again for every question', async () => {
  const { find, read, world } = open({ 1: 'dog' })
  await find('puppy')
  await find('hound')
  await find('hound', { userId: 'bob' })
  expect(read).toEqual(['ann', 'bob'])
  world.time += 300_000
  await find('puppy')
  expect(read).toEqual(['ann', 'bob', 'ann'])
})

test('what was deleted since does not come back, though its vector is still known', async () => {
  const { find, rows } = open({ 1: 'dog', 2: 'hound' })
  await find('puppy')
  rows.delete(1)
  expect(await find('puppy')).toEqual(['hound'])
})

test('what was given a vector since is found at once', async () => {
  const { find, rows, kept } = open({ 1: 'dog' })
  await find('puppy')
  rows.set(2, 'hound')
  kept.add('ann', [{ row: 2, vector: packVector(embedded('hound')) }])
  kept.add('bob', [{ row: 1, vector: packVector(embedded('dog')) }])
  expect(await find('puppy')).toEqual(['dog', 'hound'])
})

test('what nobody wants remembered any more is read anew', async () => {
  const { find, read, kept } = open({ 1: 'dog' })
  await find('puppy')
  kept.forget('ann')
  await find('puppy')
  expect(read).toEqual(['ann', 'ann'])
})

test('the vectors of all who ever came are not kept: those go who were here longest ago', async () => {
  const { find, read } = open({ 1: 'dog', 2: 'violin' }, { mostBytes: 300 })
  for (const userId of ['ann', 'bob', 'ann', 'cem', 'ann', 'bob']) await find('puppy', { userId })
  expect(read).toEqual(['ann', 'bob', 'cem', 'bob'])
})

test('vectors of another length, as of another model, and those that are empty are near to nothing', async () => {
  const { find, kept, rows } = open({ 1: 'dog' })
  await find('puppy')
  for (const row of [2, 3, 4]) rows.set(row, 'other')
  kept.add('ann', [
    { row: 2, vector: new Uint8Array() },
    { row: 3, vector: new Uint8Array([1, 2, 3]) },
    { row: 4, vector: new Uint8Array(64) },
  ])
  expect(await find('puppy')).toEqual(['dog'])
})

test('a server that does not answer is not waited for', async () => {
  const { find, world } = open({ 1: 'dog' }, { withinMs: 5 })
  world.embed = () => new Promise(() => {})
  expect(await find('puppy')).toBeUndefined()
  expect(world.troubles).toHaveLength(1)
})

test('whoever has stopped waiting is not kept waiting', async () => {
  const { find, world } = open({ 1: 'dog' })
  world.embed = () => new Promise(() => {})
  expect(await find('puppy', { signal: AbortSignal.abort() })).toBeUndefined()
})

test('an answer that came too late is known when the same is asked again', async () => {
  const { find, world } = open({ 1: 'dog' })
  const slow = Promise.withResolvers<Float32Array>()
  world.embed = () => slow.promise
  const waiting = new AbortController()
  const asked = find('puppy', { signal: waiting.signal })
  waiting.abort()
  expect(await asked).toBeUndefined()
  slow.resolve(embedded('puppy'))
  await slow.promise
  expect(await find('puppy')).toEqual(['dog'])
  expect(world.asked).toEqual(['puppy'])
})

test('a server that fails is not asked on every message: after three times it has its rest', async () => {
  const { find, world } = open({ 1: 'dog' })
  world.embed = async () => {
    throw new Error('down')
  }
  for (const text of ['a1', 'a2', 'a3', 'a4', 'a5']) expect(await find(text)).toBeUndefined()
  expect([world.asked.length, world.troubles.length]).toEqual([3, 3])
  world.time += 30_000
  world.embed = async (text) => embedded(text)
  expect(await find('puppy')).toEqual(['dog'])
  expect(await find('hound')).toEqual(['dog'])
})

test('a question that has no vector is no question of nothing', async () => {
  const { find, world } = open({ 1: 'dog' })
  world.embed = async () => new Float32Array()
  expect(await find('puppy')).toBeUndefined()
  world.embed = async (text) => embedded(text)
  expect(await find('puppy')).toEqual(['dog'])
})

test('of whom nothing is known yet, what they ask is sent to nobody', async () => {
  const { find, world } = open({})
  expect(await find('puppy')).toEqual([])
  expect(world.asked).toEqual([])
})
