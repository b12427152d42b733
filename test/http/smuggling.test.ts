import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { expectUnharmed } from '../dialects/v1/under-attack.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { sendBytes, statusesIn } from '../send-bytes.ts'

const line = 'POST /v1/conversations HTTP/1.1\r\n'
const host = 'Host: localhost\r\n'
const json = 'Content-Type: application/json\r\n'
const body = '{"title":"own"}'
const sized = `Content-Length: ${body.length}\r\n\r\n${body}`
const size = body.length.toString(16)
const chunks = `${size}\r\n${body}\r\n0\r\n\r\n`
const chunked = 'Transfer-Encoding: chunked\r\n'

const inside = '{"title":"behind"}'
const behind = `${line}${host}${json}Connection: close\r\nContent-Length: ${inside.length}\r\n\r\n${inside}`

const post = (headers: string): string => `${line}${host}${json}${headers}`
const inChunks = (bytes: string): string => post(`${chunked}\r\n${bytes}`)

async function titlesOf({ client }: TestServer): Promise<string[]> {
  const { data } = (await client.get('/v1/conversations')).json as { data: { title: string }[] }
  return data.map(({ title }) => title).sort()
}

/** What cannot be read in one way only: nothing of it is done, nor of what comes behind it. */
const ambiguous: [what: string, request: string][] = [
  ['a length and chunks', post(`Content-Length: 4\r\n${chunked}\r\n${chunks}`)],
  ['chunks and a length', post(`${chunked}Content-Length: 4\r\n\r\n${chunks}`)],
  ['chunks and no length at all', post(`${chunked}Content-Length: \r\n\r\n${chunks}`)],
  ['chunked, identity', post(`Transfer-Encoding: chunked, identity\r\n\r\n${chunks}`)],
  ['identity, chunked', post(`Transfer-Encoding: identity, chunked\r\n\r\n${chunks}`)],
  ['gzip, chunked', post(`Transfer-Encoding: gzip, chunked\r\n\r\n${chunks}`)],
  ['identity', post(`Transfer-Encoding: identity\r\n\r\n${chunks}`)],
  ['xchunked', post(`Transfer-Encoding: xchunked\r\n\r\n${chunks}`)],
  ['"chunked" in quotes', post(`Transfer-Encoding: "chunked"\r\n\r\n${chunks}`)],
  ['chunked with a parameter', post(`Transfer-Encoding: chunked;a=b\r\n\r\n${chunks}`)],
  ['chunked behind a vertical tab', post(`Transfer-Encoding: \x0bchunked\r\n\r\n${chunks}`)],
  ['an empty Transfer-Encoding', post(`Transfer-Encoding: \r\n\r\n${chunks}`)],
  ['two Transfer-Encodings', post(`${chunked}${chunked}\r\n${chunks}`)],
  ['chunked, then identity', post(`${chunked}Transfer-Encoding: identity\r\n\r\n${chunks}`)],
  ['identity, then chunked', post(`Transfer-Encoding: identity\r\n${chunked}\r\n${chunks}`)],
  ['chunks in HTTP/1.0', post(`Connection: keep-alive\r\n${chunked}\r\n${chunks}`).replace('HTTP/1.1', 'HTTP/1.0')],
  ['a space before the colon of Transfer-Encoding', post(`Transfer-Encoding : chunked\r\n\r\n${chunks}`)],
  ['a space before the colon of a length', post(sized.replace(':', ' :'))],
  ['a space before the colon of any header', post(`X-Any : 1\r\n${sized}`)],
  ['a length with a sign', post(sized.replace(': ', ': +'))],
  ['a negative length', post(sized.replace(': ', ': -'))],
  ['a length in hexadecimal', post(sized.replace(/: \d+/, ': 0xf'))],
  ['a list of lengths', post(sized.replace(/: \d+/, ': 15, 15'))],
  ['a length in two parts', post(sized.replace(/: \d+/, ': 1 5'))],
  ['the same length twice', post(`Content-Length: ${body.length}\r\n${sized}`)],
  ['two lengths', post(`Content-Length: 0\r\n${sized}`)],
  ['a length beyond 64 bits', post(sized.replace(/: \d+/, ': 18446744073709551631'))],
  ['a folded header', post(`X-Any: a\r\n b\r\n${sized}`)],
  ['a folded Transfer-Encoding', post(`Transfer-Encoding:\r\n chunked\r\n\r\n${chunks}`)],
  ['a length in a fold', post(`X-Any: a\r\n\tContent-Length: 0\r\n${sized}`)],
  ['a fold in place of the first header', `${line} ${host}${json}${sized}`],
  ['a bare LF behind a header', post(`X-Any: a\n${sized}`)],
  ['a bare LF behind the headers', post(`Content-Length: ${body.length}\r\n\n${body}`)],
  ['a bare LF behind the first line', `${line.replace('\r', '')}${host}${json}${sized}`],
  ['a bare CR in a header', post(`X-Any: a\rb\r\n${sized}`)],
  ['a header behind a bare CR', post(`X-Any: a\r${chunked}${sized}`)],
  ['two CRs', post(`X-Any: a\r\r\n${sized}`)],
  ['a NUL in a value', post(`X-Any: a\0b\r\n${sized}`)],
  ['a NUL in a name', post(`X-\0Any: a\r\n${sized}`)],
  ['a header without a colon', post(`X-Any\r\n${sized}`)],
  ['a header without a name', post(`: a\r\n${sized}`)],
  ['a name in another alphabet', post(`X-\xc4ny: a\r\n${sized}`)],
  ['no version', `GET /healthz\r\n${host}\r\n`],
  ['HTTP/0.9', `GET /healthz HTTP/0.9\r\n${host}\r\n`],
  ['HTTP/1.2', `GET /healthz HTTP/1.2\r\n${host}\r\n`],
  ['HTTP/2.0', `GET /healthz HTTP/2.0\r\n${host}\r\n`],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a path with a space', `GET /heal thz HTTP/1.1\r\n${host}\r\n`],
  ['a tab for a space', `GET\t/healthz HTTP/1.1\r\n${host}\r\n`],
  ['a target of another host', `GET http://elsewhere.example/healthz HTTP/1.1\r\n${host}\r\n`],
  ['a target of another host that is no path', `GET elsewhere.example:80 HTTP/1.1\r\n${host}\r\n`],
  ['a path that cannot be read, and two Hosts', `GET /v1/%zz HTTP/1.1\r\n${host}${host}\r\n`],
  ['two Hosts', post(`${host}${sized}`)],
  ['no Host', `${line}${json}${sized}`],
  ['two Authorizations', post(`Authorization: Bearer a\r\nAuthorization: Bearer b\r\n${sized}`)],
  ['a chunk with an endless extension', inChunks(`${size};${'x'.repeat(40_000)}\r\n${body}\r\n0\r\n\r\n`)],
  ['a bare LF in an extension', inChunks(`${size};a\n${body}\r\n0\r\n\r\n`)],
  ['a bare CR in an extension', inChunks(`${size};a\rb\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk beyond 64 bits', inChunks(`1000000000000000${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk of a negative size', inChunks(`-${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk of a size with a sign', inChunks(`+${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk of 0x', inChunks(`0x${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk of a size in two parts', inChunks(`0_${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a chunk of no size', inChunks(`\r\n${body}\r\n0\r\n\r\n`)],
  ['a space behind the size of a chunk', inChunks(`${size} \r\n${body}\r\n0\r\n\r\n`)],
  ['a space before the size of a chunk', inChunks(` ${size}\r\n${body}\r\n0\r\n\r\n`)],
  ['a bare LF behind the size of a chunk', inChunks(`${size}\n${body}\r\n0\r\n\r\n`)],
  ['a bare LF behind a chunk', inChunks(`${size}\r\n${body}\n0\r\n\r\n`)],
  ['a chunk longer than its size', inChunks(`1\r\n${body}\r\n0\r\n\r\n`)],
  ['a bare LF behind the last chunk', inChunks(`${size}\r\n${body}\r\n0\r\n\n`)],
  ['a length in the trailers', inChunks(`${size}\r\n${body}\r\n0\r\nContent-Length: 90\r\n\r\n`)],
  ['chunks in the trailers', inChunks(`${size}\r\n${body}\r\n0\r\n${chunked}\r\n`)],
  ['a trailer that is no header', inChunks(`${size}\r\n${body}\r\n0\r\nX Any: 1\r\n\r\n`)],
]

describe('LESSONS 30: of a request that two may read in two ways, nothing is done, nor of what is behind it', () => {
  test.each(ambiguous)('%s', async (_what, request) => {
    await using server = await startTestServer()
    const said = await sendBytes(server.url, request + behind)
    expect(statusesIn(said)).toEqual([400])
    expect(said).toMatch(/\r\nconnection: close\r\n/i)
    const told = JSON.parse(said.split('\r\n\r\n')[1] ?? '') as { detail?: unknown }
    expect(told.detail).toMatch(/^[A-Z].*\.$/)
    expect(await titlesOf(server)).toEqual([])
    await expectUnharmed(server)
  })

  test('trailers without end', async () => {
    await using server = await startTestServer()
    const request = inChunks(`${size}\r\n${body}\r\n0\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)
    expect(statusesIn(await sendBytes(server.url, request + behind))).toEqual([431])
    expect(await titlesOf(server)).toEqual([])
  })

  test('what a browser would need to open a tunnel, or to speak another protocol', async () => {
    await using server = await startTestServer()
    const tunnel = `CONNECT elsewhere.example:443 HTTP/1.1\r\n${host}\r\n`
    expect(statusesIn(await sendBytes(server.url, tunnel + behind))).toEqual([405])
    const expects = post(`Expect: something\r\n${sized}`)
    expect(statusesIn(await sendBytes(server.url, expects + behind))).toEqual([417])
    expect(await titlesOf(server)).toEqual([])
    const upgrade = `GET /healthz HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`
    const said = await sendBytes(server.url, upgrade + behind)
    expect(statusesIn(said)).toEqual([200])
    expect(said).toMatch(/\r\nconnection: close\r\n/i)
    expect(await titlesOf(server)).toEqual([])
    await expectUnharmed(server)
  })

  test('a stream that was asked for with an upgrade is the last answer of its connection', async () => {
    await using server = await startTestServer()
    const { client, url } = server
    const run = (await client.ask(await client.conversation(), 'Hi')).json.run.id as string
    const stream = `GET /v1/runs/${run}/events HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`
    const said = await sendBytes(url, stream)
    expect(statusesIn(said)).toEqual([200])
    expect(said).toContain('event: completed')
    expect(said).toMatch(/\r\nconnection: close\r\n/i)
  })
})

describe('of a request that is odd, but can be read in one way only, what is behind it is another', () => {
  test.each([
    ['chunks with extensions', inChunks(`${size};a=b;c\r\n${body}\r\n0;d\r\n\r\n`)],
    ['CHUNKED', post(`Transfer-Encoding: CHUNKED\r\n\r\n${chunks}`)],
    ['a name that is nearly one', post(`Transfer_Encoding: chunked\r\nContent_Length: 1\r\n${sized}`)],
    ['a value in another alphabet', post(`X-Any: \xff\r\n${sized}`)],
    ['empty lines before it', `\r\n\r\n${post(sized)}`],
    ['an upgrade without a connection to be upgraded', post(`Upgrade: h2c\r\n${sized}`)],
    ['HTTP/1.0 that keeps alive', post(`Connection: keep-alive\r\n${sized}`).replace('HTTP/1.1', 'HTTP/1.0')],
    [
      'trailers that would change it',
      inChunks(
        `${size}\r\n${body}\r\n0\r\nHost: elsewhere.example\r\nAuthorization: x\r\nContent-Type: text/plain\r\n\r\n`,
      ),
    ],
  ])('%s', async (_what, request) => {
    await using server = await startTestServer()
    expect(statusesIn(await sendBytes(server.url, request + behind))).toEqual([201, 201])
    expect(await titlesOf(server)).toEqual(['behind', 'own'])
  })

  test.each([
    ['a GET with a body', 200, `GET /healthz HTTP/1.1\r\n${host}${sized}`],
    ['a GET with chunks', 200, `GET /healthz HTTP/1.1\r\n${host}${chunked}\r\n${chunks}`],
    ['a HEAD with a body', 200, `HEAD /healthz HTTP/1.1\r\n${host}${sized}`],
    ['a TRACE', 405, `TRACE /v1/conversations HTTP/1.1\r\n${host}X-Secret: 1\r\n\r\n`],
    ['an OPTIONS that is no preflight', 405, `OPTIONS /v1/conversations HTTP/1.1\r\n${host}${sized}`],
  ])('%s', async (_what, status, request) => {
    await using server = await startTestServer()
    const said = await sendBytes(server.url, request + behind)
    expect(statusesIn(said)).toEqual([status, 201])
    expect(said).not.toContain('X-Secret')
    expect(await titlesOf(server)).toEqual(['behind'])
  })

  test('HTTP/1.0 that does not keep alive is answered, and nothing behind it', async () => {
    await using server = await startTestServer()
    const request = post(sized).replace('HTTP/1.1', 'HTTP/1.0')
    expect(statusesIn(await sendBytes(server.url, request + behind))).toEqual([201])
    expect(await titlesOf(server)).toEqual(['own'])
  })
})

test('bytes behind a stream that are no request are not answered in the middle of its frames', async () => {
  await using server = await startTestServer()
  const { client, model, url } = server
  const steps = model.stepped(['Hello'])
  const stream = await client.send(await client.conversation(), 'Hi')
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  socket.on('error', () => {})
  const gone = new Promise((resolve) => socket.once('close', resolve))
  let said = ''
  socket.on('data', (text: string) => {
    if (!said.includes('event: started') && (said + text).includes('event: started')) socket.write('no request\r\n\r\n')
    said += text
  })
  socket.write(`GET /v1/runs/${String(stream.headers['x-run-id'])}/events HTTP/1.1\r\n${host}\r\n`)
  await gone
  expect(statusesIn(said)).toEqual([200])
  steps.releaseAll()
  await stream.all()
})

describe('a method that nobody has', () => {
  test.each(['PROPFIND', 'QUERY', 'PURGE', 'MKCOL', 'LINK', 'SEARCH', 'PUT', 'TRACE', 'HEAD'])(
    '%s does nothing, and is no failure of ours',
    async (method) => {
      await using server = await startTestServer()
      for (const path of ['/v1/conversations', '/chat', '/no-such', '/']) {
        for (const type of ['', json]) {
          const request = `${method} ${path} HTTP/1.1\r\n${host}${type}Connection: close\r\n${sized}`
          const [status = 0] = statusesIn(await sendBytes(server.url, request))
          expect([404, 405, 415], `${method} ${path} ${type}`).toContain(status)
        }
      }
      expect(await titlesOf(server)).toEqual([])
      await expectUnharmed(server)
    },
  )
})
