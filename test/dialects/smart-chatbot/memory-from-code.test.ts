import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createServer, type ServerOptions } from '../../../src/create-server.ts'
import { createClient } from '../../client.ts'
import { startFakeModel } from '../../fake-model.ts'
import { temporaryFolder } from '../../harness.ts'
import { memoriesOf, patch } from '../v1/remembered.ts'
import { simple } from './talk.ts'

async function embed(options: ServerOptions = {}) {
  const folder = temporaryFolder()
  const server = await createServer({
    port: 0,
    database: { path: join(folder, 'embedded.db') },
    offline: { wordMs: 0 },
    ...options,
  })
  const client = createClient(server.url)
  onTestFinished(async () => {
    client.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { server, client }
}

describe('S1-8: storeImportantFact and retrieveRelevantMemories', () => {
  test('what is stored for a person is retrieved for them by what it is about, and for nobody else', async () => {
    const { server } = await embed()
    const stored = await server.storeImportantFact('ann', 'Ann is allergic to peanuts')
    expect(stored).toMatchObject({ text: 'Ann is allergic to peanuts', importance: 0.5, version: 1, source: null })
    await server.storeImportantFact('ann', 'Ann drives a tractor', 0.2)
    await server.storeImportantFact('bob', 'Bob sells peanuts')
    expect(await server.retrieveRelevantMemories('ann', 'May she eat peanuts?')).toEqual(['Ann is allergic to peanuts'])
    expect(await server.retrieveRelevantMemories('bob', 'May she eat peanuts?')).toEqual(['Bob sells peanuts'])
    expect(await server.retrieveRelevantMemories('carol', 'May she eat peanuts?')).toEqual([])
  })

  test('an important one is in the next answer of Smart Chatbot, and in the list of the person', async () => {
    await using fake = await startFakeModel()
    const { server, client } = await embed({ model: { baseUrl: fake.url } })
    const stored = await server.storeImportantFact('local', 'Ann is\nallergic to peanuts', 1)
    expect(stored.text).toBe('Ann is allergic to peanuts')
    await simple(client, 'local', 'Hello')
    const told = fake.requests[0]?.body.messages?.filter(({ role }) => role === 'system')
    expect(told?.at(-1)?.content).toContain('Ann is allergic to peanuts')
    expect(await memoriesOf(client)).toEqual([stored])
    await patch(client, `/v1/memories/${stored.id}`, { text: 'Ann eats everything' })
    expect(await server.retrieveRelevantMemories('local', 'peanuts')).toEqual(['Ann eats everything'])
  })

  test('what a person has said is retrieved in their words, and what a model has answered is not', async () => {
    await using fake = await startFakeModel()
    const { server, client } = await embed({ model: { baseUrl: fake.url } })
    fake.reply('So your sister Petra keeps a hundred bees!')
    await simple(client, 'ann', 'My sister Petra keeps bees.')
    const found = await server.retrieveRelevantMemories('ann', 'sister Petra bees')
    expect(found).toContain('My sister Petra keeps bees.')
    expect(found.filter((text) => text.includes('hundred'))).toEqual([])
  })

  test('what cannot be a fact, a person or a question is refused with a sentence', async () => {
    const { server } = await embed()
    const facts: [unknown, unknown, unknown, string][] = [
      ['', 'A fact', 0.5, 'The id of the user must be 1 to 255 characters'],
      ['x'.repeat(256), 'A fact', 0.5, 'The id of the user must be 1 to 255 characters'],
      [7, 'A fact', 0.5, 'The id of the user must be 1 to 255 characters'],
      ['ann\0', 'A fact', 0.5, 'The id of the user must be 1 to 255 characters'],
      ['ann', '', 0.5, 'A fact must be 1 to 1000 characters'],
      ['ann', ' \n ', 0.5, 'A fact must be 1 to 1000 characters'],
      ['ann', 'x'.repeat(1_001), 0.5, 'A fact must be 1 to 1000 characters'],
      ['ann', { text: 'A fact' }, 0.5, 'A fact must be 1 to 1000 characters'],
      ['ann', 'A fact', 1.1, 'The importance of a fact must be a number from 0 to 1.'],
      ['ann', 'A fact', Number.NaN, 'The importance of a fact must be a number from 0 to 1.'],
      ['ann', 'A fact', '1', 'The importance of a fact must be a number from 0 to 1.'],
    ]
    for (const [user, fact, importance, sentence] of facts) {
      await expect(server.storeImportantFact(user as string, fact as string, importance as number)).rejects.toThrow(
        sentence,
      )
    }
    for (const query of ['', 'x'.repeat(32_001), 7, null]) {
      await expect(server.retrieveRelevantMemories('ann', query as string)).rejects.toThrow(
        'The query must be 1 to 32000 characters',
      )
    }
    await expect(server.retrieveRelevantMemories('', 'A query')).rejects.toThrow('The id of the user')
    expect(await server.retrieveRelevantMemories('ann', 'A fact')).toEqual([])
  })
})

describe('options of memory', () => {
  test('Mem0 and models of one’s own are passed on, and health says so', async () => {
    await using fake = await startFakeModel()
    const { client } = await embed({
      model: { baseUrl: fake.url },
      mem0: { baseUrl: 'http://127.0.0.1:9/' },
      helperModel: 'gpt-4o-mini',
      embeddingModel: 'text-embedding-3-small',
      conversationTokenLimit: 100_000,
    })
    expect((await client.get('/api/health')).json.memory_stats.mem0_integration).toBe('active')
  })

  test('a conversation takes no more tokens than it may', async () => {
    await using fake = await startFakeModel()
    const { client } = await embed({ model: { baseUrl: fake.url }, conversationTokenLimit: 10 })
    const conversation = await client.conversation()
    fake.reply('Hello', { input: 9, output: 9 })
    expect((await client.ask(conversation, 'Hello')).status).toBe(200)
    const refused = await client.ask(conversation, 'Hello again')
    expect([refused.status, refused.json.code]).toEqual([429, 'conversation_spent'])
  })

  test.each([
    [{ mem0: null }, 'mem0 must be an object'],
    [{ mem0: 'key' }, 'mem0 must be an object'],
    [{ mem0: {} }, 'mem0 must have the apiKey of its platform, or the baseUrl of a server of your own.'],
    [{ mem0: { apiKey: '' } }, 'mem0 must have the apiKey of its platform'],
    [{ mem0: { apiKey: 'two words' } }, 'mem0.apiKey must be one line of ASCII'],
    [{ mem0: { apiKey: 42 } }, 'mem0.apiKey must be one line of ASCII'],
    [{ mem0: { baseUrl: 'ftp://canary' } }, 'mem0.baseUrl must be an http or https address'],
    [{ mem0: { apiKey: 'key', url: 'http://canary' } }, 'There is no option named "mem0.url".'],
    [{ conversationTokenLimit: 0 }, 'conversationTokenLimit must be a whole number of tokens, 1 or more.'],
    [{ conversationTokenLimit: '5' }, 'conversationTokenLimit must be a whole number of tokens, 1 or more.'],
    [{ tokenLimitConversation: 5 }, 'There is no option named "tokenLimitConversation".'],
    [{ helperModel: 'gpt-4o-mini' }, 'helperModel is set, but there is nobody to ask it of.'],
    [{ embeddingModel: 'canary' }, 'embeddingModel is set, but there is no server to ask it of.'],
    [{ mem0ApiKey: 'key' }, 'There is no option named "mem0ApiKey".'],
  ])('a mistake in %j is told, and no value', async (options, sentence) => {
    const error = await createServer({ port: 0, ...(options as object) }).catch((cause: unknown) => cause as Error)
    expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining(sentence) })
    expect((error as Error).message).not.toContain('canary')
  })
})
