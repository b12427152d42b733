import { expect, test } from 'vitest'
import type { Exchange } from '../fake-model-exchange.ts'
import { answer, lastUserText, words } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const helperModel = 'helper'
const pause = 11_000

interface Helped {
  learned?: unknown
  title?: string
}

/** A model that answers people as ever, and as a helper what it is told to. */
function helping({ learned = { operations: [] }, title = 'Nuts and Peanuts' }: Helped = {}) {
  return (exchange: Exchange) => {
    const { body } = exchange.request
    if (body.model !== helperModel) return answer(exchange, ['Fine.'], { input: 5, output: 1 })
    const isLesson = JSON.stringify(body).includes('memory_operations')
    const text = isLesson ? JSON.stringify(learned) : title
    return answer(exchange, words(text), { input: 100, output: 10 })
  }
}

async function start(helped: Helped, more: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer({ helperModel, ...more })
  server.model.script(helping(helped))
  return server
}

/** What is left to be done when a person has paused. */
async function rest(server: TestServer): Promise<void> {
  server.advance(pause)
  await server.tidy()
}

const helperCalls = (server: TestServer) => server.model.requests.filter(({ body }) => body.model === helperModel)

const texts = async ({ client }: TestServer): Promise<string[]> =>
  ((await client.get('/v1/memories')).json.data as { text: string }[]).map(({ text }) => text)

const operation = (more: object = {}) => ({
  op: 'add',
  id: null,
  text: 'Grows tomatoes on the balcony',
  quote: 'my tomatoes on the balcony',
  importance: 0.5,
  ...more,
})

test('LESSONS 20: what the helper says that no words of the person bear out is not remembered', async () => {
  const operations = [operation(), operation({ text: 'Owns a castle', quote: 'I own a castle' })]
  await using server = await start({ learned: { operations } })
  await server.client.ask(await server.client.conversation(), 'I am proud of my tomatoes on the balcony today.')
  await rest(server)
  expect(await texts(server)).toContain('Grows tomatoes on the balcony')
  expect(await texts(server)).not.toContain('Owns a castle')
})

test('the helper is asked once, for all that was said before the pause, and never while somebody waits', async () => {
  await using server = await start({})
  const conversation = await server.client.conversation()
  await server.client.ask(conversation, 'First.')
  await server.client.ask(conversation, 'Second.')
  expect(helperCalls(server)).toEqual([])
  await rest(server)
  await rest(server)
  const lessons = helperCalls(server).filter(({ body }) => JSON.stringify(body).includes('memory_operations'))
  expect(lessons).toHaveLength(1)
  expect(lastUserText(lessons[0]?.body ?? { model: '' })).toContain('Second.')
})

test('another answer to what was learned from costs no second lesson, and what is said instead of it one of its own', async () => {
  await using server = await start({})
  const { client } = server
  const conversation = await client.conversation({ title: 'Mine' })
  const { message } = (await client.ask(conversation, 'I live in Rome.')).json
  await rest(server)
  expect([helperCalls(server).length, await texts(server)]).toEqual([1, ['Lives in Rome']])
  await client.post(`/v1/conversations/${conversation}/messages/${message.id}/regenerate`)
  await rest(server)
  expect(helperCalls(server)).toHaveLength(1)
  await client.ask(conversation, 'I live in Oslo.', { parentId: null })
  await rest(server)
  expect([helperCalls(server).length, await texts(server)]).toEqual([2, ['Lives in Oslo']])
})

test.each([
  ['no JSON', 'I am afraid I cannot.'],
  ['another shape', { operations: [{ op: 'drop' }, null, 7] }],
  ['no list', { operations: 'all' }],
])('a helper that answers %s teaches nothing, and breaks nothing', async (_what, learned) => {
  await using server = await start({ learned })
  await server.client.ask(await server.client.conversation(), 'My name is Ada.')
  await rest(server)
  expect(await texts(server)).toEqual(['Name is Ada'])
})

test('what the helper takes for outdated stands no longer beside what is true now', async () => {
  await using server = await start({})
  const { id } = (await server.client.post('/v1/memories', { text: 'Grows tomatoes' })).json as { id: string }
  const quote = 'my pots are empty these days'
  const operations = [operation({ op: 'supersede', id, text: 'Grows nothing any more', quote })]
  server.model.script(helping({ learned: { operations } }))
  await server.client.ask(await server.client.conversation(), `${quote}, sadly.`)
  await rest(server)
  expect(await texts(server)).toEqual(['Grows nothing any more'])
})

