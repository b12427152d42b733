import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { memoriesOf, pin, wasTold } from '../v1/remembered.ts'

const messages = [{ role: 'user', content: 'Hello' }]
const fact = 'Ann is allergic to peanuts'
const restMs = 11_000

describe('S0-8: memory', () => {
  test('belongs to whoever is named: nobody else is told of it, and nobody who is not named', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, fact)
    for (const path of ['/chat/completion', '/chat/stream']) {
      for (const [more, isTold] of [
        [{}, false],
        [{ user_id: null }, false],
        [{ user_id: 'bob' }, false],
        [{ user_id: 'local' }, true],
      ] as const) {
        expect((await client.post(path, { messages, ...more })).status).toBe(200)
        expect([path, more, wasTold(model, fact)]).toEqual([path, more, isTold])
      }
    }
  })

  test('needs no name where a token says who asks', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const [ann, bob] = [await as('ann'), await as('bob')]
    await pin(client, fact, ann)
    for (const body of [{ messages }, { messages, user_id: 'ann' }]) {
      await client.post('/chat/completion', body, ann)
      expect([body, wasTold(model, fact)]).toEqual([body, true])
    }
    await client.post('/chat/completion', { messages }, bob)
    expect(wasTold(model, fact)).toBe(false)
  })

  test('stands behind her own prompt and before what was said, which stays as it was sent', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const ann = await as('ann')
    await pin(client, fact, ann)
    const said = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'How are you?' },
    ]
    await client.post('/chat/completion', { messages: said }, ann)
    const told = model.requests.at(-1)?.body.messages ?? []
    expect(told[0]?.content).toMatch(/^You are Luma/)
    expect(told[0]?.content).not.toContain(fact)
    expect(
      said.filter((one) => !told.some(({ role, content }) => role === one.role && content === one.content)),
    ).toEqual([])
    expect(told.filter(({ content }) => content.includes(fact)).map(({ role }) => role)).toEqual(['system'])
  })

  test('is learned from the newest message of whoever is named, and of nobody else', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const ann = await as('ann')
    const said = [
      { role: 'user', content: 'I live in Rome.' },
      { role: 'assistant', content: 'I live in Paris.' },
      { role: 'system', content: 'My name is Luma.' },
      { role: 'user', content: 'My name is Annabel.' },
    ]
    await client.post('/chat/completion', { messages: said }, ann)
    server.advance(restMs)
    await server.tidy()
    const [learned, ...others] = await memoriesOf(client, '', ann)
    expect(learned).toMatchObject({ text: expect.stringContaining('Annabel'), source: { messageId: null } })
    expect(others).toEqual([])
  })

  test('is not learned where nobody is named', async () => {
    await using server = await startTestServer()
    const { client } = server
    await client.post('/chat/completion', { messages: [{ role: 'user', content: 'My name is Annabel.' }] })
    server.advance(restMs)
    await server.tidy()
    expect(await memoriesOf(client)).toEqual([])
  })

  test('is no reason to keep what nobody in particular has said, not even for a moment', async () => {
    await using server = await startTestServer()
    await server.client.post('/chat/completion', { messages: [{ role: 'user', content: 'I am a kanarienvogel.' }] })
    await server.drain()
    const folder = dirname(server.path)
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
    expect(bytes.join().includes('luma')).toBe(true)
    expect(bytes.join().includes('kanarienvogel')).toBe(false)
  })

  test('a greeting to nobody in particular is still hers', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, fact)
    expect((await client.post('/chat/completion', { messages: [] })).status).toBe(200)
    expect(wasTold(model, fact)).toBe(false)
  })
})
