import { describe, expect, test } from 'vitest'
import type { Answer } from '../client.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, asAdmin, bearer, withAuth } from '../tokens.ts'

const admin = ({ client }: TestServer, method: string, path: string, body?: unknown): Promise<Answer> =>
  client.call(method, `/v1/admin/${path}`, { headers: asAdmin, ...(body !== undefined && { body }) })

const detailOf = ({ status, json }: Answer): [number, string] => [status, json.detail]

describe('what an operator misspells', () => {
  test('makes no key that speaks for everybody', async () => {
    await using server = await startTestServer(withAuth)
    expect(detailOf(await admin(server, 'POST', 'keys', { name: 'a', user_id: 'ann' }))).toEqual([
      422,
      'body: "user_id" is not known here; these are: name, userId, expiresAt. Correct it and send the request again.',
    ])
    expect((await admin(server, 'GET', 'keys')).json.data).toEqual([])
    expect((await admin(server, 'POST', 'keys', { name: 'a' })).json).toMatchObject({ userId: null })
  })

  test.each([
    ['GET', 'keys?user=ann', 'user'],
    ['GET', 'usage?user=ann', 'user'],
    ['GET', 'usage?user_id=ann', 'user_id'],
    ['GET', 'runs?status=failed', 'status'],
    ['GET', 'audit?act=auth_failed', 'act'],
    ['DELETE', 'keys/1?dry=1', 'dry'],
    ['DELETE', 'users/ann?dry=1', 'dry'],
    ['DELETE', 'users/ann/budget?dry=1', 'dry'],
  ])('is refused by name: %s %s', async (method, path, name) => {
    await using server = await startTestServer(withAuth)
    const [status, detail] = detailOf(await admin(server, method, path))
    expect(status).toBe(422)
    expect(detail).toContain(`query: "${name}" is not known here; `)
  })

  test.each([
    [{ tokens: 5 }, 'body.seconds: must say for how many seconds the tokens are. '],
    [{ seconds: 5 }, 'body.tokens: '],
    [{ tokens: null, seconds: 5 }, 'body.seconds: must be left out where tokens is null. '],
    [{ tokens: 5, seconds: 5, per: 'day' }, 'body: "per" is not known here; these are: tokens, seconds. '],
  ])('as a budget, %j, is told where it is wrong', async (body, said) => {
    await using server = await startTestServer(withAuth)
    const [status, detail] = detailOf(await admin(server, 'PUT', 'users/ann/budget', body))
    expect([status, detail.slice(0, said.length)]).toEqual([422, said])
    expect((await admin(server, 'GET', 'users/ann/budget')).json).toMatchObject({ own: false })
  })

  test('as a time is answered with an example of one', async () => {
    await using server = await startTestServer(withAuth)
    expect(detailOf(await admin(server, 'POST', 'keys', { name: 'a', expiresAt: '31.1.2026' }))).toEqual([
      422,
      'body.expiresAt: must be a time such as 2026-01-31T12:00:00Z. Correct it and send the request again.',
    ])
    expect((await admin(server, 'GET', 'usage?from=2026-01-31')).json.detail).toContain('2026-01-31T12:00:00Z')
  })
})

test('usage can be asked for of one user', async () => {
  await using server = await startTestServer(withAuth)
  for (const name of ['ann', 'bob']) {
    const headers = await as(name)
    await server.client.call('POST', '/chat', { body: { message: 'Hi' }, headers })
  }
  const { data } = (await admin(server, 'GET', 'usage?userId=ann')).json
  expect(data).toMatchObject([{ userId: 'ann', runs: 1 }])
  expect((await admin(server, 'GET', 'usage')).json.data).toHaveLength(2)
})

describe('a person whom the operator erases', () => {
  test('is gone with their keys, as if they had asked for it, and everybody else stays', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const keys = new Map<string, string>()
    for (const name of ['ann', 'bob']) {
      keys.set(name, (await admin(server, 'POST', 'keys', { name: `of ${name}`, userId: name })).json.key)
      const headers = await as(name)
      const { id } = (await client.call('POST', '/v1/conversations', { body: {}, headers })).json
      await client.call('POST', `/v1/conversations/${id}/messages`, { body: { content: 'Hi' }, headers })
    }
    const erased = await admin(server, 'DELETE', 'users/ann')
    expect([erased.status, erased.json]).toEqual([
      200,
      { erased: { conversations: 1, messages: 2, runs: 1, feedback: 0, memories: 0, keys: 1 } },
    ])
    const listOf = (headers: Record<string, string>) => client.get('/v1/conversations', { headers })
    expect((await listOf(await as('ann'))).json.data).toEqual([])
    expect((await listOf(bearer(keys.get('ann') ?? ''))).status).toBe(401)
    expect((await listOf(bearer(keys.get('bob') ?? ''))).json.data).toHaveLength(1)
    expect((await admin(server, 'GET', 'keys')).json.data).toMatchObject([{ name: 'of bob' }])
    const { data } = (await admin(server, 'GET', 'audit')).json
    expect(data[0]).toMatchObject({ act: 'person_erased', actor: 'admin', subject: 'ann', detail: { keys: 1 } })
    expect(JSON.stringify(data)).not.toContain('of ann')
  })

  test('is on record also where there was nothing of theirs: the operator answers for it', async () => {
    await using server = await startTestServer(withAuth)
    expect((await admin(server, 'DELETE', 'users/eve')).json).toMatchObject({ erased: { conversations: 0, keys: 0 } })
    expect((await admin(server, 'GET', 'audit')).json.data).toMatchObject([{ actor: 'admin', subject: 'eve' }])
  })

  test('who is called like the operator cannot pose as him', async () => {
    await using server = await startTestServer(withAuth)
    for (const name of ['admin', 'nobody']) {
      const headers = await as(name)
      await server.client.call('POST', '/v1/conversations', { body: {}, headers })
      await server.client.call('DELETE', '/v1/me', { headers })
    }
    const { data } = (await admin(server, 'GET', 'audit')).json
    expect(data.map(({ actor, subject }: Record<string, string>) => [actor, subject])).toEqual([
      ['user', 'nobody'],
      ['user', 'admin'],
    ])
  })
})
