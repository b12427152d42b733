import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const textOf = (item: object) => (item as { content: { text: string }[] }).content[0]?.text

describe('a conversation', () => {
  test('is begun, looked at, changed, talked in and deleted', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const begun = await sdk.conversations.create({ metadata: { topic: 'tea' } })
    expect(begun).toMatchObject({
      id: expect.stringMatching(/^conv_[0-9a-f-]{36}$/),
      object: 'conversation',
      metadata: { topic: 'tea' },
    })
    const changed = await sdk.conversations.update(begun.id, { metadata: { topic: 'coffee' } })
    expect(changed).toMatchObject({ id: begun.id, metadata: { topic: 'coffee' } })
    const one = await sdk.responses.create({ model, input: 'My name is Ada', conversation: begun.id })
    expect(one.conversation).toEqual({ id: begun.id })
    await sdk.responses.create({ model, input: 'Who am I?', conversation: { id: begun.id } })
    expect(server.model.requests[1]?.body.messages?.slice(1).map(({ content }) => content)).toEqual([
      'My name is Ada',
      'You said: My name is Ada',
      'Who am I?',
    ])
    expect(await sdk.conversations.delete(begun.id)).toMatchObject({ id: begun.id, deleted: true })
    await expect(sdk.conversations.retrieve(begun.id)).rejects.toMatchObject({ status: 404 })
    await expect(sdk.responses.retrieve(one.id)).rejects.toMatchObject({ status: 404 })
  })

  test('begins with what was said elsewhere, and goes on from there', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const { id } = await sdk.conversations.create({
      metadata: { persona: 'therapy-bot', memory: 'false' },
      items: [
        { type: 'message', role: 'user', content: 'My name is Ada' },
        { role: 'assistant', content: 'Hello, Ada' },
      ],
    })
    expect(await sdk.conversations.retrieve(id)).toMatchObject({
      metadata: { persona: 'therapy-bot', memory: 'false' },
    })
    await sdk.responses.create({ model, input: 'Who am I?', conversation: id })
    expect(server.model.requests[0]?.body.messages).toEqual([
      { role: 'system', content: expect.stringContaining('You are TherapyBot') },
      ...asking('My name is Ada'),
      { role: 'assistant', content: 'Hello, Ada' },
      ...asking('Who am I?'),
    ])
    await expect(sdk.conversations.update(id, { metadata: { persona: 'luma' } })).rejects.toMatchObject({ status: 400 })
  })

  test('is read page by page, from either end', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const words = ['one', 'two', 'three', 'four', 'five']
    const items = words.map((content, i) => ({ role: i % 2 ? ('assistant' as const) : ('user' as const), content }))
    const { id } = await sdk.conversations.create({ items })
    const read = async (order: 'asc' | 'desc', limit: number) => {
      const found = []
      for await (const item of sdk.conversations.items.list(id, { order, limit })) found.push(textOf(item))
      return found
    }
    expect(await read('asc', 2)).toEqual(words)
    expect(await read('desc', 2)).toEqual(words.toReversed())
    const page = await sdk.conversations.items.list(id, { limit: 2 })
    expect(page.data.map(textOf)).toEqual(['five', 'four'])
    expect([page.has_more, page.last_id]).toEqual([true, page.data[1]?.id])
    const [first] = page.data
    const one = await sdk.conversations.items.retrieve(first?.id ?? '', { conversation_id: id })
    expect(one).toEqual(expect.objectContaining(first))
    const empty = await sdk.conversations.create()
    const none = await sdk.conversations.items.list(empty.id)
    expect(none).toMatchObject({ data: [], has_more: false })
  })

  test('of which no part can be added or deleted alone says so', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const { id } = await sdk.conversations.create({ items: asking('Hello') })
    const { data } = await sdk.conversations.items.list(id)
    const one = data[0]?.id ?? ''
    await expect(sdk.conversations.items.delete(one, { conversation_id: id })).rejects.toMatchObject({ status: 405 })
    await expect(sdk.conversations.items.create(id, { items: asking('More') })).rejects.toMatchObject({ status: 405 })
    expect((await sdk.conversations.items.list(id)).data).toHaveLength(1)
    const other = await sdk.conversations.create()
    await expect(sdk.conversations.items.retrieve(one, { conversation_id: other.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(sdk.conversations.items.list(other.id, { after: one })).rejects.toMatchObject({
      status: 400,
      param: 'after',
    })
  })
})
