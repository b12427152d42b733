import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'

/** Sends bytes on a socket of its own and reads until the server closes it. */
async function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.setEncoding('utf8')
  socket.write(bytes)
  let text = ''
  for await (const chunk of socket) text += chunk as string
  return text
}

function sendRequest(conversation: string, content: string, version: string): string {
  const body = JSON.stringify({ content, whileRunning: 'queue' })
  const head = [
    `POST /v1/conversations/${conversation}/messages HTTP/${version}`,
    'Host: 127.0.0.1',
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

const health = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'
const count = (text: string, part: string): number => text.split(part).length - 1

/** Takes chunks apart as RFC 9112 says, and refuses what it does not allow. */
function dechunk(bytes: Buffer): { body: string; rest: Buffer } {
  let body = ''
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    const size = bytes.subarray(at, end).toString()
    expect(size).toMatch(/^[0-9a-f]+$/)
    const length = Number.parseInt(size, 16)
    body += bytes.subarray(end + 2, end + 2 + length).toString()
    expect(bytes.subarray(end + 2 + length, end + 4 + length).toString()).toBe('\r\n')
    at = end + 4 + length
    if (length === 0) return { body, rest: bytes.subarray(at) }
  }
}

test('decision 003: chunks made by hand are chunks, with text of any width in them', async () => {
  await using server = await startTestServer()
  server.model.reply('Grüße, 你好, 👋🏽 and plain words.')
  const conversation = await server.client.conversation()
  const text = await exchange(server.url, sendRequest(conversation, 'Hi', '1.1') + health)
  const bytes = Buffer.from(text)
  const { body, rest } = dechunk(bytes.subarray(bytes.indexOf('\r\n\r\n') + 4))
  expect(body).toContain('"content":"Grüße, 你好, 👋🏽 and plain words."')
  expect(body.endsWith('\n\n')).toBe(true)
  expect(rest.toString()).toMatch(/^HTTP\/1\.1 200 OK/)
})

test('decision 003: a stream behind another on the same connection waits for it and comes out whole', async () => {
  await using server = await startTestServer()
  const conversation = await server.client.conversation()
  const send = (content: string): string => sendRequest(conversation, content, '1.1')
  const text = await exchange(server.url, send('First') + send('Second') + health)
  expect(count(text, 'HTTP/1.1 200 OK')).toBe(3)
  expect(count(text, 'event: completed')).toBe(2)
  expect(count(text, '\r\n0\r\n\r\n')).toBe(2)
  expect(text.endsWith('{"status":"alive"}')).toBe(true)
})

test('decision 003: a client of HTTP/1.0 is sent no chunks and sees the end of the connection', async () => {
  await using server = await startTestServer()
  const conversation = await server.client.conversation()
  const text = await exchange(server.url, sendRequest(conversation, 'Hi', '1.0'))
  expect(text).not.toMatch(/transfer-encoding/i)
  expect(text).toMatch(/\r\nconnection: close\r\n/i)
  expect(text).toMatch(/\r\n\r\nid: /)
  expect(text).toMatch(/event: completed\ndata: .*\n\n$/)
})
