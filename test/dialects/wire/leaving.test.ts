import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { open, said, statelessStreams, storedStreams, texts } from './streams.ts'

const moments = ['before the first word', 'in the middle'] as const

describe.each(moments)('W8: a client that leaves %s', (when) => {
  test.each(statelessStreams)('takes the model call with it where nothing is stored: $title', async (row) => {
    await using server = await startTestServer()
    const { client, model } = server
    const ask = await row.prepare(client)
    const steps = model.stepped(['one', ' two'])
    const stream = await open(client, ask('Hi'))
    const request = await model.waitForRequest(1)
    if (when === 'in the middle') {
      steps.release()
      await stream.untilText(() => said(row, stream) === texts(row, ['one']))
    }
    stream.leave()
    await request.closed
    expect(request.wasAborted).toBe(true)
  })

  test.each(storedStreams)('does not stop an answer that is stored: $title', async (row) => {
    await using server = await startTestServer()
    const { client, model } = server
    const ask = await row.prepare(client)
    const steps = model.stepped(['one', ' two'])
    const before = model.requests.length
    const stream = await open(client, ask('Hi'))
    const request = await model.waitForRequest(before + 1)
    if (when === 'in the middle') {
      steps.release()
      await stream.untilText(() => said(row, stream) === texts(row, ['one']))
    }
    const run = String(stream.headers['x-run-id'])
    stream.leave()
    await server.logged({ event: 'stream_left', run_id: run })
    expect(request.isClosed).toBe(false)
    steps.releaseAll()
    const events = await (await client.events(run)).all()
    expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { content: 'one two' } } })
    expect((await client.get(`/v1/runs/${run}`)).json.state).toBe('completed')
    expect(request.wasAborted).toBe(false)
  })
})
