import { connect } from 'node:net'
import { test } from 'vitest'
import { startTestServer } from '../harness.ts'
test('head', async () => {
  await using server = await startTestServer()
  const { client } = server
  const s = await client.send(await client.conversation(), 'Hi')
  await s.all()
  const run = s.headers['x-run-id']
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  let text = ''
  socket.on('data', (d) => (text += d))
  socket.write(`HEAD /v1/runs/${run}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  await new Promise((r) => setTimeout(r, 300))
  console.log(text)
  socket.destroy()
  // http/1.0 & pipelined
  const s2 = connect(Number(new URL(server.url).port), '127.0.0.1')
  let t2 = ''
  s2.on('data', (d) => (t2 += d))
  const slow = server.model.stepped(['a','b'])
  const s3 = await client.send(await client.conversation(), 'Hi')
  const run3 = s3.headers['x-run-id']
  s2.write(`GET /v1/runs/${run3}/events HTTP/1.1\r\nHost: localhost\r\n\r\nGET /v1/runs/${run}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  await new Promise((r) => setTimeout(r, 100))
  slow.releaseAll()
  await new Promise((r) => setTimeout(r, 300))
  console.log('PIPELINED', t2)
  s2.destroy()
})
