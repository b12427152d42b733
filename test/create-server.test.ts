import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createServer,
  type Model,
  type ModelRequest,
  type RunningServer,
  type ServerOptions,
} from '../src/create-server.ts'
import { type Client, createClient } from './client.ts'
import { startFakeModel } from './fake-model.ts'
import { temporaryFolder } from './harness.ts'
import { tokenFor } from './tokens.ts'

interface Embedded {
  server: RunningServer
  client: Client
  path: string
}

async function embed(options: ServerOptions = {}): Promise<Embedded> {
  const folder = temporaryFolder()
  const path = join(folder, 'embedded.db')
  const server = await createServer({ port: 0, database: { path }, ...options })
  const client = createClient(server.url)
  onTestFinished(async () => {
    client.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { server, client, path }
}

/** Says one word, and keeps what it was asked. */
function attentive(): Model & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = []
  return {
    asked,
    async stream(request, on) {
      asked.push(request)
      on.delta('Well.')
      on.usage({ inputTokens: 3, outputTokens: 2 })
      return { kind: 'finish', reason: 'stop' }
    },
  }
}

const simple = async (client: Client, message: string): Promise<unknown> =>
  (await client.post('/api/chat/simple', { user_id: 'ann', message })).json.response

describe('a server from code', () => {
  test('S1-7: Smart Chatbot is told the prompt of the options, then the one that code has set since', async () => {
    const model = attentive()
    const { server, client } = await embed({ model, systemPrompt: 'You are terse.', smartChatbot: { maxTokens: 50 } })
    expect(await simple(client, 'Hello')).toBe('Well.')
    server.setSystemPrompt('smart-chatbot', 'You are verbose.')
    await simple(client, 'Hello again')
    expect(model.asked.map(({ messages }) => messages[0])).toEqual([
      { role: 'system', content: 'You are terse.' },
      { role: 'system', content: 'You are verbose.' },
    ])
    expect(model.asked[1]?.messages.slice(1)).toEqual([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Well.' },
      { role: 'user', content: 'Hello again' },
    ])
    expect(model.asked[0]).toMatchObject({ model: 'gpt-3.5-turbo', temperature: 0.7, maxTokens: 50 })
  })

  test('a persona of its own answers with its prompt and its parameters', async () => {
    const model = attentive()
    const { client } = await embed({
      model,
      defaultModel: 'own-model',
      personas: [{ id: 'pirate', name: 'Pirate', systemPrompt: 'Arr.', parameters: { temperature: 0.9 } }],
    })
    const answer = await client.ask(await client.conversation({ persona: 'pirate' }), 'Hello')
    expect(answer.json.message).toMatchObject({ content: 'Well.', model: 'own-model' })
    expect(answer.json.message.usage).toMatchObject({ inputTokens: 3, outputTokens: 2, estimated: false })
    expect(model.asked).toEqual([
      {
        model: 'own-model',
        temperature: 0.9,
        messages: [
          { role: 'system', content: 'Arr.' },
          { role: 'user', content: 'Hello' },
        ],
      },
    ])
  })

  test('a model server is asked in the protocol that was chosen, with its key', async () => {
    await using fake = await startFakeModel()
    const { client } = await embed({ model: { baseUrl: `${fake.url}/`, apiKey: 'sk-canary', api: 'responses' } })
    const answer = await client.ask(await client.conversation(), 'Hello')
    expect(answer.json.message.content).toBe('You said: Hello')
    expect(fake.requests[0]).toMatchObject({ api: 'responses', path: '/v1/responses' })
    expect(fake.requests[0]?.headers.authorization).toBe('Bearer sk-canary')
  })

  test('without a model the built-in one answers', async () => {
    const { client } = await embed({ offline: { wordMs: 0 } })
    const answer = await client.ask(await client.conversation(), 'Hello')
    expect(answer.json.message).toMatchObject({ model: 'offline', status: 'completed' })
  })

  test('a model that throws fails that answer once, and the next is answered', async () => {
    const calm = attentive()
    let calls = 0
    const model: Model = {
      stream(request, on, signal) {
        if (++calls === 1) throw new Error('A key that nobody may read: sk-canary')
        return calm.stream(request, on, signal)
      },
    }
    const { client } = await embed({ model })
    const conversation = await client.conversation()
    const failed = await client.ask(conversation, 'Hello')
    expect(failed.status).toBe(503)
    expect(failed.json.reason).toBe('model_unavailable')
    expect(failed.text).not.toContain('canary')
    expect((await client.ask(conversation, 'Hello again')).json.message.content).toBe('Well.')
    expect(calls).toBe(2)
  })

  test('a model that throws when it is stopped, as fetch does, has been stopped and has not failed', async () => {
    const model: Model = {
      async stream(_request, on, signal) {
        on.delta('Once upon')
        await once(signal, 'abort')
        throw signal.reason
      },
    }
    const { client } = await embed({ model })
    const stream = await client.send(await client.conversation(), 'Tell me a story')
    await stream.until(({ type }) => type === 'delta')
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    const last = (await stream.all()).at(-1)
    expect(last).toMatchObject({ type: 'stopped', data: { message: { content: 'Once upon', status: 'stopped' } } })
  })

  test('a log of its own is given each line, and the process keeps its signals', async () => {
    const events = ['SIGTERM', 'SIGINT', 'SIGHUP', 'exit', 'uncaughtException', 'unhandledRejection']
    const listeners = (): number[] => events.map((event) => process.listenerCount(event))
    const before = listeners()
    const lines: string[] = []
    const { client } = await embed({ model: attentive(), log: (line) => lines.push(line) })
    await client.ask(await client.conversation(), 'Hello')
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true)
    const named = lines.map((line) => (JSON.parse(line) as { event: string }).event)
    expect(named).toContain('message_accepted')
    expect(listeners()).toEqual(before)
  })

  test('once it is closed, another has its database, and what was said', async () => {
    const { server, client, path } = await embed({ model: attentive() })
    const conversation = await client.conversation()
    await client.ask(conversation, 'Hello')
    await Promise.all([server.close(), server.close()])
    await expect(client.get('/health')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/)
    const next = await embed({ database: { path } })
    expect((await next.client.messages(conversation)).map(({ content }) => content)).toEqual(['Hello', 'Well.'])
  })
})

