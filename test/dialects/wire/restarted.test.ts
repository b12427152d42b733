import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { legacyStreams, open, said, storedStreams, streams, texts, whole } from './streams.ts'

/** Sent again, a message whose answer is stored would be answered twice. */
const goingDown = (isStored: boolean): string =>
  isStored
    ? '"The server is going down before the answer is complete. It will be finished and stored: your message need not be sent again."'
    : '"The server is going down before the answer is complete. Send the message again in a few seconds."'
const key = { 'idempotency-key': 'once' }

describe('SETTLED 11: a server that goes down in the middle of an answer', () => {
  test.each(legacyStreams)('says so in the words of $title', async (row) => {
    await using server = await startTestServer({ drainMs: 0 })
    const ask = await row.prepare(server.client)
    const steps = server.model.stepped(['Half', ' an', ' answer'])
    const stream = await open(server.client, ask('Hi'))
    steps.release(2)
    await stream.untilText(() => said(row, stream) === texts(row, ['Half', ' an']))
    const drained = server.drain()
    await stream.all()
    expect(said(row, stream)).toBe(texts(row, ['Half', ' an']) + row.failure(goingDown(storedStreams.includes(row))))
    await drained
  })

  test.each(streams.filter(({ legacy }) => !legacy))('tells a reader of $title to come back', async (row) => {
    await using server = await startTestServer({ drainMs: 0 })
    const ask = await row.prepare(server.client)
    const steps = server.model.stepped(['Half', ' an', ' answer'])
    const stream = await open(server.client, ask('Hi'))
    steps.release()
    await stream.untilText(() => said(row, stream) === texts(row, ['Half']))
    const drained = server.drain()
    await stream.all()
    expect(said(row, stream)).toBe(`${texts(row, ['Half'])}retry: 1000\n\n`)
    await drained
  })
})

describe('W9, SETTLED 6, 7: who asks again with the same key after a restart', () => {
  test.each(storedStreams.filter(({ legacy }) => legacy))(
    'reads the whole answer on $title, and nothing of the restart',
    async (row) => {
      await using server = await startTestServer({ drainMs: 0 })
      const { model } = server
      const ask = await row.prepare(server.client)
      const steps = model.stepped(['Half', ' an', ' answer'])
      const asked = ask('Hi')
      const again = { ...asked, headers: { ...asked.headers, ...key } }
      const stream = await open(server.client, again)
      steps.release(2)
      await stream.untilText(() => said(row, stream) === texts(row, ['Half', ' an']))
      await server.drain()

      const anew = model.stepped(['Anew', ' and', ' whole'])
      await using next = await startTestServer({ path: server.path, fake: model })
      const early = await open(next.client, again)
      anew.release()
      await early.untilText(() => said(row, early).startsWith(texts(row, ['Anew'])))
      const middle = await open(next.client, again)
      anew.releaseAll()
      for (const reader of [early, middle]) {
        await reader.all()
        expect(said(row, reader)).toBe(whole(row, ['Anew', ' and', ' whole']))
      }
      const late = await open(next.client, again)
      await late.all()
      expect(said(row, late)).toBe(whole(row, ['Anew', ' and', ' whole']))
      for (const reader of [early, middle, late]) expect(reader.headers['x-run-id']).toBe(stream.headers['x-run-id'])
      expect(model.requests).toHaveLength(2)
    },
  )
})

test('W9, S3-4: a browser that has heard no word before a restart comes back for the whole answer', async () => {
  await using server = await startTestServer({ drainMs: 0 })
  const { model } = server
  const row = streams.find(({ title }) => title === 'S3 GET /chat')
  if (!row) throw new Error('The table has no such row.')
  const ask = await row.prepare(server.client)
  const steps = model.stepped(['Half', ' an', ' answer'])
  const stream = await open(server.client, ask('Hi'))
  steps.release()
  await stream.untilText(() => said(row, stream) === texts(row, ['Half']))
  const opening = `${String(stream.headers['x-run-id'])}:0`
  expect(stream.text()).toMatch(new RegExp(`^id: ${opening}\\n\\n`))
  await server.drain()
  model.stepped(['Anew', ' and', ' whole']).releaseAll()
  await using next = await startTestServer({ path: server.path, fake: model })
  const path = ask('Hi').path
  for (const ended of [false, true]) {
    const back = await next.client.stream('GET', path, { headers: { 'last-event-id': opening } })
    await back.all()
    expect([ended, said(row, back)]).toEqual([ended, whole(row, ['Anew', ' and', ' whole'])])
  }
})
