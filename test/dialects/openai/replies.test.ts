import { expect, test } from 'vitest'
import type { z } from 'zod'
import { openai } from '../../../src/dialects/openai/routes.ts'
import { startWithEmbeddings } from '../../start-with-embeddings.ts'

const schemaOf = (method: string, path: string): z.ZodType => {
  const found = openai.routes.find(
    (route) => route.method === method && new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
  )
  const schema = found?.schema.response?.[200]
  if (!schema) throw new Error(`Nothing is documented of ${method} ${path}`)
  return schema
}

/** A schema drops what it does not know. */
function sameKeys(read: unknown, given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return true
  const [mine, theirs] = [read as Record<string, unknown>, given as Record<string, unknown>]
  return Object.keys(theirs).every((key) => key in mine && sameKeys(mine[key], theirs[key]))
}

test('S1-6: what is answered is what the documentation says, and nothing beside it', async () => {
  await using server = await startWithEmbeddings()
  const { client } = server
  async function call(method: string, path: string, body?: object) {
    const { status, json } = await client.call(method, path, body ? { body } : {})
    const at = path.split('?', 1)[0] ?? ''
    const read = schemaOf(method, at).safeParse(json)
    expect([method, path, status, read.error]).toEqual([method, path, 200, undefined])
    expect([method, path, sameKeys(read.data, json)]).toEqual([method, path, true])
    return json
  }
  const messages = [{ role: 'user', content: 'Hello' }]
  await call('POST', '/openai/v1/chat/completions', { messages })
  await call('GET', '/openai/v1/models')
  await call('GET', '/openai/v1/models/gpt-4')
  await call('POST', '/openai/v1/embeddings', { input: 'dog', encoding_format: 'base64' })
  await call('POST', '/openai/v1/embeddings', { input: ['dog'] })
  const { id } = await call('POST', '/openai/v1/responses', { input: 'Hello', metadata: { topic: 'tea' } })
  await call('GET', `/openai/v1/responses/${id}`)
  await call('POST', `/openai/v1/responses/${id}/cancel`)
  await call('GET', `/openai/v1/responses/${id}/input_items`)
  await call('DELETE', `/openai/v1/responses/${id}`)
  server.model.next((exchange) => exchange.respond(400))
  const failed = await call('POST', '/openai/v1/responses', { input: 'Hello', background: true })
  await (await client.stream('GET', `/openai/v1/responses/${failed.id}?stream=true`)).all()
  await call('GET', `/openai/v1/responses/${failed.id}`)
  const path = `/openai/v1/conversations/${(await call('POST', '/openai/v1/conversations', { items: messages })).id}`
  await call('GET', path)
  await call('POST', path, { metadata: { topic: 'tea' } })
  const items = await call('GET', `${path}/items`)
  await call('GET', `${path}/items/${items.data[0].id}`)
  await call('DELETE', path)
})
