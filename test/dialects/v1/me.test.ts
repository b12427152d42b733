import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { expectProblem } from './expect-problem.ts'
import { patch } from './remembered.ts'

const nothingChosen = { country: null, language: null, memory: true }

describe('PROTOCOL: GET and PATCH /v1/me', () => {
  test('who has chosen nothing is remembered, and of no country', async () => {
    await using server = await startTestServer()
    const { status, json } = await server.client.get('/v1/me')
    expect([status, json]).toEqual([200, { userId: 'local', ...nothingChosen }])
  })

  test('each choice is kept, alone, until it is taken back, and outlives the server', async () => {
    await using server = await startTestServer()
    const { client } = server
    const steps: [object, object][] = [
      [{ country: 'DE' }, { country: 'DE', language: null, memory: true }],
      [{ language: 'pt-BR' }, { country: 'DE', language: 'pt-BR', memory: true }],
      [{ memory: false }, { country: 'DE', language: 'pt-BR', memory: false }],
      [{}, { country: 'DE', language: 'pt-BR', memory: false }],
      [
        { country: null, memory: true },
        { country: null, language: 'pt-BR', memory: true },
      ],
      [
        { country: 'JP', language: null },
        { country: 'JP', language: null, memory: true },
      ],
    ]
    for (const [change, expected] of steps) {
      const changed = await patch(client, '/v1/me', change)
      expect([change, changed.status, changed.json]).toEqual([change, 200, { userId: 'local', ...expected }])
      expect((await client.get('/v1/me')).json).toEqual(changed.json)
    }
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    expect((await next.client.get('/v1/me')).json).toMatchObject({ country: 'JP' })
  })

  test('is written in one way, however it was given', async () => {
    await using server = await startTestServer()
    const given: [object, object][] = [
      [{ country: 'de' }, { country: 'DE' }],
      [{ country: 'gB' }, { country: 'GB' }],
      // What people say: its code in ISO 3166 is another.
      [{ country: 'UK' }, { country: 'GB' }],
      [{ language: 'EN-us' }, { language: 'en-US' }],
      [{ language: 'zh-hant-tw' }, { language: 'zh-Hant-TW' }],
      [{ language: 'deu' }, { language: 'de' }],
    ]
    for (const [change, kept] of given) expect((await patch(server.client, '/v1/me', change)).json).toMatchObject(kept)
  })

  test('what is no country, no language or no choice is refused, and nothing is changed', async () => {
    await using server = await startTestServer()
    const { client } = server
    await patch(client, '/v1/me', { country: 'FR', language: 'fr', memory: false })
    const bad = [
      null,
      [],
      'DE',
      ...['', 'D', 'DEU', 'Germany', 'XX', 'ZZ', 'EU', '49', 'D1', ' DE', 'ДЕ', 'İS', 'D\0', 7, true, {}].map(
        (country) => ({ country }),
      ),
      ...['', 'english', 'en_US', 'x', '*', 'und', 'e\0', 'en-', '🎈', 'en-'.repeat(30), 7, ['en']].map((language) => ({
        language,
      })),
      ...['false', 0, null, {}].map((memory) => ({ memory })),
      { country: 'DE', memory: 'no' },
    ]
    for (const body of bad) {
      const refused = await patch(client, '/v1/me', body)
      expect([body, refused.status]).toEqual([body, 422])
      expectProblem(refused, 422, 'invalid')
    }
    expect((await client.get('/v1/me')).json).toEqual({
      userId: 'local',
      country: 'FR',
      language: 'fr',
      memory: false,
    })
  })

  test('a person chooses for nobody else, and is forgotten with the rest', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const [ann, bob] = [await as('ann'), await as('bob')]
    await patch(client, '/v1/me', { country: 'DE', language: 'de', memory: false }, ann)
    const his = await patch(client, '/v1/me', { userId: 'ann', country: 'US' }, bob)
    expect(his.json).toEqual({ userId: 'bob', country: 'US', language: null, memory: true })
    expect((await client.get('/v1/me?userId=ann', { headers: bob })).json).toEqual(his.json)
    const hers = { userId: 'ann', country: 'DE', language: 'de', memory: false }
    expect((await client.get('/v1/me', { headers: ann })).json).toEqual(hers)
    await client.call('DELETE', '/v1/me', { headers: ann })
    expect((await client.get('/v1/me', { headers: ann })).json).toEqual({ userId: 'ann', ...nothingChosen })
    expect((await client.get('/v1/me', { headers: bob })).json).toEqual(his.json)
  })
})
