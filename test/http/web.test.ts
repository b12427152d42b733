import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify, { type FastifyError } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { toDomainError } from '../../src/http/errors.ts'
import { addSecurityHeaders } from '../../src/http/security-headers.ts'
import { addWeb } from '../../src/http/web.ts'
import { type Client, createClient } from '../client.ts'
import { startTestServer, temporaryFolder } from '../harness.ts'
import { sendBytes } from '../send-bytes.ts'
import { as, withAuth } from '../tokens.ts'

const page = '<!doctype html><title>Colloquy</title><script type="module" src="./assets/main-1a2b3c4d.js"></script>'
const script = 'console.log("Hello")\n'.repeat(100)
const secret = 'What is beside the folder'

interface Site {
  client: Client
  url: string
  folder: string
}

function build(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  const files: Record<string, string | Buffer> = {
    'index.html': page,
    'index.html.br': brotliCompressSync(page),
    'assets/main-1a2b3c4d.js': script,
    'assets/main-1a2b3c4d.js.br': brotliCompressSync(script),
    'assets/main-1a2b3c4d.js.gz': gzipSync(script),
    'assets/notes.xyz': 'Of no type that is known',
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
}

/** The page's routes alone, over a folder that is in another one. */
async function openSite(isBuilt = true): Promise<Site> {
  const around = temporaryFolder()
  writeFileSync(join(around, 'secret.html'), secret)
  const folder = join(around, 'dist')
  if (isBuilt) build(folder)
  const app = fastify()
  addSecurityHeaders(app)
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    reply.code(toDomainError(error).code === 'route_not_found' ? 404 : 500).send({}),
  )
  app.addHook('onRequest', async (_request, reply) => void reply.header('vary', 'Origin'))
  addWeb(app, pathToFileURL(`${folder}/`))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const client = createClient(url)
  onTestFinished(async () => {
    client.close()
    await app.close()
    rmSync(around, { recursive: true, force: true })
  })
  return { client, url, folder }
}