test('what the helper says with a name from elsewhere is told without it once that is deleted', async () => {
  await using server = await start({})
  const { client } = server
  const elsewhere = await client.conversation({ title: 'Mine' })
  await client.ask(elsewhere, 'I have a dog called Rex.')
  await rest(server)
  const quote = 'he turned five in May'
  server.model.script(helping({ learned: { operations: [operation({ text: 'Rex turned five in May', quote })] } }))
  await client.ask(await client.conversation({ title: 'Mine' }), `Yes, ${quote}.`)
  await rest(server)
  expect(await texts(server)).toEqual(['Rex turned five in May', 'Has a dog called Rex'])
  await client.call('DELETE', `/v1/conversations/${elsewhere}`)
  expect(await texts(server)).toEqual([quote])
})

test('a helper that fails is asked again later, and the rules have learned meanwhile', async () => {
  await using server = await start({}, { retry: { attempts: 0 } })
  await server.client.ask(
    await server.client.conversation({ title: 'Mine' }),
    'My name is Ada, and my tomatoes on the balcony grow.',
  )
  server.model.fail(503)
  await rest(server)
  expect(await texts(server)).toEqual(['Name is Ada'])
  server.model.script(helping({ learned: { operations: [operation({ quote: 'my tomatoes on the balcony' })] } }))
  server.advance(60_000)
  await server.tidy()
  expect(await texts(server)).toEqual(expect.arrayContaining(['Name is Ada', 'Grows tomatoes on the balcony']))
})

test('a conversation has its first words at once, and a title of its own later, in its old place', async () => {
  await using server = await start({ title: '"Nuts and Peanuts."\nIs that good?' })
  const { client } = server
  const conversation = await client.conversation()
  await client.ask(conversation, 'Are peanuts really nuts, or what are they?')
  const before = (await client.get(`/v1/conversations/${conversation}`)).json
  expect(before.title).toBe('Are peanuts really nuts, or what are they?')
  await rest(server)
  const after = (await client.get(`/v1/conversations/${conversation}`)).json
  expect(after).toEqual({ ...before, title: 'Nuts and Peanuts' })
})

test('SETTLED 10: a title that a person has given is never replaced', async () => {
  await using server = await start({})
  const { client } = server
  const conversation = await client.conversation()
  await client.ask(conversation, 'Are peanuts nuts?')
  await client.call('PATCH', `/v1/conversations/${conversation}`, { body: { title: 'Mine' } })
  await rest(server)
  expect((await client.get(`/v1/conversations/${conversation}`)).json.title).toBe('Mine')
})

test('an import is titled once somebody goes on with it, unless its title has come with it', async () => {
  await using server = await start({ title: 'Nuts and Peanuts' })
  const { client } = server
  const messages = [{ role: 'user', content: 'Are peanuts nuts?' }]
  const titles: unknown[] = []
  for (const title of [undefined, 'Mine']) {
    const { id } = (await client.post('/v1/conversations/import', { messages, title })).json
    const titleOf = async () => (await client.get(`/v1/conversations/${id}`)).json.title
    await rest(server)
    titles.push(await titleOf())
    await client.ask(id, 'And almonds?')
    await rest(server)
    titles.push(await titleOf())
  }
  expect(titles).toEqual(['Are peanuts nuts?', 'Nuts and Peanuts', 'Mine', 'Mine'])
})

test('what the helper costs is paid from the budget of the person it works for', async () => {
  await using server = await start({})
  await server.client.ask(await server.client.conversation({ title: 'Mine' }), 'My name is Ada.')
  await rest(server)
  const { data } = (await server.client.get('/v1/usage?group=model')).json as { data: Record<string, unknown>[] }
  expect(data.find(({ model }) => model === helperModel)).toMatchObject({ runs: 1, totalTokens: 110 })
})

test('and where nothing is left of that, nobody is asked, while rules go on', async () => {
  await using server = await start({}, { tokenBudget: { tokens: 6, seconds: 86_400 } })
  await server.client.ask(await server.client.conversation(), 'My name is Ada.')
  await rest(server)
  expect(helperCalls(server)).toEqual([])
  expect(await texts(server)).toEqual(['Name is Ada'])
})

test('SETTLED 10: without a helper no model is asked that nobody sees', async () => {
  await using server = await startTestServer()
  await server.client.ask(await server.client.conversation(), 'My name is Ada.')
  await rest(server)
  expect(server.model.requests).toHaveLength(1)
  expect(await texts(server)).toEqual(['Name is Ada'])
})
