import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { sendBytes, statusesIn } from '../send-bytes.ts'

const host = 'Host: localhost\r\n'
const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\n${host}${more}\r\n`

function post(path: string, body: object, more = ''): string {
  const text = JSON.stringify(body)
  const type = 'Content-Type: application/json\r\n'
  return `POST ${path} HTTP/1.1\r\n${host}${type}${more}Content-Length: ${text.length}\r\n\r\n${text}`
}

const create = (title: string): string => post('/v1/conversations', { title })

async function titlesOf({ client }: TestServer): Promise<string[]> {
  const { data } = (await client.get('/v1/conversations?limit=100')).json as { data: { title: string }[] }
  return data.map(({ title }) => title)
}

/** A connection that says what it has heard. */
function openRaw({ url }: TestServer) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  socket.on('error', () => {})
  let said = ''
  const watchers = new Set<() => void>()
  socket.on('data', (text: string) => {
    said += text
    for (const look of watchers) look()
  })
  return {
    socket,
    heard: (text: string) =>
      new Promise<string>((resolve) => {
        const look = (): void => {
          if (!said.includes(text)) return
          watchers.delete(look)
          resolve(said)
        }
        watchers.add(look)
        look()
      }),
  }
}

describe('requests that come before the one in front of them is answered', () => {
  test('are all answered, each in its turn', async () => {
    await using server = await startTestServer()
    const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const last = get('/v1/conversations', 'Connection: close\r\n')
    const said = await sendBytes(server.url, titles.map(create).join('') + last)
    expect(statusesIn(said)).toEqual([...titles.map(() => 201), 200])
    expect([...said.matchAll(/\r\n\r\n\{"id":"[^"]+","title":"(.)"/g)].map(([, title]) => title)).toEqual(titles)
    // Each is done once the one before it is: the list at the end has them all.
    const body = JSON.parse(said.slice(said.lastIndexOf('\r\n\r\n'))) as { data: unknown[] }
    expect(body.data).toHaveLength(titles.length)
  })

  test('are refused where they are too many, and nothing is done of those behind', async () => {
    await using server = await startTestServer()
    const { client, model, url } = server
    const steps = model.stepped(['Hello'])
    const run = (await client.sendAsync(await client.conversation(), 'Hi')).json.id as string
    const stream = get(`/v1/runs/${run}/events`)
    const creates = Array.from({ length: 20 }, (_, i) => create(`No. ${i}`))
    const answers = sendBytes(url, stream + creates.join(''))
    await server.logged({ event: 'stream_started' })
    steps.releaseAll()
    const said = await answers
    expect(statusesIn(said)).toEqual([200, ...Array.from({ length: 7 }, () => 201), 429])
    const [head = '', body = ''] = said.slice(said.indexOf('HTTP/1.1 429')).split('\r\n\r\n')
    expect(head).toMatch(/\r\nconnection: close/i)
    const { detail, correlation_id: id } = JSON.parse(body) as { detail: string; correlation_id: string }
    expect(detail).toMatch(/^Too many requests .+ another connection\.$/)
    expect(head).toContain(id)
    expect(await titlesOf(server)).toHaveLength(8)
  })

  test('by the thousand are neither answered nor kept', async () => {
    await using server = await startTestServer()
    const { client, model, url } = server
    const steps = model.stepped(['Hello'])
    const run = (await client.sendAsync(await client.conversation(), 'Hi')).json.id as string
    // The stream goes on: only who does not listen is cut off.
    const said = await sendBytes(url, get(`/v1/runs/${run}/events`) + get('/openapi.json').repeat(1_500))
    expect(statusesIn(said).length).toBeLessThanOrEqual(1)
    steps.releaseAll()
    expect((await server.client.get('/healthz')).status).toBe(200)
  })

  test('are never done when the connection breaks before their turn, and hold no stream open', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Hello'])
    const run = (await client.sendAsync(await client.conversation(), 'Hi')).json.id as string
    const stream = get(`/v1/runs/${run}/events`)
    for (let i = 0; i < 3; i++) {
      const { socket, heard } = openRaw(server)
      socket.write(stream + create('Too late') + stream + stream)
      await heard('event: started')
      const left = server.lines.length
      socket.destroy()
      while (!server.lines.slice(left).some((line) => line.includes('"stream_left"'))) await client.get('/healthz')
    }
    expect(await titlesOf(server)).not.toContain('Too late')
    expect(server.lines.filter((line) => line.includes('"stream_started"'))).toHaveLength(3)
    steps.releaseAll()
  })

  test('may wait behind a stream, and wait to be told to send their bodies', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Hello'])
    const run = (await client.sendAsync(await client.conversation(), 'Hi')).json.id as string
    const { socket, heard } = openRaw(server)
    const asks = post('/v1/conversations', { title: 'Waited' }, 'Expect: 100-continue\r\n')
    const [head = '', body = ''] = asks.split('\r\n\r\n')
    socket.write(`${get(`/v1/runs/${run}/events`)}${head}\r\n\r\n`)
    await heard('event: started')
    steps.releaseAll()
    expect(statusesIn(await heard('100 Continue'))).toEqual([200, 100])
    socket.write(body)
    expect(statusesIn(await heard('Waited'))).toEqual([200, 100, 201])
    socket.destroy()
  })
})