describe('options that cannot be used', () => {
  test('every mistake is told at once, and no value', async () => {
    const options: ServerOptions = {
      model: { baseUrl: 'ftp://me:hunter2@example.org', apiKey: 'sk canary' },
      systemPrompt: 'canary\0',
      personas: [
        { id: 'Not an id', name: '', systemPrompt: 'canary' },
        { id: 'luma', name: 'Mine', systemPrompt: 'canary' },
        { id: 'one', name: 'One', systemPrompt: 'canary' },
        { id: 'one', name: 'Two', systemPrompt: 'canary' },
      ],
    }
    const error = await createServer(options).catch((error: unknown) => error as Error)
    expect(error).toMatchObject({
      name: 'ConfigError',
      problems: [
        'systemPrompt must be 1 to 32000 characters of text without NUL characters.',
        'personas has a mistake at [0][id]: must be at most 64 small letters, digits and hyphens.',
        'personas has a mistake at [0][name]: Too small: expected string to have >=1 characters.',
        'personas has a mistake at [1][id]: a built-in persona has the id "luma" already. Choose another.',
        'personas has a mistake at [3][id]: another persona has the id "one" already. Choose another.',
        'model.baseUrl must be an http or https address without user, password, ? and #.',
        'model.apiKey must be one line of ASCII letters, digits and signs without spaces.',
      ],
    })
  })

  test.each(['gpt-4', null, 7])('a model that is none, such as %o, is refused with a sentence', async (model) => {
    await expect(createServer({ model } as unknown as ServerOptions)).rejects.toThrow(
      "model must be 'offline', a server with its baseUrl, or an object with a stream function.",
    )
  })

  test('what is brought along to answer and to be used is looked at before anything starts', async () => {
    const run = (): string => ''
    const options = {
      anthropic: { apiKey: 'sk canary', baseUrl: 'ftp://canary' },
      models: { 'two words': attentive(), none: {} },
      modelFallbacks: 'gpt-4',
      tools: [
        { name: 'a b', description: 'Does.', run },
        { name: 'same', description: ' ', run },
        { name: 'same', description: 'Does.', run: 'canary', parameters: { properties: {} } },
      ],
    }
    const error = await createServer(options as unknown as ServerOptions).catch((error: unknown) => error as Error)
    expect(error).toMatchObject({
      problems: [
        'modelFallbacks: Invalid input: expected array, received string.',
        'anthropic.baseUrl must be an http or https address without user, password, ? and #.',
        'anthropic.apiKey must be one line of ASCII letters, digits and signs without spaces.',
        'models has a name that is empty, too long, or has spaces or commas in it.',
        'models.none must be an object with a stream function.',
        'tools[0].name must be 1 to 64 letters, digits, _ and -.',
        'tools[1].description must say what it does: the model chooses by it.',
        'tools[2].name is the name of another. Rename one of them.',
        'tools[2].parameters must be the JSON Schema of an object, with its type.',
        'tools[2].run must be a function.',
      ],
    })
    await expect(createServer({ tools: {} } as unknown as ServerOptions)).rejects.toThrow('tools must be a list')
    await expect(createServer({ models: 7 } as unknown as ServerOptions)).rejects.toThrow('models must be an object')
  })

  test('a prompt for nobody, or one that cannot be sent, is refused, and the old one holds', async () => {
    const model = attentive()
    const { server, client } = await embed({ model })
    expect(() => server.setSystemPrompt('nobody', 'Hello')).toThrow(
      'There is no persona of the id "nobody". There are: personal-assistant, luma, smart-chatbot, therapy-bot, domain-guide.',
    )
    for (const prompt of ['x\0', '', ' '])
      expect(() => server.setSystemPrompt('domain-guide', prompt)).toThrow(
        'The system prompt of "domain-guide" must be 1 to 32000 characters of text without NUL characters.',
      )
    await client.ask(await client.conversation({ persona: 'domain-guide' }), 'Hello')
    expect(model.asked[0]?.messages[0]?.content).toMatch(/^You are a helpful AI assistant\. \n/)
  })
})

