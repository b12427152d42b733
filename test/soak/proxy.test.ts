import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Proxy, startProxy } from '../../soak/proxy.ts'

/** A server that says everything back, behind a proxy. */
async function echo(): Promise<Proxy> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await startProxy()
  proxy.lead((server.address() as AddressInfo).port)
  onTestFinished(async () => {
    await proxy[Symbol.asyncDispose]()
    server.close()
  })
  return proxy
}

async function dial({ port }: Proxy): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  return socket
}

/** However it comes about. */
const closing = (socket: Socket): Promise<void> => new Promise((resolve) => void socket.once('close', () => resolve()))

async function say(socket: Socket, text: string): Promise<string> {
  socket.write(text)
  const [heard] = (await once(socket, 'data')) as [Buffer]
  return heard.toString()
}

test('what a stalled wire holds back comes later, whole and once', async () => {
  const proxy = await echo()
  const socket = await dial(proxy)
  expect(await say(socket, 'before')).toBe('before')
  proxy.stall()
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.write('held')
  // Another wire shows that time has passed for both.
  const other = await echo()
  expect(await say(await dial(other), 'meanwhile')).toBe('meanwhile')
  expect(heard).toBe('')
  const late = once(socket, 'data')
  proxy.heal()
  await late
  expect(heard).toBe('held')
})

test.each(['reset', 'fin'] as const)(
  'a wire that is cut (%s) ends what is open and what comes, until it is healed',
  async (how) => {
    const proxy = await echo()
    const socket = await dial(proxy)
    expect(await say(socket, 'before')).toBe('before')
    const errors: unknown[] = []
    socket.on('error', (error) => errors.push(error))
    const closed = closing(socket)
    socket.resume()
    proxy.cut(how)
    await closed
    expect(errors).toHaveLength(how === 'reset' ? 1 : 0)
    const refused = connect(proxy.port, '127.0.0.1')
    refused.on('error', () => {})
    refused.resume()
    await closing(refused)
    proxy.heal()
    expect(await say(await dial(proxy), 'after')).toBe('after')
  },
)
