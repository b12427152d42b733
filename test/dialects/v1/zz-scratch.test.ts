import { test } from 'vitest'
import { connect } from 'node:net'
import { startTestServer } from '../../harness.ts'
function raw(url: string, text: string | Buffer, readFirst = true): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    let said = ''
    socket.setEncoding('latin1')
    if (readFirst) socket.on('data', (d) => (said += d))
    socket.on('error', (e) => { said += `<${(e as NodeJS.ErrnoException).code}>` })
    socket.on('close', () => resolve(said))
    socket.write(text, () => { if (!readFirst) socket.on('data', (d) => (said += d)) })
  })
}
test('x', async () => {
  await using server = await startTestServer()
  const { client, url } = server
  const host = 'Host: localhost\r\n'
  const show = async (name: string, text: string | Buffer) => console.log(name, '=>', (await raw(url, text)).replace(/\r\nDate.*/, '').slice(0, 700))
  const body = `{"title":"${'x'.repeat(3_000_000)}"}`
  const limit = (p: Promise<string>) => p
  const counts: Record<string, number> = {}
  for (let i = 0; i < 0; i++) {
    const r = await raw(url, `POST /v1/conversations HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`, i % 2 === 0)
    const k = `${i % 2} ${r.slice(0, 20)} ${r.match(/<\w+>/)?.[0]}`
    counts[k] = (counts[k] ?? 0) + 1
  }
  console.log(counts)
  const chunked: Record<string, number> = {}
  for (let i = 0; i < 0; i++) {
    const r = await raw(url, `POST /v1/conversations HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
    const k = `${r.slice(0, 20)} ${r.match(/<\w+>/)?.[0]}`
    chunked[k] = (chunked[k] ?? 0) + 1
  }
  console.log(chunked)
  const end = 'Connection: close\r\n\r\n'
  await show('dup host', `GET /v1/conversations HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n${end}`)
  await show('no host', `GET /v1/conversations HTTP/1.1\r\n${end}`)
  await show('http1.0', `GET /v1/conversations HTTP/1.0\r\n${end}`)
  await show('absolute', `GET http://localhost/v1/conversations HTTP/1.1\r\n${host}${end}`)
  await show('absolute evil', `GET http://evil/v1/conversations HTTP/1.1\r\n${host}${end}`)
  await show('trace', `TRACE /v1/conversations HTTP/1.1\r\n${host}${end}`)
  await show('propfind', `PROPFIND /v1/conversations HTTP/1.1\r\n${host}${end}`)
  await show('head', `HEAD /v1/conversations/import HTTP/1.1\r\n${host}${end}`)
  await show('connect', `CONNECT localhost:1 HTTP/1.1\r\n${host}${end}`)
  await show('unknown method', `BREW /v1/conversations HTTP/1.1\r\n${host}${end}`)
  await show('star', `OPTIONS * HTTP/1.1\r\n${host}${end}`)
  await show('pct', `GET /v1/conversations/%zz HTTP/1.1\r\n${host}X-Correlation-Id: mine\r\n${end}`)
  await show('pct2', `GET /v1/conversations/%ff HTTP/1.1\r\n${host}${end}`)
  await show('pct3', `GET /v1/conversations/%00 HTTP/1.1\r\n${host}${end}`)
  await show('pctroot', `GET /%zz HTTP/1.1\r\n${host}${end}`)
  await show('query pct', `GET /v1/conversations?limit=%zz HTTP/1.1\r\n${host}${end}`)
  await show('query utf', `GET /v1/search?q=%ff%fe HTTP/1.1\r\n${host}${end}`)
  await show('query surrogate', `GET /v1/search?q=%ed%a0%80 HTTP/1.1\r\n${host}${end}`)
  await show('longid', `GET /v1/conversations/${'x'.repeat(3000)} HTTP/1.1\r\n${host}${end}`)
  await show('hugeheader', `GET /v1/conversations HTTP/1.1\r\n${host}X-A: ${'x'.repeat(20000)}\r\n${end}`)
  await show('hugeurl', `GET /v1/search?q=${'x'.repeat(20000)} HTTP/1.1\r\n${host}${end}`)
  await show('rawbytes path', Buffer.from(`GET /v1/conversations/\xff\xfe HTTP/1.1\r\n${host}${end}`, 'latin1'))
  await show('garbage', `hello\r\n\r\n`)
  await show('neg length', `POST /v1/conversations HTTP/1.1\r\n${host}Content-Length: -1\r\n${end}`)
  await show('both', `POST /v1/conversations HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\n`)
  await show('expect', `POST /v1/conversations HTTP/1.1\r\n${host}Expect: 200-maybe\r\nContent-Length: 0\r\n${end}`)
  await show('expect100', `POST /v1/conversations HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n${end}{}`)

  await show('upgrade', `GET /v1/conversations HTTP/1.1\r\n${host}Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`)
  await show('evil host', `GET /v1/conversations HTTP/1.1\r\nHost: evil.example\r\n${end}`)
  await show('ct dup', `POST /v1/conversations HTTP/1.1\r\n${host}Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n${end}{}`)
  await show('encoded', `POST /v1/conversations HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n${end}{}`)
  console.log((await client.get('/v1/conversations')).status)
})