describe('who may ask', () => {
  const jwtSecret = 'a-secret-that-only-this-test-knows-of'
  const adminKey = 'another-secret-that-only-this-test-knows'

  test('is told by keys that the operator makes, and by tokens', async () => {
    const { client } = await embed({ model: attentive(), auth: { kinds: ['jwt', 'keys'], jwtSecret }, adminKey })
    expect((await client.get('/v1/conversations')).status).toBe(401)
    const headers = { authorization: `Bearer ${adminKey}` }
    const { key } = (await client.call('POST', '/v1/admin/keys', { body: { name: 'k', userId: 'ann' }, headers })).json
    expect((await client.get('/v1/conversations', { headers: { authorization: `Bearer ${key}` } })).status).toBe(200)
    const token = await tokenFor('ann', {}, jwtSecret)
    expect((await client.get('/v1/conversations', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    const forged = await tokenFor('ann', {}, adminKey)
    expect((await client.get('/v1/conversations', { headers: { authorization: `Bearer ${forged}` } })).status).toBe(401)
  })

  const withSecret = { kinds: ['jwt'], jwtSecret }
  test.each([
    [{ auth: { kinds: 'jwt' } }, 'auth.kinds: Invalid input'],
    [{ auth: { kinds: ['JWT'] } }, 'auth.kinds.0: Invalid option'],
    [{ auth: {} }, 'auth.kinds: Invalid input'],
    [{ auth: null }, 'auth: Invalid input'],
    [{ auth: { kinds: [] } }, "auth.kinds: must have 'jwt', 'keys' or both; without auth everybody is let in."],
    [{ auth: { ...withSecret, jwtAudience: 'me' } }, 'auth: Unrecognized key: "jwtAudience"'],
    [{ authentication: withSecret }, 'There is no option named "authentication".'],
    [{ auth: { kinds: ['jwt'] } }, 'auth.kinds has jwt, and nothing says how tokens are checked.'],
    [{ auth: { kinds: ['jwt'], jwtSecret: '' } }, 'auth.kinds has jwt, and nothing says how tokens are checked.'],
    [{ auth: { kinds: ['jwt'], jwtSecret: 12_345 } }, 'auth.jwtSecret: Invalid input'],
    [{ auth: { ...withSecret, algorithms: [] } }, 'auth.algorithms must be names such as HS256, one at least.'],
    [{ auth: { ...withSecret, algorithms: 'HS256' } }, 'auth.algorithms: Invalid input'],
    [{ auth: { ...withSecret, algorithms: ['none'] } }, 'auth.algorithms must be names such as HS256'],
    [{ auth: { ...withSecret, algorithms: ['RS256'] } }, 'Set auth.jwksUrl.'],
    [{ auth: { kinds: ['jwt'], jwksUrl: 'ftp://x' } }, 'auth.jwksUrl must be an http or https address'],
    [{ adminKey: 42 }, 'adminKey: Invalid input'],
    [{ adminKey: 'two words' }, 'adminKey: must be one line of ASCII'],
    [{ tokenBudget: '1000/60' }, 'tokenBudget: Invalid input'],
    [{ tokenBudget: { tokens: 0, seconds: 60 } }, 'tokenBudget.tokens: Too small'],
    [{ rateLimits: { user: '60/60' } }, 'rateLimits.user: Invalid input'],
    [{ rateLimits: { ip: 'off' } }, 'rateLimits: Unrecognized key: "ip"'],
    [{ databaseUrl: 'mysql://ann:canary@db/talk' }, 'databaseUrl must be postgres://'],
    [{ databaseUrl: 5432 }, 'databaseUrl: Invalid input'],
    [{ redisUrl: 'http://:canary@cache' }, 'redisUrl must be redis://'],
    [{ trustProxy: true }, 'trustProxy: Invalid input'],
    [{ trustProxy: ['everybody'] }, 'trustProxy: '],
  ])('is not left open by a mistake in %j', async (options, sentence) => {
    await expect(createServer({ port: 0, ...(options as object) })).rejects.toThrow(sentence)
  })

  test('what leaves a door open is said in the log', async () => {
    const lines: string[] = []
    await embed({ model: attentive(), auth: { kinds: ['keys'] }, adminKey: 'short', log: (line) => lines.push(line) })
    expect(lines.filter((line) => line.includes('configuration_warning'))).toEqual([
      expect.stringContaining('ADMIN_KEY is shorter than 32 characters'),
    ])
  })
})
