import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type Door, openDoor } from './door.ts'
import { sendBytes, statusesIn } from '../send-bytes.ts'

const anywhere = { loopbackOnly: false }
const here = { loopbackOnly: true }

const get = (headers: string, target = '/x', version = '1.1'): string =>
  `GET ${target} HTTP/${version}\r\nConnection: close\r\n${headers}\r\n`

async function expectRefusal(door: Door, bytes: string, status: number, sentence: RegExp): Promise<void> {
  const said = await sendBytes(door.url, bytes)
  expect([bytes, statusesIn(said)]).toEqual([bytes, [status]])
  const { code, detail } = JSON.parse(said.split('\r\n\r\n')[1] ?? '') as { code: string; detail: string }
  expect(code).toBe(status === 400 ? 'bad_request' : 'misdirected')
  expect(detail).toMatch(sentence)
  expect(door.done).toEqual([])
}

const expectDone = async ({ url }: Door, bytes: string): Promise<void> =>
  expect([bytes, statusesIn(await sendBytes(url, bytes))]).toEqual([bytes, [200]])

describe('LESSONS 30: a request that a proxy may have read in another way', () => {
  test('for want of a Host is refused, but that of HTTP/1.0 is not', async () => {
    await using door = await openDoor(anywhere)
    await expectRefusal(door, get(''), 400, /no Host header/)
    await expectDone(door, get('', '/x', '1.0'))
  })

  test.each(['0.9', '2.0'])('for being of HTTP/%s is refused', async (version) => {
    await using door = await openDoor(anywhere)
    await expectRefusal(door, get('Host: a\r\n', '/x', version), 400, /version of HTTP/)
  })

  test.each([
    ['Host: a.example\r\nHost: a.example\r\n', /more than one Host header/],
    ['Host: a.example\r\nhOsT: b.example\r\n', /more than one Host header/],
    ['Host: a\r\nAuthorization: Bearer one\r\nX: y\r\nauthorization: Bearer two\r\n', /more than one Authorization/],
    ['Host: a\r\nX-User-Id: ann\r\nx-user-id: ben\r\n', /more than one X-User-Id/],
    ['Host: a\r\nX-User-Id: ann\r\nX-User-Id: ann\r\n', /more than one X-User-Id/],
  ])('for saying twice where it belongs or whose it is is refused: %j', async (headers, sentence) => {
    await using door = await openDoor(anywhere)
    await expectRefusal(door, get(headers), 400, sentence)
  })

  test('is not one that has other headers twice', async () => {
    await using door = await openDoor(anywhere)
    await expectDone(door, get('Host: a\r\nX-Twice: 1\r\nX-Twice: 1\r\nCookie: a=1\r\nCookie: b=2\r\n'))
  })

  test.each([
    '',
    ' ',
    'a b',
    'a,b',
    'a, b',
    'a/b',
    'a@b',
    'user:secret@a',
    'http://a',
    'a:b',
    'a:1:2',
    'a:-1',
    'a:65536',
    'a:000001',
    '[::1',
    '::1',
    '[::1]x',
    '[1:2]',
    '[127.0.0.1]',
    'a?',
    'a#b',
    'a\\b',
    'a%00b',
    '\xfcber.example',
    '"a"',
    '*',
  ])('for a Host that is none, as "%s", is refused', async (host) => {
    await using door = await openDoor(anywhere)
    await expectRefusal(door, get(`Host: ${host}\r\n`), 400, /not the name or address of a host/)
    await expectRefusal(door, get(`Host: ${host}\r\n`, '/x', '1.0'), 400, /not the name or address of a host/)
  })

  test('is not one for a host of any ordinary name', async () => {
    await using door = await openDoor(anywhere)
    const hosts = ['a', 'chat-api:8000', 'chat_api', 'A.Example.COM.', 'xn--ber-goa.example:443', '10.0.0.1:65535']
    for (const host of [...hosts, '[::1]', '[2001:db8::1]:8000', '[::ffff:10.0.0.1]', 'a:']) {
      await expectDone(door, get(`Host: ${host}\r\n`))
    }
  })

  test.each([
    ['http://a.example/x', /whole URL/],
    ['https://b.example/x', /whole URL/],
    ['http://user:secret@a.example/x', /whole URL/],
    ['*', /server as a whole/],
  ])('for a target that is no path, as %s, is refused', async (target, sentence) => {
    await using door = await openDoor(anywhere)
    await expectRefusal(door, get('Host: a.example\r\n', target), 400, sentence)
  })

  test.each([
    ['1.1', 'identity, chunked', /another encoding than chunks/],
    ['1.1', 'gzip, chunked', /another encoding than chunks/],
    ['1.0', 'chunked', /HTTP\/1\.0 has no Transfer-Encoding/],
  ])('for how its body is framed, HTTP/%s and "%s", is refused, and nothing behind it is done', async (...row) => {
    const [version, coding, sentence] = row
    await using door = await openDoor(anywhere)
    const head = `POST /x HTTP/${version}\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: ${coding}\r\n\r\n`
    await expectRefusal(door, `${head}2\r\nhi\r\n0\r\n\r\n${get('Host: a\r\n', '/behind')}`, 400, sentence)
  })

  test('is not one whose body comes in chunks', async () => {
    await using door = await openDoor(anywhere)
    const chunks = 'Content-Type: text/plain\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n'
    await expectDone(door, `POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${chunks}`)
  })
})

