import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { writeRefusal } from '../../src/http/answer-wire-error.ts'
import { limitConnections } from '../../src/http/connections.ts'

const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'

interface Limited extends AsyncDisposable {
  server: Server
  refused: string[]
  /** The server's end of every connection, in the order in which they came. */
  ends: Socket[]
  /** How many requests were answered by more than a refusal. */
  handled(): number
  open(from?: string, options?: { allowHalfOpen?: boolean }): Socket
  /** A connection that was let in. */
  admitted(from?: string): Promise<Socket>
  /** All that is said to whoever connects and asks. */
  ask(bytes?: string, from?: string): Promise<string>
  /** Hangs up, and waits until the server has seen it. */
  hangUp(socket: Socket, how?: (socket: Socket) => void): Promise<void>
}

/** Also of a socket that was reset, where `once` would throw. */
async function allClosed(sockets: readonly Socket[]): Promise<void> {
  const closing = sockets.filter(({ closed }) => !closed)
  await Promise.all(closing.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
}

async function limited(perAddress: number, isProxy: (address?: string) => boolean = () => false): Promise<Limited> {
  const refused: string[] = []
  const ends: Socket[] = []
  const clients: Socket[] = []
  let handled = 0
  const server = createServer((_request, response) => {
    handled++
    response.end('served')
  })
  limitConnections(server, { perAddress, isProxy, onRefused: (address) => refused.push(address) })
  server.on('connection', (socket: Socket) => ends.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function open(localAddress = '127.0.0.1', options = {}): Socket {
    const socket = connect({ port, host: '127.0.0.1', localAddress, ...options })
    socket.on('error', () => {})
    clients.push(socket)
    return socket
  }

  return {
    server,
    refused,
    ends,
    handled: () => handled,
    open,
    async admitted(from) {
      const socket = open(from)
      socket.write(get)
      expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 /)
      return socket
    },
    async ask(bytes = get, from = '127.0.0.1') {
      const socket = open(from).setEncoding('utf8')
      let said = ''
      socket.on('data', (text: string) => {
        said += text
        if (said.endsWith('served')) socket.end()
      })
      socket.write(bytes)
      await allClosed([socket])
      return said
    },
    async hangUp(socket, how = () => socket.destroy()) {
      const end = ends.find(({ remotePort }) => remotePort === socket.localPort)
      const closed = end && allClosed([end])
      how(socket)
      await closed
    },
    async [Symbol.asyncDispose]() {
      for (const socket of clients) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

test('one connection too many is told so in words, and the others notice nothing', async () => {
  await using here = await limited(2)
  const first = await here.admitted()
  await here.admitted()
  const [head = '', body = ''] = (await here.ask()).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n/)
  expect(head).toMatch(/\r\nConnection: close$/m)
  expect(head).toMatch(/\r\nContent-Type: application\/json; charset=utf-8\r\n/)
  expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`)
  const answer = JSON.parse(body) as Record<string, string>
  expect(Object.keys(answer)).toEqual(['error', 'detail', 'correlation_id'])
  expect(answer['error']).toBe('Too many connections')
  expect(answer['detail']).toMatch(/too many connections open.*then connect again/)
  expect(head).toContain(`\r\nX-Correlation-Id: ${answer['correlation_id']}\r\n`)
  expect(here.refused).toEqual(['127.0.0.1'])
  first.write(get)
  expect(String(await once(first, 'data'))).toMatch(/^HTTP\/1\.1 200 /)
})

test('an address that has too many takes nothing from another', async () => {
  await using here = await limited(1)
  await here.admitted('127.0.0.1')
  expect(await here.ask(get, '127.0.0.1')).toMatch(/^HTTP\/1\.1 429 /)
  expect(await here.ask(get, '127.0.0.2')).toMatch(/^HTTP\/1\.1 200 /)
  expect(here.refused).toEqual(['127.0.0.1'])
})

test('a place that was left is free again, once for each that left', async () => {
  await using here = await limited(2)
  const stays = await here.admitted()
  for (let i = 0; i < 20; i++) await here.hangUp(await here.admitted())
  const second = await here.admitted()
  expect(await here.ask()).toMatch(/^HTTP\/1\.1 429 /)
  await here.hangUp(second, (socket) => socket.resetAndDestroy())
  await here.hangUp(stays)
  await here.admitted()
  await here.admitted()
  expect(await here.ask()).toMatch(/^HTTP\/1\.1 429 /)
})

test('those who were refused hold no place, and give none back', async () => {
  await using here = await limited(1)
  const stays = await here.admitted()
  for (let i = 0; i < 5; i++) expect(await here.ask()).toMatch(/^HTTP\/1\.1 429 /)
  await here.hangUp(stays)
  await here.admitted()
  expect(await here.ask()).toMatch(/^HTTP\/1\.1 429 /)
})

test('a request on a refused connection is not carried out', async () => {
  await using here = await limited(1)
  await here.admitted()
  expect(await here.ask(get.repeat(3))).toMatch(/^HTTP\/1\.1 429 [^]*\}$/)
  expect(here.handled()).toBe(1)
})

test('a refusal is still there for somebody who reads only after sending everything', async () => {
  await using here = await limited(1)
  await here.admitted()
  const socket = here.open().setEncoding('utf8')
  const body = 'x'.repeat(8_000_000)
  const { promise: sent, resolve } = Promise.withResolvers<unknown>()
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`, resolve)
  expect(await sent).toBeFalsy()
  let said = ''
  socket.on('data', (text: string) => (said += text))
  await allClosed([socket])
  expect(said).toMatch(/^HTTP\/1\.1 429 [^]*\}$/)
})

test('somebody who is refused and does not hang up is hung up on', async () => {
  await using here = await limited(0)
  const client = here.open('127.0.0.1', { allowHalfOpen: true })
  await once(client.resume(), 'end')
  await allClosed(here.ends)
  expect(here.ends.map(({ closed }) => closed)).toEqual([true])
})

test('a flood of refused connections is not held open for the sake of the answers', async () => {
  await using here = await limited(0)
  let held = 0
  here.server.on('connection', () => (held = Math.max(held, here.ends.filter((end) => !end.destroyed).length)))
  const flood = Array.from({ length: 400 }, () => here.open('127.0.0.1', { allowHalfOpen: true }))
  const said = await Promise.all(
    flood.map(async (socket) => {
      let text = ''
      socket.setEncoding('utf8').on('data', (part: string) => (text += part))
      await Promise.race([new Promise((resolve) => socket.once('end', resolve)), allClosed([socket])])
      return text
    }),
  )
  expect(held).toBeLessThanOrEqual(256)
  expect(said[0]).toMatch(/^HTTP\/1\.1 429 /)
  expect(here.refused).toHaveLength(400)
  for (const socket of flood) socket.destroy()
  await allClosed(here.ends)
  expect(await here.ask()).toMatch(/^HTTP\/1\.1 429 /)
})

test('the connections of a proxy are not counted, and it is known by the address as it stands', async () => {
  const asked: (string | undefined)[] = []
  await using here = await limited(1, (address) => {
    asked.push(address)
    return address === '127.0.0.3'
  })
  for (let i = 0; i < 5; i++) await here.admitted('127.0.0.3')
  await here.admitted('127.0.0.1')
  expect(await here.ask(get, '127.0.0.1')).toMatch(/^HTTP\/1\.1 429 /)
  expect(asked.slice(-2)).toEqual(['127.0.0.1', '127.0.0.1'])
})

test('without a cap everybody is let in', async () => {
  await using here = await limited(Infinity)
  for (let i = 0; i < 50; i++) await here.admitted()
  expect(here.refused).toEqual([])
})

test('a connection that is dead when it arrives holds no place', async () => {
  await using here = await limited(1)
  const dead = here.open()
  await once(dead, 'connect')
  dead.destroy()
  await once(dead, 'close')
  for (let i = 0; i < 3; i++) here.server.emit('connection', dead)
  await allClosed(here.ends)
  await here.admitted()
  expect(here.refused).toEqual([])
})

test('connections that are reset while they are refused bring nothing down', async () => {
  await using here = await limited(1)
  const stays = await here.admitted()
  for (let i = 0; i < 100; i++) {
    const socket = here.open()
    socket.write('x'.repeat(i * 1_000))
    await once(socket, 'connect')
    socket.resetAndDestroy()
  }
  await here.ask()
  await allClosed(here.ends.slice(1))
  stays.write(get)
  expect(String(await once(stays, 'data'))).toMatch(/^HTTP\/1\.1 200 /)
  await here.hangUp(stays)
  await here.admitted()
})

test('a refusal that cannot be written raises no error', async () => {
  await using here = await limited(1)
  const { port } = here.server.address() as AddressInfo
  const ended = connect(port, '127.0.0.1')
  await once(ended, 'connect')
  ended.end()
  writeRefusal(ended, '429 Too Many Requests', 'Too many', 'Wait.')
  expect(ended.destroyed).toBe(true)
  await allClosed([ended])
  writeRefusal(ended, '429 Too Many Requests', 'Too many', 'Wait.')
})

test('the addresses of one subscriber of IPv6 count as one, and a proxy is still known by its own', async () => {
  const proxy = '2001:db8::99'
  await using here = await limited(1, (address) => address === proxy)
  const door = createTcpServer()
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  async function answerTo(remoteAddress: string): Promise<string> {
    const arrived = once(door, 'connection') as Promise<[Socket]>
    const client = connect((door.address() as AddressInfo).port, '127.0.0.1')
    client.write(get)
    const [socket] = await arrived
    here.server.emit('connection', Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress }))
    const [said] = (await once(client, 'data')) as [Buffer]
    return said.toString().slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)
  }
  const answers: string[] = []
  for (const address of ['2001:db8::5', '2001:db8::1:6', '2001:db8:0:1::5', proxy, proxy]) {
    answers.push(await answerTo(address))
  }
  expect(answers).toEqual(['200', '429', '200', '200', '200'])
  expect(here.refused).toEqual(['2001:db8::/64'])
  here.server.closeAllConnections()
  door.close()
})
