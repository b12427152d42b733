import { createHash } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { expect, test } from 'vitest'
import { addDocs } from '../../src/http/docs.ts'
import { addSecurityHeaders, secure } from '../../src/http/security-headers.ts'

const expected = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

interface Site extends AsyncDisposable {
  url: string
}

async function openSite(): Promise<Site> {
  const app: FastifyInstance = fastify({
    routerOptions: { maxParamLength: 10 },
    frameworkErrors: (_error, _request, reply) =>
      void secure(reply as FastifyReply)
        .code(404)
        .send({ error: 'No' }),
  })
  addSecurityHeaders(app)
  await addDocs(app, '1.0.0', [])
  app.get('/json', { exposeHeadRoute: true }, () => ({ mine: true }))
  app.get('/empty', (_request, reply) => reply.code(204).send())
  app.get('/fails', () => {
    throw new Error('no')
  })
  app.get('/own', (_request, reply) => reply.header('cache-control', 'max-age=60').send({}))
  app.get('/by-hand', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), 'cache-control': 'no-cache' })
    reply.raw.end()
  })
  app.get('/things/:id', () => ({}))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { url, [Symbol.asyncDispose]: () => app.close() }
}

async function headersOf(site: Site, path: string, method = 'GET'): Promise<Record<string, string>> {
  const answer = await fetch(`${site.url}${path}`, { method })
  await answer.text()
  return Object.fromEntries(answer.headers)
}

test.each([
  ['GET', '/json'],
  ['HEAD', '/json'],
  ['GET', '/empty'],
  ['GET', '/fails'],
  ['GET', '/no-such'],
  ['PROPFIND', '/json'],
  ['OPTIONS', '/json'],
  ['GET', '/things/%zz'],
  ['GET', '/things/longer-than-it-may-be'],
  ['GET', '/openapi.json'],
])('%s %s is no page to a browser, nor kept by anybody', async (method, path) => {
  await using site = await openSite()
  const headers = await headersOf(site, path, method)
  expect(headers).toMatchObject(expected)
  expect(headers).not.toHaveProperty('server')
  expect(headers).not.toHaveProperty('x-powered-by')
})

test('a route that says for itself how long it may be kept is not overruled, nor is a stream that is written by hand', async () => {
  await using site = await openSite()
  expect(await headersOf(site, '/own')).toMatchObject({ ...expected, 'cache-control': 'max-age=60' })
  expect(await headersOf(site, '/by-hand')).toMatchObject({ ...expected, 'cache-control': 'no-cache' })
})

test('the page of the documentation is framed by nobody, and its files may be kept', async () => {
  await using site = await openSite()
  for (const path of ['/docs', '/docs/', '/docs/static/swagger-ui.css', '/docs/static/swagger-initializer.js']) {
    const { 'content-security-policy': policy, 'cache-control': _, ...others } = await headersOf(site, path)
    const { 'content-security-policy': _policy, 'cache-control': _kept, ...rest } = expected
    expect(others).toMatchObject(rest)
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  }
  expect((await headersOf(site, '/docs/static/swagger-ui-bundle.js'))['cache-control']).toMatch(/^public/)
})

test('the page of the documentation has nothing in it that its policy would not let it have', async () => {
  await using site = await openSite()
  const read = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text()
  const policy = (await headersOf(site, '/docs/'))['content-security-policy']
  const page = await read('/docs/')
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<base|<form|<object|<iframe|javascript:/i)
  const scripts = [...page.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)]
  expect(scripts.length).toBeGreaterThan(2)
  let styles = 0
  for (const [, attributes = '', inside = ''] of scripts) {
    expect(inside.trim()).toBe('')
    const from = new URL(/src="([^"]+)"/.exec(attributes)?.[1] ?? '', `${site.url}/docs/`)
    expect(from.origin).toBe(site.url)
    const code = await read(from.pathname)
    // React sets styles of elements one by one, which a policy lets pass; an element made of rules needs its hash.
    for (const [, rules = ''] of code.matchAll(/createElement\("style",null,"([^"]*)"\)/g)) {
      styles++
      expect(policy).toContain(`'sha256-${createHash('sha256').update(rules).digest('base64')}'`)
    }
    expect(code).not.toMatch(/createElement\("style"(?!,null,")|setAttribute\("style"|insertRule\(/)
  }
  expect(styles).toBe(1)
  const sheet = await read('/docs/static/swagger-ui.css')
  expect(sheet).not.toMatch(/@import|url\((?!["']?(data:image\/|#))/)
})
