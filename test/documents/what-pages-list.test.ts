import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { withAuth } from '../tokens.ts'

const read = (page: string): string => readFileSync(join(import.meta.dirname, '../..', page), 'utf8')

test('docs/secure.md lists every path that is open with authentication on, and no other', async () => {
  await using server = await startTestServer(withAuth)
  const { paths } = (await server.client.get('/openapi.json')).json as { paths: Record<string, object> }
  const open = new Set<string>()
  for (const [path, methods] of Object.entries({ ...paths, '/docs': { get: {} }, '/app/': { get: {} } })) {
    const asked = path.replaceAll(/\{\w+\}/g, 'x')
    for (const method of Object.keys(methods))
      if ((await server.client.call(method.toUpperCase(), asked)).status !== 401) open.add(path)
  }
  const [, list = ''] = /known or unknown, except (.*?)\. A 401/s.exec(read('docs/secure.md')) ?? []
  const listed = [...list.matchAll(/`(?:GET )?(.*?)`/g)].map(([, path = '']) => path)
  expect([...open, '/openapi.json'].toSorted()).toEqual(listed.toSorted())
})

test('docs/protocol.md tells of every event that ends a run', async () => {
  await using server = await startTestServer()
  const { paths } = (await server.client.get('/openapi.json')).json
  const run = paths['/v1/runs/{id}'].get.responses['200'].content['application/json'].schema
  const states = run.properties.state.enum as string[]
  const ends = states.filter((state) => !['queued', 'running'].includes(state))
  expect(ends).toHaveLength(4)
  const rows = [...read('docs/protocol.md').matchAll(/^\| (`.*?`) \|/gm)].map(([, cell]) => cell).join()
  for (const end of ends) expect(rows).toContain(`\`${end}\``)
})
