import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createPort } from 'node:net'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../harness.ts'

const original = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')

function isInstalled(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

interface Node {
  port: number
  /** What has reached it, body and all. */
  seen: { method: string; url: string; bytes: number; headers: IncomingMessage['headers'] }[]
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createPort().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function startNode(answer: RequestListener): Promise<Node> {
  const seen: Node['seen'] = []
  const server = createServer((asked, response) => {
    const { method = '', url = '', headers } = asked
    void buffer(asked).then(({ length }) => {
      seen.push({ method, url, bytes: length, headers })
      answer(asked, response)
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: await portOf(server), seen }
}

/** The configuration as it is, but for what a test on one machine must have otherwise: names, ports, files. */
function adapt(folder: string, listen: number, nodes: readonly { port: number }[]): string {
  const servers = nodes.map(({ port }) => `server 127.0.0.1:${port} max_fails=3 fail_timeout=5s;`).join('\n')
  return original
    .replace(
      /^ *resolver .*$/m,
      ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join(' '),
    )
    .replace(/( *server node-\d:8000 .*\n)+/, `${servers}\n`)
    .replace('listen 8000', `listen 127.0.0.1:${listen}`)
    .replace(/worker_rlimit_nofile \d+;/, '')
    .replace(/worker_connections \d+;/, 'worker_connections 256;')
    .replace('/run/nginx.pid', `${folder}/pid`)
    .replaceAll(/\/dev\/std(err|out)/g, `${folder}/std$1`)
    .replace(
      'worker_processes auto;',
      `worker_processes 1; daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`,
    )
}

async function reachable(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
  }
}

async function startBalancer(...nodes: { port: number }[]): Promise<{ url: string; log(): string }> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'logs'))
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), adapt(folder, port, nodes))
  const child = spawn('nginx', ['-p', folder, '-e', join(folder, 'stderr'), '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true })
  })
  await Promise.race([
    reachable(port),
    gone.then(() =>
      Promise.reject(new Error(`nginx has refused it:\n${readFileSync(join(folder, 'stderr'), 'utf8')}`)),
    ),
  ])
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => readFileSync(join(folder, 'stdout'), 'utf8') + readFileSync(join(folder, 'stderr'), 'utf8'),
  }
}

const breakOff: RequestListener = (asked) => void asked.socket.destroy()
const answerWith =
  (status: number): RequestListener =>
  (_asked, response) =>
    void response.writeHead(status, { 'retry-after': '5' }).end('{}')

const seenBy = (...nodes: Node[]): string[] =>
  nodes.flatMap(({ seen }) => seen.map(({ method, url }) => `${method} ${url}`))

describe.skipIf(!isInstalled())('deploy/nginx.conf (skipped where nginx is not installed)', () => {
  test.each([
    ['POST', '/v1/conversations/c/messages'],
    ['POST', '/chat'],
    ['PATCH', '/v1/conversations/c'],
    ['GET', '/chat?message=Hello&sessionId=s'],
  ])('LESSONS 2: %s %s that broke off is not sent again', async (method, path) => {
    const nodes = [await startNode(breakOff), await startNode(breakOff)] as const
    const { url, log } = await startBalancer(...nodes)
    const reply = await fetch(url + path, { method, ...(method !== 'GET' && { body: '{}' }) })
    expect(seenBy(...nodes)).toEqual([`${method} ${path}`])
    expect(reply.status).toBe(502)
    expect(reply.headers.get('retry-after')).toBe('5')
    expect(await reply.json()).toMatchObject({ error: 'Service unavailable', correlation_id: expect.any(String) })
    expect(log()).not.toContain('message=')
  })

  test('a reading that broke off is read from another node', async () => {
    const nodes = [await startNode(breakOff), await startNode(answerWith(200))] as const
    const { url } = await startBalancer(...nodes)
    for (let i = 0; i < 2; i++) expect((await fetch(`${url}/v1/runs/r`)).status).toBe(200)
    expect(nodes[0].seen).toHaveLength(1)
    expect(nodes[1].seen).toHaveLength(2)
  })

  test('a 503 is told as it is, and its message is not tried elsewhere: its answer may go on', async () => {
    const nodes = [await startNode(answerWith(503)), await startNode(answerWith(503))] as const
    const { url } = await startBalancer(...nodes)
    const reply = await fetch(`${url}/api/chat`, { method: 'POST', body: '{}' })
    expect(reply.status).toBe(503)
    expect(reply.headers.get('retry-after')).toBe('5')
    expect(await reply.text()).toBe('{}')
    expect(seenBy(...nodes)).toHaveLength(1)
  })

  test.each(['/v1/conversations', '/chat'])('POST %s that reached no node goes to one that is there', async (path) => {
    const node = await startNode(answerWith(200))
    const { url } = await startBalancer({ port: await freePort() }, node)
    for (let i = 0; i < 4; i++) expect((await fetch(url + path, { method: 'POST', body: '{}' })).status).toBe(200)
    expect(node.seen).toHaveLength(4)
  })

  test('a word is passed on before the next one exists, and who leaves is seen to leave', async () => {
    const left = Promise.withResolvers<void>()
    const words = Promise.withResolvers<(word: string) => void>()
    const node = await startNode((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders()
      response.once('close', () => left.resolve())
      words.resolve((word) => void response.write(word))
    })
    const { url } = await startBalancer(node)
    const leave = new AbortController()
    const stream = request(`${url}/chat`, {
      method: 'POST',
      headers: { 'accept-encoding': 'gzip' },
      signal: leave.signal,
    })
    stream.on('error', () => {})
    stream.end('{}')
    const [response] = (await once(stream, 'response')) as [IncomingMessage]
    expect(response.headers['content-encoding']).toBeUndefined()
    const say = await words.promise
    response.on('error', () => {})
    for (const word of ['data: 1\n\n', 'data: 2\n\n']) {
      say(word)
      expect(String((await once(response, 'data'))[0])).toBe(word)
    }
    leave.abort()
    await left.promise
  })

  test('an import of 64 MiB passes, and a byte more is refused in JSON', async () => {
    const node = await startNode(answerWith(201))
    const { url } = await startBalancer(node)
    const mebi64 = 64 * 2 ** 20
    const send = (bytes: number): Promise<Response> =>
      fetch(`${url}/v1/conversations/import`, { method: 'POST', body: new Uint8Array(bytes) })
    expect((await send(mebi64)).status).toBe(201)
    expect(node.seen.map(({ bytes }) => bytes)).toEqual([mebi64])
    const asked = request(`${url}/v1/conversations/import`, {
      method: 'POST',
      headers: { 'content-length': mebi64 + 1 },
    })
    asked.on('error', () => {})
    asked.flushHeaders()
    const [refused] = (await once(asked, 'response')) as [IncomingMessage]
    expect(refused.statusCode).toBe(413)
    expect(JSON.parse(await text(refused))).toMatchObject({ error: 'Request too large' })
    asked.destroy()
  })

  test('nobody can say where they come from', async () => {
    const node = await startNode(answerWith(200))
    const { url } = await startBalancer(node)
    await fetch(`${url}/v1/me`, { headers: { 'x-forwarded-for': '192.0.2.1' } })
    expect(node.seen[0]?.headers['x-forwarded-for']).toBe('127.0.0.1')
    expect(node.seen[0]?.headers.host).toBe(new URL(url).host)
  })
})