describe('the chat page', () => {
  test('is asked for anew each time and sent only when it has changed, and runs, loads and tells nothing of others', async () => {
    const { client } = await openSite()
    const first = await client.get('/app/')
    expect([first.status, first.text]).toEqual([200, page])
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      vary: 'Origin, Accept-Encoding',
    })
    expect(first.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types dompurify",
    )
    const etag = String(first.headers.etag)
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await client.get('/app/', { headers: { 'if-none-match': held } })
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
    }
    expect((await client.get('/app/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    expect((await client.get('/app/index.html')).text).toBe(page)
  })

  test('is found without its last slash, and a conversation by its path, behind any prefix', async () => {
    const { client } = await openSite()
    const leads = async (path: string): Promise<[number, string]> => {
      const { status, headers } = await client.get(path)
      return [status, new URL(headers.location ?? '', `http://proxy/prefix${path}`).href]
    }
    expect(await leads('/app')).toEqual([302, 'http://proxy/prefix/app/'])
    expect(await leads('/app/c/0190a0b0')).toEqual([302, 'http://proxy/prefix/app/#/c/0190a0b0'])
    expect(await leads('/app/c/%2F%2Fevil.example')).toEqual([404, 'http://proxy/prefix/app/c/%2F%2Fevil.example'])
    expect(await leads('/app/c/a%20%23b%3Fc')).toEqual([302, 'http://proxy/prefix/app/#/c/a%20%23b%3Fc'])
  })

  test('has what it loads kept for a year, because its name tells what is in it', async () => {
    const { client } = await openSite()
    const loaded = await client.get('/app/assets/main-1a2b3c4d.js')
    expect([loaded.status, loaded.text]).toEqual([200, script])
    expect(loaded.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect((await client.get('/app/icon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    })
  })

  test.for([
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br; q=0.000, gzip;q=0', undefined],
    ['brotli, x-gzip', undefined],
    ['identity', undefined],
    ['', undefined],
  ] as const)('comes as small as who asks can read: %s', async ([accepted, coding]) => {
    const { url } = await openSite()
    const path = '/app/assets/main-1a2b3c4d.js'
    const request = `GET ${path} HTTP/1.1\r\nhost: a\r\naccept-encoding: ${accepted}\r\nconnection: close\r\n\r\n`
    const [head = '', ...rest] = (await sendBytes(url, request)).split('\r\n\r\n')
    const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1')
    expect(/^content-encoding: (.*)$/im.exec(head)?.[1]).toBe(coding)
    expect(head.toLowerCase()).toContain('accept-encoding')
    expect(head).toContain(`content-length: ${body.length}`)
    const read = { br: brotliDecompressSync, gzip: gunzipSync, plain: (bytes: Buffer) => bytes }[coding ?? 'plain']
    expect(read(body).toString()).toBe(script)
  })

  test('is not taken for the same when it comes in another coding', async () => {
    const { client } = await openSite()
    const etagOf = async (coding: string): Promise<string | undefined> =>
      (await client.get('/app/assets/main-1a2b3c4d.js', { headers: { 'accept-encoding': coding } })).headers.etag
    expect(new Set([await etagOf('br'), await etagOf('gzip'), await etagOf('identity')]).size).toBe(3)
  })

  test('says to HEAD what it says to GET, and no more', async () => {
    const { client } = await openSite()
    for (const path of ['/app/', '/app/assets/main-1a2b3c4d.js', '/app/assets/no-such.js', '/app']) {
      const [get, head] = [await client.get(path), await client.call('HEAD', path)]
      expect([path, head.status, head.text]).toEqual([path, get.status, ''])
      const { date: _date, connection: _connection, 'keep-alive': _kept, ...said } = head.headers
      expect(get.headers).toMatchObject(said)
    }
  })

  test.for([
    '/app/assets/no-such.js',
    '/app/assets/',
    '/app/assets',
    '/app/c/',
    '/app/c/a/b',
    '/app/no-such',
    '/app/assets/notes.xyz',
    '/app/index.html.br',
    '/app/__proto__',
    '/app/../secret.html',
    '/app/%2e%2e/secret.html',
    '/app/..%2fsecret.html',
    '/app/..%5csecret.html',
    '/app/assets/../../secret.html',
    '/app/assets/%2e%2e%2f%2e%2e%2fsecret.html',
    '/app//../secret.html',
    '/app/./index.html',
    '/app/%00index.html',
    '/app/index.html%00.js',
    '/app//etc/passwd',
    '/app/file:%2f%2f%2fetc/passwd',
  ])('has nothing but its own files: %s is not there', async (path) => {
    const { url } = await openSite()
    const reply = await sendBytes(url, `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect(reply).toMatch(/^HTTP\/1\.1 404 /)
    expect(reply).not.toContain(secret)
    expect(reply).not.toContain('root:')
  })

  test('says how to build it where nobody has, and is there once somebody has', async () => {
    const { client, folder } = await openSite(false)
    const saysHow = async (path: string): Promise<void> => {
      const { status, headers, text } = await client.get(path)
      expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
      expect(text).toContain('npm run build:web')
      expect(text).not.toContain(folder)
    }
    await saysHow('/app/')
    await saysHow('/app/c/0190a0b0')
    mkdirSync(join(folder, 'assets'), { recursive: true })
    await saysHow('/app/')
    build(folder)
    expect((await client.get('/app/')).text).toBe(page)
  })

  test('stays what it was while another is being built, so that nobody gets halves of two', async () => {
    const { client, folder } = await openSite()
    await client.get('/app/')
    rmSync(folder, { recursive: true })
    expect((await client.get('/app/assets/main-1a2b3c4d.js')).text).toBe(script)
  })
})

describe('of a whole server, the chat page', () => {
  const isShown = ({ text }: { text: string }): boolean => /<!doctype html>|npm run build:web/.test(text)

  test('is shown to who has no token yet, since it asks for one; and what it asks is closed as ever', async () => {
    await using server = await startTestServer(withAuth)
    expect(isShown(await server.client.get('/app/'))).toBe(true)
    expect((await server.client.get('/app')).status).toBe(302)
    for (const path of ['/app2', '/apps/', '/v1/conversations'])
      expect([path, (await server.client.get(path)).status]).toEqual([path, 401])
    expect((await server.client.get('/app/no-such.js')).text).not.toContain('<!doctype html>')
  })

  test('takes nothing, is no business of other pages, and is no part of the documented API', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const path of ['/app', '/app/', '/app/assets/main.js']) {
      const { status, headers } = await client.call('POST', path, { body: {} })
      expect([path, status, headers.allow]).toEqual([path, 405, 'GET, HEAD'])
    }
    const { headers } = await client.get('/app/', { headers: { origin: 'https://app.example.com' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    const paths = Object.keys((await client.get('/openapi.json')).json.paths as object)
    expect(paths.filter((path) => path.startsWith('/app'))).toEqual([])
  })

  test('is not shown for the name of another host where nobody has to sign in', async () => {
    await using server = await startTestServer()
    expect((await server.client.get('/app/', { headers: { host: 'evil.example' } })).status).toBe(421)
  })

  test('WEB=off: is a path like any that there is not', async () => {
    const { web } = configFrom(readEnv({ WEB: 'off' }))
    await using server = await startTestServer({ web })
    const known = await server.client.get('/no-such')
    for (const path of ['/app', '/app/', '/app/c/0190a0b0', '/app/index.html']) {
      const { status, json } = await server.client.get(path)
      expect([path, status, json.title]).toEqual([path, 404, known.json.title])
    }
    await using closed = await startTestServer({ ...withAuth, web })
    expect((await closed.client.get('/app/')).status).toBe(401)
    expect((await closed.client.get('/app/', { headers: await as('ann') })).status).toBe(404)
  })
})
