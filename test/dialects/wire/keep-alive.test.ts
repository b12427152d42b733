import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { open, ping, said, storedStreams, streams, texts, whole } from './streams.ts'

const pings = (text: string): number => text.split(/(?<=\n\n)/).filter((block) => block === ping).length

describe('W4: a silent stream says a word now and then,', () => {
  test.each(streams)('from its headers on and between two tokens, never within a frame: $title', async (row) => {
    await using server = await startTestServer({ keepaliveMs: 20 })
    const { client, model } = server
    const ask = await row.prepare(client)
    const steps = model.stepped(['one', ' two', ' three'])
    const stream = await open(client, ask('Hi'))
    await stream.untilText((text) => pings(text) >= 2)
    expect(said(row, stream)).toBe('')
    for (const told of [['one'], ['one', ' two']]) {
      steps.release()
      await stream.untilText(() => said(row, stream) === texts(row, told))
      const before = pings(stream.text())
      await stream.untilText((text) => pings(text) >= before + 2)
    }
    steps.releaseAll()
    await stream.all()
    expect(said(row, stream)).toBe(whole(row, ['one', ' two', ' three']))
  })

  test.each(storedStreams)('while it waits for its turn as well: $title', async (row) => {
    await using server = await startTestServer({ keepaliveMs: 20 })
    const { client, model } = server
    const ask = await row.prepare(client)
    const steps = model.stepped(['one'])
    const first = await open(client, ask('First'))
    model.stepped(['two']).releaseAll()
    const second = await open(client, ask('Second'))
    await second.untilText((text) => pings(text) >= 2)
    expect(said(row, second)).toBe('')
    steps.releaseAll()
    for (const stream of [first, second]) await stream.all()
    expect([said(row, first), said(row, second)]).toEqual([whole(row, ['one']), whole(row, ['two'])])
  })
})
