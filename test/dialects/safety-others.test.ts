import { describe, expect, test } from 'vitest'
import { foldEvents } from '../client.ts'
import { harmless, startFakeSentinel } from '../fake-sentinel.ts'
import { startTestServer } from '../harness.ts'

const ordinary = 'The lighthouse keeper feeds the gulls every morning.'
const ours = 'I stopped that answer because it might not have been good for you.'

/** A server whose sentinel says this of what people say, and nothing of what they are told. */
async function judged(verdict: object) {
  const stack = new AsyncDisposableStack()
  const sentinel = stack.use(await startFakeSentinel())
  sentinel.judge(({ body }) => (body.stage === 'input' ? { ...harmless, ...verdict } : harmless))
  const server = stack.use(await startTestServer({ safety: { sentinel: { url: sentinel.url } } }))
  return { ...server, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

describe('MEMORY_SAFETY: the crisis message alone this turn', () => {
  test.each([
    { action: 'block' },
    { action: 'replace' },
    { action: 'block', message: 'Please write to the front desk.' },
  ])('where a service says so with %j', async (said) => {
    await using server = await judged({ level: 4, subject: 'self', ...said })
    const conversation = await server.client.conversation({ persona: 'luma' })
    const events = await (await server.client.send(conversation, ordinary)).all()
    expect(events.find(({ data }) => data.kind === 'crisis')?.data).toMatchObject({ level: 4, as: 'message' })
    expect(foldEvents(events)).not.toMatch(/stopped that answer|front desk|\n\n/)
    expect(events.at(-1)?.type).toBe('completed')
    expect(server.model.requests).toEqual([])
  })
})

test.each(['', ' \n'])('a service that has %j said instead leaves nobody with an empty answer', async (message) => {
  await using server = await judged({ action: 'block', message })
  const conversation = await server.client.conversation({ persona: 'luma' })
  const events = await (await server.client.send(conversation, ordinary)).all()
  expect(foldEvents(events)).toContain(ours)
  expect(events.at(-1)?.type).toBe('blocked')
})

describe('LESSONS 19: help for another is no help for oneself', () => {
  const friend = 'My friend told me she wants to kill herself'
  const own = "I don't want to be here anymore"

  test.each([
    [
      'whoever has read how to help a friend is shown where there is help for them',
      [friend, own, own],
      [2, 2, undefined],
    ],
    ['whoever has read where there is help is shown how to help a friend', [own, friend, friend], [2, 2, undefined]],
    ['a crisis message says nothing of how to help a friend', ['I want to kill myself', friend], [3, 2]],
    ['nor is the card shown again where it was', [friend, friend, friend], [2, undefined, undefined]],
  ])('%s', async (_, said, levels) => {
    await using server = await startTestServer()
    const conversation = await server.client.conversation({ persona: 'luma' })
    const shown: unknown[] = []
    for (const text of said) {
      server.model.reply('I am here.')
      const events = await (await server.client.send(conversation, text)).all()
      shown.push(events.find(({ data }) => data.kind === 'crisis')?.data.level)
      if (shown.at(-1) === 2) expect(foldEvents(events).includes('If you worry about someone')).toBe(text === friend)
    }
    expect(shown).toEqual(levels)
  })
})
