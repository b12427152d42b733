import { expect, test } from 'vitest'
import type { FindNear } from '../../src/memory/find-near.ts'
import { createRecollect, pinnedFrom } from '../../src/memory/recollect.ts'
import type { RecallRequest } from '../../src/ports/memory.ts'
import type { FoundFact, FoundTurn, RecallWord } from '../../src/ports/recall.ts'
import { fact, turn } from './found.ts'

type Found = FoundFact | FoundTurn

const { signal } = new AbortController()
const asked = (request: Partial<RecallRequest> = {}): RecallRequest => ({
  text: 'Which violin teacher lives near Lyon?',
  budgetTokens: 900,
  limit: 20,
  ...request,
})

interface Known {
  wanted?: boolean
  ranked?: Found[]
  pinned?: FoundFact[]
  near?: FindNear | Found[]
}

function open({ wanted = true, ranked = [], pinned = [], near }: Known) {
  const looked: RecallWord[][] = []
  const sought: string[] = []
  const recollect = createRecollect({
    recall: {
      isWanted: async () => wanted,
      rank: async (_, words, limit) => {
        looked.push([...words])
        return ranked.slice(0, limit)
      },
      pinned: async (_, importance, limit) => {
        expect(importance).toBe(pinnedFrom)
        return pinned.slice(0, limit)
      },
    },
    near: Array.isArray(near)
      ? async (_, text) => {
          sought.push(text)
          return near
        }
      : near,
  })
  return { recollect: (request: RecallRequest) => recollect('ann', request, signal), looked, sought }
}

const scored = (...found: Found[]): Found[] => found.map((one, i) => ({ ...one, score: 10 - i }))
const texts = ({ items }: { items: { text: string }[] }): string[] => items.map(({ text }) => text)
const tokens = ({ items }: { items: { text: string }[] }): number =>
  items.reduce((sum, { text }) => sum + Math.ceil(Buffer.byteLength(text) / 4), 0)

test('what is found is told best first, with who said it and why it is told', async () => {
  const { recollect } = open({
    ranked: scored(
      turn(1, 'My teacher plays violins', { words: ['violin', 'teacher'], name: 'Ann' }),
      turn(2, 'She lives there', { role: 'assistant' }),
      fact(3, 'Lives in Lyon', { words: ['lyon'], messageId: 't9' }),
    ),
  })
  const recollection = await recollect(asked())
  expect(recollection).toEqual({
    items: [
      {
        kind: 'turn',
        text: 'My teacher plays violins',
        score: 10,
        why: 'It has “violin” and “teacher”.',
        messageId: 't1',
        createdAt: '2026-01-15T00:00:00.000Z',
        speaker: { role: 'user', name: 'Ann' },
        place: { conversationId: 'c1', seq: 1 },
      },
      expect.objectContaining({
        why: 'It was said close to something that has the same words.',
        speaker: { role: 'assistant', name: null },
      }),
      {
        kind: 'fact',
        text: 'Lives in Lyon',
        score: 8,
        why: 'It has “Lyon”.',
        messageId: 't9',
        createdAt: '2026-01-15T00:00:00.000Z',
      },
    ],
  })
})

test('that something says when things were is a reason only where there is no better one', async () => {
  const { recollect } = open({
    ranked: scored(
      turn(1, 'We met in Lyon on Monday', { words: ['lyon', 'when'] }),
      turn(2, 'It was on Monday', { words: ['when'] }),
    ),
  })
  const { items } = await recollect(asked({ text: 'When were we in Lyon?' }))
  expect(items.map(({ why }) => why)).toEqual(['It has “Lyon”.', 'It says when something was.'])
})

test('nothing is told, and nothing looked for, of whoever does not want to be remembered', async () => {
  const { recollect, looked } = open({ wanted: false, ranked: [turn(1, 'Lyon')], pinned: [fact(2, 'Name is Ann')] })
  expect(await recollect(asked())).toEqual({ items: [] })
  expect(looked).toEqual([])
})

test('what is important is told although nothing has asked for it, behind what was asked for', async () => {
  const { recollect } = open({
    ranked: scored(turn(1, 'Lyon is far', { words: ['lyon'] })),
    pinned: [fact(2, 'Allergic to peanuts')],
  })
  const { items } = await recollect(asked())
  expect(items.map(({ text, score, why }) => ({ text, score, why }))).toEqual([
    { text: 'Lyon is far', score: 10, why: 'It has “Lyon”.' },
    { text: 'Allergic to peanuts', score: 0, why: 'It is important, whatever is asked.' },
  ])
})

test('a question of stop words alone still has what is important told, and nothing near it', async () => {
  const { recollect, looked, sought } = open({
    pinned: [fact(1, 'Name is Ann'), fact(2, 'Allergic to peanuts')],
    ranked: [turn(3, 'Lyon')],
    near: [turn(4, 'Paris')],
  })
  expect(texts(await recollect(asked({ text: 'What is it?' })))).toEqual(['Name is Ann', 'Allergic to peanuts'])
  expect([looked, sought]).toEqual([[], []])
})

test('what is important does not lose its place to better finds that fill the budget', async () => {
  const long = Array.from({ length: 20 }, (_, i) => turn(i + 1, `${i} ${'violin '.repeat(60)}`))
  const important = fact(30, 'Allergic to peanuts')
  const { recollect } = open({ ranked: scored(...long, important), pinned: [important] })
  const told = await recollect(asked())
  expect(texts(told).at(-1)).toBe('Allergic to peanuts')
  expect(told.items.length).toBeGreaterThan(3)
})