describe('SETTLED 20: while only this machine is listened to', () => {
  test('a request for another name is refused, whatever a proxy says that it was', async () => {
    await using door = await openDoor(here)
    const names = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '[::2]', '0.0.0.0']
    for (const name of names) {
      for (const more of ['', 'X-Forwarded-Host: localhost\r\n', 'Forwarded: host=localhost\r\n']) {
        await expectRefusal(door, get(`Host: ${name}:8000\r\n${more}`), 421, /its own machine only/)
      }
    }
    await expectRefusal(door, get('', '/x', '1.0'), 421, /its own machine only/)
    await expectRefusal(door, get('X-Forwarded-Host: localhost\r\n', '/x', '1.0'), 421, /its own machine only/)
  })

  test('a request by any of its own names is answered, whatever a proxy says that it was', async () => {
    await using door = await openDoor(here)
    for (const name of ['localhost', 'LOCALHOST:8000', 'app.localhost', '127.0.0.1:8000', '127.9.9.9', '[::1]:8000']) {
      for (const more of ['', 'X-Forwarded-Host: evil.example\r\n'])
        await expectDone(door, get(`Host: ${name}\r\n${more}`))
    }
  })

  test('a request that two may read in two ways is told that, and not whom it missed', async () => {
    await using door = await openDoor(here)
    await expectRefusal(door, get('Host: localhost\r\nHost: evil.example\r\n'), 400, /more than one Host/)
    await expectRefusal(door, get(''), 400, /no Host header/)
  })
})

test.each([
  ['', ''],
  ['that wants one, too', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
])(
  'what comes behind a request to upgrade may be the body of one that Node threw away, and is not done %s',
  async (...row) => {
    const [, headers] = row
    await using door = await openDoor(anywhere)
    const smuggled = `DELETE /smuggled HTTP/1.1\r\nHost: a\r\n${headers}\r\n`
    const upgrade = 'GET /wait HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const { port } = new URL(door.url)
    const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1')
    const all = Array.fromAsync(socket)
    socket.write(`${upgrade}POST /thrown-away HTTP/1.1\r\nHost: a\r\nContent-Length: ${smuggled.length}\r\n\r\n`)
    await door.came(1)
    socket.write(smuggled)
    await door.came(2)
    door.release()
    const said = (await all).join('')
    expect(door.done).toEqual(['GET /wait'])
    expect(statusesIn(said)).toEqual([200])
    expect(said).toMatch(/\r\nconnection: close\r\n/i)
  },
)
