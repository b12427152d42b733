import { expect, test } from 'vitest'
import type { Remembered } from '../../src/context/render-memories.ts'
import { contextOf, numbered, textOf, turn } from './turns.ts'

const conversationId = 'c1'
const recalled = (seq: number, text: string, place = conversationId): Remembered => ({
  kind: 'turn',
  text,
  messageId: `m${seq}`,
  createdAt: '2026-01-02T03:04:05.000Z',
  place: { conversationId: place, seq },
})

const toldOf = async (items: Remembered[], turns = numbered([turn('user', 'Well?')]), exchanges?: number) => {
  const parts = { conversationId, recall: () => Promise.resolve(items), ...(exchanges !== undefined && { exchanges }) }
  return JSON.stringify((await contextOf(turns, parts)).messages)
}

test('what was said on another branch of a conversation does not come back into it as a memory', async () => {
  const told = await toldOf([recalled(9, 'abandoned'), recalled(9, 'of another', 'c2')])
  expect(told).not.toContain('abandoned')
  expect(told).toContain('of another')
})

test('what is beyond the reach of a long conversation does', async () => {
  const long = numbered(Array.from({ length: 80 }, (_, i) => turn(i % 2 === 0 ? 'user' : 'assistant', textOf(200))))
  const all = [...long, turn('user', 'Well?', { id: 'm81', seq: 81 })]
  expect(await toldOf([recalled(1, 'from the beginning'), recalled(80, 'in sight')], all)).toContain(
    'from the beginning',
  )
  expect(await toldOf([recalled(80, 'in sight already')], all)).not.toContain('in sight already')
})

test('and so is what is beyond a few exchanges', async () => {
  const some = numbered(Array.from({ length: 21 }, (_, i) => turn(i % 2 === 0 ? 'user' : 'assistant', `said ${i}`)))
  expect(await toldOf([recalled(1, 'from the beginning')], some, 5)).toContain('from the beginning')
})
