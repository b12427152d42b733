import { lookup } from 'node:dns/promises'
import { describe, expect, test } from 'vitest'
import { createClient } from '../client.ts'
import { startTestServer } from '../harness.ts'
import { sendBytes } from '../send-bytes.ts'

const addresses = await lookup('localhost', { all: true })
const both = addresses.some(({ family }) => family === 6) && addresses.some(({ family }) => family === 4)

describe.skipIf(!both)('a server at localhost', () => {
  test('answers at both of its addresses, and refuses at both what it refuses', async () => {
    await using server = await startTestServer({ host: 'localhost' })
    const port = Number(new URL(server.url).port)
    for (const host of ['127.0.0.1', '::1']) {
      const client = createClient(`http://${host.includes(':') ? `[${host}]` : host}:${port}`)
      const answered = await client.ask(await client.conversation(), 'Hello')
      expect(answered.json.message.content).toBe('You said: Hello')
      client.close()
      const head = 'GET /health HTTP/1.1\r\n'
      expect(await sendBytes({ host, port }, `${head}Connection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 [^]*"error":"Bad request"/,
      )
      expect(await sendBytes({ host, port }, `${head}Host: localhost\r\nExpect: more\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 417 [^]*"error":/,
      )
      expect(await sendBytes({ host, port }, 'CONNECT x:1 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(
        /^HTTP\/1\.1 405 [^]*"error":/,
      )
    }
  })

  test('lets its readers at both addresses go when it goes', async () => {
    await using server = await startTestServer({ host: 'localhost', drainMs: 0 })
    const port = Number(new URL(server.url).port)
    const clients = ['127.0.0.1', '[::1]'].map((host) => createClient(`http://${host}:${port}`))
    const streams = await Promise.all(
      clients.map(async (client) => {
        server.model.next((exchange) => exchange.stall())
        return client.send(await client.conversation(), 'Hello')
      }),
    )
    await server.drain()
    for (const stream of streams) {
      await stream.all()
      expect(stream.text()).toContain('retry: ')
    }
    for (const client of clients) client.close()
  })
})
