import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createOpenAiChat } from '../../src/adapters/models/openai-chat.ts'
import { ask, askScripted, SHORT } from './ask-model.ts'

test('a handshake that is never answered is not waited for', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const timeouts = { ...SHORT, headersMs: 20_000, gapMs: 20_000 }
  const { outcome } = await ask(createOpenAiChat, { url: `https://127.0.0.1:${port}/v1` }, { timeouts })
  expect(outcome).toMatchObject({ kind: 'error', code: 'timeout', retryable: true })
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => {
    server.close(resolve)
  })
})

test('an early hint is not taken for the response', async () => {
  const { deltas, outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.raw('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')
    await exchange.token('Hi')
    await exchange.finish()
    await exchange.done()
  })
  expect(deltas).toEqual(['Hi'])
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})
