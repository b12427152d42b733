import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { openWorkplace } from './workplace.ts'

const idle = 5_000
const slow = 200
const atOnce = 250

interface Held {
  socket: Socket
  /** What the server said before it hung up. */
  closed: Promise<string>
}

async function hold(port: number): Promise<Held> {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => (said += text))
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(said)))
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closed])
  return { socket, closed }
}

async function holdMany(count: number, port: number): Promise<Held[]> {
  const held: Held[] = []
  while (held.length < count) {
    const more = Math.min(atOnce, count - held.length)
    held.push(...(await Promise.all(Array.from({ length: more }, () => hold(port)))))
  }
  return held
}

/** Sends a little now and then, so that the connection is never silent. */
function drip({ socket, closed }: Held, beginning: string, drop: string): void {
  socket.write(beginning)
  const timer = setInterval(() => socket.write(drop), 500)
  void closed.then(() => clearInterval(timer))
}

const head = 'POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

test('LESSONS 31: whoever sends slowly or not at all is sent away, and the others have their answers meanwhile', async () => {
  await using workplace = await openWorkplace()
  const server = await workplace.start()
  const { client } = server
  const port = Number(new URL(server.url).port)

  const silent = await holdMany(idle, port)
  const slowHeads = await holdMany(slow / 2, port)
  const slowBodies = await holdMany(slow / 2, port)
  for (const one of slowHeads) drip(one, head, 'X-More: x\r\n')
  for (const one of slowBodies) drip(one, `${head}Content-Length: 100000\r\n\r\n{"message": "`, 'x')

  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => client.ask(await client.conversation(), `Hello, I am number ${i}`)),
  )
  expect(answers.map(({ status, json }) => [status, json.message.status])).toEqual(
    answers.map(() => [200, 'completed']),
  )
  expect((await client.get('/readyz')).status).toBe(200)

  const lastWords = await Promise.all([...silent, ...slowHeads, ...slowBodies].map(({ closed }) => closed))
  const told = lastWords.filter((text) => text.startsWith('HTTP/1.1 408 Request Timeout\r\n'))
  expect(told).toHaveLength(idle + slow)
  expect((await client.ask(await client.conversation(), 'And still')).status).toBe(200)
  expect(server.lines.filter(({ level }) => level === 'error')).toEqual([])
}, 120_000)
