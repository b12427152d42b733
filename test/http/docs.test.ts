import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import { startTestServer, type TestOptions } from '../harness.ts'
import { withAuth } from '../tokens.ts'

interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<
    string,
    Record<
      string,
      {
        summary?: string
        parameters?: { name: string; in: string; required?: boolean }[]
        requestBody?: unknown
        security?: unknown[]
        responses?: Record<string, { content?: Record<string, unknown> }>
      }
    >
  >
  components?: { schemas?: Record<string, unknown> }
}

async function readApi(options: TestOptions = {}): Promise<OpenApi> {
  await using server = await startTestServer(options)
  const { status, json } = await server.client.get('/openapi.json')
  expect(status).toBe(200)
  return json as OpenApi
}

test('S1-6: /openapi.json is valid OpenAPI 3.1, for whoever generates a client from it', async () => {
  const api = await readApi()
  const { valid, errors } = await new Validator().validate({ ...api })
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('/openapi.json is OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const api = await readApi()
  expect(api.openapi).toMatch(/^3\.1\.\d+$/)
  expect(api.info).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
  const names = new Set(Object.keys(api.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`))
  const references = [...JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to)
  expect(references.filter((to) => to === undefined || !names.has(to))).toEqual([])
  for (const [path, methods] of Object.entries(api.paths)) {
    const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
    expect(path).not.toContain(':')
    for (const [method, operation] of Object.entries(methods)) {
      expect(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']).toContain(method)
      expect(operation.responses, `${method} ${path}`).toBeDefined()
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => name).sort(), `${method} ${path}`).toEqual(inPath.sort())
      expect(declared.every(({ required }) => required)).toBe(true)
    }
  }
})

test('S1-6: every route of every dialect is described, with its body, its replies and its refusals', async () => {
  const { paths } = await readApi({ adminKey: withAuth.adminKey })
  for (const { routes } of dialects) {
    for (const { method, path, schema, streams } of routes) {
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      expect(operation?.summary, `${method} ${path}`).toMatch(/\S/)
      expect(operation?.requestBody !== undefined, `${method} ${path}`).toBe(schema.body !== undefined)
      expect(Object.keys(operation?.responses ?? {}), `${method} ${path}`).toContain('default')
      const types = Object.keys(operation?.responses?.['200']?.content ?? {})
      if (streams !== undefined) expect(types, `${method} ${path}`).toContain('text/event-stream')
      else expect(schema.response, `${method} ${path}`).toBeDefined()
    }
  }
})

test('what wants a token says so, and only where one is wanted', async () => {
  const closed = async (options: TestOptions): Promise<string[]> => {
    const { paths } = await readApi(options)
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({ name: `${method} ${path}`, security })),
    )
    return operations.filter(({ security }) => security !== undefined).map(({ name }) => name)
  }
  expect(await closed({})).toEqual([])
  expect((await closed({ adminKey: withAuth.adminKey })).filter((name) => !name.includes(' /v1/admin/'))).toEqual([])
  const { paths } = await readApi(withAuth)
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const open = new Set([
    'get /',
    'get /api/health',
    'get /health',
    'get /healthz',
    'get /readyz',
    'get /v1/safety/protocol',
  ])
  expect((await closed(withAuth)).toSorted()).toEqual(
    all.filter((name) => !open.has(name) && !name.startsWith('head ')).toSorted(),
  )
})

test('S1-6: /docs works without the internet: everything that it loads is our own', async () => {
  await using server = await startTestServer()
  const { client } = server
  const page = await client.get('/docs/')
  expect(page.status).toBe(200)
  const loaded = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(([, to]) => to ?? '')
  expect(loaded.length).toBeGreaterThan(3)
  for (const to of loaded) {
    const url = new URL(to, `${server.url}/docs/`)
    expect(url.origin).toBe(new URL(server.url).origin)
    expect((await client.get(url.pathname)).status, to).toBe(200)
  }
  const start = await client.get('/docs/static/swagger-initializer.js')
  const code = start.text.replaceAll(/^\s*\/\/.*$/gm, '')
  expect(code).toContain("url: resolveUrl('./json')")
  expect(code).not.toMatch(/https?:\/\//)
})
