import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { parseEvents } from '../client.ts'
import { startTestServer } from '../harness.ts'

const ping = ': ping\n\n'
const pings = (text: string): number => text.split(ping).length - 1

describe('CONTRACTS: the headers of every stream (W5)', () => {
  test.each(['a sent message', 'a run that is followed', 'a run that has ended'])('%s', async (which) => {
    await using server = await startTestServer()
    const { client } = server
    const headers = { 'x-correlation-id': 'my-own-id', 'accept-encoding': 'gzip, br' }
    let stream = await client.send(await client.conversation(), 'Hi', {}, headers)
    const run = String(stream.headers['x-run-id'])
    if (which === 'a run that has ended') await stream.all()
    if (which !== 'a sent message') stream = await client.stream('GET', `/v1/runs/${run}/events`, { headers })
    await stream.all()
    expect(stream.status).toBe(200)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
      'x-correlation-id': 'my-own-id',
      'x-run-id': parseEvents(stream.text())[0]?.data['runId'],
    })
    expect(stream.headers['content-encoding']).toBeUndefined()
    expect(stream.headers['content-length']).toBeUndefined()
  })

  test('are there before the model has said anything', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Hello'])
    const stream = await client.send(await client.conversation(), 'Hi')
    expect(stream.status).toBe(200)
    expect(stream.text()).not.toContain('event: delta')
    steps.releaseAll()
    await stream.all()
  })

  test('are not for a HEAD, and no frame stands where the next response is expected', async () => {
    await using server = await startTestServer()
    const { client, url } = server
    const stream = await client.send(await client.conversation(), 'Hi')
    await stream.all()
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8')
    const host = 'Host: localhost'
    socket.write(`HEAD /v1/runs/${String(stream.headers['x-run-id'])}/events HTTP/1.1\r\n${host}\r\n\r\n`)
    socket.write(`GET /healthz HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`)
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    const [head = '', next = ''] = text.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 405 /)
    expect(next).toMatch(/^HTTP\/1\.1 200 OK/)
  })
})

describe('LESSONS 7: a silent stream', () => {
  test('says a word now and then from its beginning on, before the first token and between two', async () => {
    await using server = await startTestServer({ keepaliveMs: 40 })
    const { client, model } = server
    const steps = model.stepped(['one', ' two'])
    const stream = await client.send(await client.conversation(), 'Hi')
    await stream.untilText((text) => pings(text) >= 2)
    expect(stream.events().map(({ type }) => type)).toEqual(['started'])
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    const before = pings(stream.text())
    await stream.untilText((text) => pings(text) > before + 1)
    steps.releaseAll()
    const events = await stream.all()
    // A ping is a block of its own and nothing more: the rest is the stream as it is.
    const again = await client.events(String(stream.headers['x-run-id']))
    await again.all()
    expect(stream.text().replaceAll(ping, '')).toBe(again.text())
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'delta', 'usage', 'completed'])
  })

  test('of somebody who waits in line is kept open as well', async () => {
    await using server = await startTestServer({ keepaliveMs: 40 })
    const { client, model } = server
    const steps = model.stepped(['one'])
    const conversation = await client.conversation()
    await client.sendAsync(conversation, 'First')
    const waiting = await client.send(conversation, 'Second', { whileRunning: 'queue' })
    await waiting.untilText((text) => pings(text) >= 2)
    expect(waiting.events().map(({ type }) => type)).toEqual(['notice'])
    steps.releaseAll()
    expect((await waiting.all()).at(-1)?.type).toBe('completed')
  })

  test('that is not silent has no pings', async () => {
    await using server = await startTestServer({ keepaliveMs: 5_000 })
    const { client, model } = server
    model.reply('word '.repeat(2_000))
    const stream = await client.send(await client.conversation(), 'Hi')
    await stream.all()
    expect(pings(stream.text())).toBe(0)
  })
})