test('what is important and asked for is told once, where it ranks', async () => {
  const important = fact(2, 'Violin lessons are her life', { words: ['violin'] })
  const { recollect } = open({
    ranked: scored(important, turn(1, 'Lyon')),
    pinned: [important],
  })
  const { items } = await recollect(asked())
  expect(items.map(({ text, score }) => [text, score])).toEqual([
    ['Violin lessons are her life', 10],
    ['Lyon', 9],
  ])
})

test('what is important takes no more than a quarter of the places', async () => {
  const { recollect } = open({
    ranked: scored(...Array.from({ length: 30 }, (_, i) => turn(i + 1, `Lyon ${i}`))),
    pinned: Array.from({ length: 12 }, (_, i) => fact(100 + i, `Important ${i}`)),
  })
  for (const [limit, pinned] of [
    [20, 5],
    [8, 2],
    [3, 0],
    [1, 0],
  ] as const) {
    const told = texts(await recollect(asked({ limit })))
    expect(told).toHaveLength(limit)
    expect(told.filter((text) => text.startsWith('Important'))).toHaveLength(pinned)
  }
})

test('where hardly anything is asked for, the smallest list still has what is important', async () => {
  const { recollect } = open({ pinned: [fact(1, 'Name is Ann')] })
  expect(texts(await recollect(asked({ limit: 1 })))).toEqual(['Name is Ann'])
})

test('what is important takes no more than a quarter of the budget', async () => {
  const { recollect } = open({ pinned: Array.from({ length: 12 }, (_, i) => fact(i + 1, `${i} ${'nut '.repeat(60)}`)) })
  const told = await recollect(asked({ limit: 50 }))
  expect(told.items.length).toBeGreaterThan(0)
  expect(tokens(told)).toBeLessThanOrEqual(225)
})

test('what is important is paid for out of the same budget as the rest', async () => {
  const { recollect } = open({
    ranked: scored(...Array.from({ length: 9 }, (_, i) => turn(i + 1, `${i} ${'lyon '.repeat(800)}`))),
    pinned: Array.from({ length: 4 }, (_, i) => fact(100 + i, `${i} ${'nuts '.repeat(380)}`)),
  })
  const told = await recollect(asked({ budgetTokens: 8_000 }))
  expect(told.items.filter(({ kind }) => kind === 'fact')).toHaveLength(4)
  expect(tokens(told)).toBeLessThanOrEqual(8_000)
})

test.each([
  [900, 20],
  [200, 20],
  [60, 20],
  [900, 2],
  [9, 5],
  [0, 5],
  [900, 0],
])('neither a budget of %i nor a limit of %i is ever exceeded', async (budgetTokens, limit) => {
  const found = Array.from({ length: 30 }, (_, i) => turn(i + 1, `${i} ${'lyon ngày 里昂 '.repeat(i % 7)}`))
  const pinned = Array.from({ length: 12 }, (_, i) => fact(100 + i, `p${i} ${'nuts '.repeat(i % 5)}`))
  const near = Array.from({ length: 30 }, (_, i) => turn(50 + i, `n${i} ${'paris '.repeat(i % 9)}`))
  const { recollect } = open({ ranked: scored(...found), pinned, near })
  const told = await recollect(asked({ budgetTokens, limit }))
  expect(told.items.length).toBeLessThanOrEqual(limit)
  expect(tokens(told)).toBeLessThanOrEqual(budgetTokens)
  expect(new Set(texts(told)).size).toBe(told.items.length)
})

test('one find that is long does not keep out those behind it: its beginning is told', async () => {
  const { recollect } = open({ ranked: scored(turn(1, 'é'.repeat(5_000)), turn(2, 'Lyon')) })
  const [long = '', ...others] = texts(await recollect(asked()))
  expect(long).toMatch(/^é{100,600}…$/)
  expect(others).toEqual(['Lyon'])
})

test('what words and meaning have both found is not behind what one of them has', async () => {
  const both = turn(2, 'Her fiddle teacher', { words: ['teacher'] })
  const { recollect, sought } = open({
    ranked: scored(turn(1, 'Lyon', { words: ['lyon'] }), both),
    near: [turn(3, 'An instrument'), { ...both, words: [] }],
  })
  const { items, degraded } = await recollect(asked())
  expect(items.map(({ text, why }) => [text, why])).toEqual([
    ['Her fiddle teacher', 'It has “teacher”.'],
    ['Lyon', 'It has “Lyon”.'],
    ['An instrument', 'It means something like it.'],
  ])
  expect(items.map(({ score }) => score)).toEqual([0.0323, 0.0164, 0.0164])
  expect(degraded).toBeUndefined()
  expect(sought).toEqual(['Which violin teacher lives near Lyon?'])
})

test('what words have found is told where meaning cannot be told, and it is said', async () => {
  const { recollect } = open({ ranked: scored(turn(1, 'Lyon')), near: async () => undefined })
  const told = await recollect(asked())
  expect(texts(told)).toEqual(['Lyon'])
  expect(told.degraded).toBe('embeddings')
})

test('why something is told is no list of everything that was asked', async () => {
  const words = ['violin', 'teacher', 'live', 'lyon', 'piano', 'cello', 'flute', 'harp']
  const { recollect } = open({ ranked: [turn(1, 'All', { words })] })
  const { items } = await recollect(asked({ text: 'violin teacher lives Lyon piano cello flute harp' }))
  expect(items[0]?.why).toBe('It has “violin”, “teacher”, “lives”, “Lyon”, “piano”, and “cello”.')
})
