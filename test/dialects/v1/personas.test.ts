import { describe, expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { type FakeRequest } from '../../fake-model.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

/** What an answer is drawn with, as a provider is told. */
const drawnWith = ({ body }: FakeRequest): object => {
  const { model, temperature, max_tokens, frequency_penalty, presence_penalty } = body
  return { model, temperature, max_tokens, frequency_penalty, presence_penalty }
}

const promptOf = ({ body }: FakeRequest): string | undefined => body.messages?.[0]?.content

const everybody = 'personal-assistant, luma, smart-chatbot, therapy-bot, domain-guide'

describe('PROTOCOL: GET /v1/personas', () => {
  test('lists the five with what their answers are drawn with, and no prompt', async () => {
    await using server = await startTestServer()
    const answer = await server.client.get('/v1/personas')
    expect(answer.json).toEqual({
      data: [
        {
          id: 'personal-assistant',
          name: 'Personal assistant',
          description: 'Answers questions and helps with everyday work.',
          parameters: {},
          default: true,
        },
        {
          id: 'luma',
          name: 'Luma',
          description: 'A warm companion for talking about feelings, who helps to see them clearly and to grow.',
          parameters: { temperature: 0.7, maxTokens: 1000, frequencyPenalty: 0.5, presencePenalty: 0.5 },
          default: false,
        },
        {
          id: 'smart-chatbot',
          name: 'Smart Chatbot',
          description: 'A friendly all-round partner who remembers the last few exchanges.',
          parameters: { model: 'gpt-3.5-turbo', temperature: 0.7, maxTokens: 1000 },
          default: false,
        },
        {
          id: 'therapy-bot',
          name: 'TherapyBot',
          description: 'A calm listener for worries and low moods, who offers small things to try.',
          parameters: {},
          default: false,
        },
        {
          id: 'domain-guide',
          name: "The guide's assistant",
          description: 'Concise, conversational and friendly.',
          parameters: { temperature: 0.7 },
          default: false,
        },
      ],
      nextCursor: null,
    })
  })

  test('lists those that were brought along after them', async () => {
    const tutor = { id: 'tutor', name: 'Tutor', description: '', systemPrompt: 'Ask.', parameters: { model: 'big' } }
    await using server = await startTestServer({ personas: [tutor] })
    const { client, model } = server
    expect((await client.get('/v1/personas')).json.data[5]).toEqual({
      id: 'tutor',
      name: 'Tutor',
      description: '',
      parameters: { model: 'big' },
      default: false,
    })
    await client.ask(await client.conversation({ persona: 'tutor' }), 'Hello')
    expect(model.requests.map((request) => [promptOf(request), request.body.model])).toEqual([['Ask.', 'big']])
  })
})

describe('PROTOCOL: a conversation has a persona', () => {
  test("luma's prompt and parameters are what the model is told", async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = (await client.post('/v1/conversations', { persona: 'luma' })).json
    expect(conversation.persona).toBe('luma')
    await client.ask(conversation.id, 'Hello')
    const request = await model.waitForRequest(1)
    expect(promptOf(request)).toMatch(/^You are Luma, a companion/)
    expect(drawnWith(request)).toEqual({
      model: 'gpt-4',
      temperature: 0.7,
      max_tokens: 1000,
      frequency_penalty: 0.5,
      presence_penalty: 0.5,
    })
  })

  test('what a request says of its own answer wins, for that answer alone', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation({ persona: 'smart-chatbot' })
    await client.ask(conversation, 'Hello', { temperature: 0, maxTokens: 7, model: 'gpt-4-turbo-preview' })
    await client.ask(conversation, 'Hello again')
    expect(model.requests.map(drawnWith)).toEqual([
      { model: 'gpt-4-turbo-preview', temperature: 0, max_tokens: 7 },
      { model: 'gpt-3.5-turbo', temperature: 0.7, max_tokens: 1000 },
    ])
  })

  test('an unknown one is refused, and those that there are are named', async () => {
    await using server = await startTestServer()
    const { client } = server
    const messages = [{ role: 'user', content: 'Hello' }]
    for (const [path, body] of [
      ['/v1/conversations', { persona: 'nobody' }],
      ['/v1/conversations/import', { persona: 'nobody', messages }],
    ] as const) {
      const refused = await client.post(path, body)
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.detail).toBe(`This server has no persona of that name. Choose one of: ${everybody}.`)
    }
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
  })

  test('an import has the persona that it names, who goes on with it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const messages = [
      { role: 'user', content: 'I cannot sleep' },
      { role: 'assistant', content: 'Since when?' },
    ]
    const imported = await client.post('/v1/conversations/import', { persona: 'therapy-bot', messages })
    expect(imported.json.persona).toBe('therapy-bot')
    await client.ask(imported.json.id, 'Since May')
    const request = await model.waitForRequest(1)
    expect(promptOf(request)).toMatch(/^You are TherapyBot/)
    expect(request.body.messages?.slice(1)).toEqual([...messages, { role: 'user', content: 'Since May' }])
    expect(drawnWith(request)).toEqual({ model: 'gpt-4' })
  })
})

describe('S1-7: the environment configures Smart Chatbot', () => {
  async function askWith(environment: Record<string, string>, persona: string): Promise<FakeRequest> {
    const { smartChatbot, defaultModel } = configFrom(readEnv(environment))
    await using server = await startTestServer({ smartChatbot, defaultModel })
    const { client, model } = server
    await client.ask(await client.conversation({ persona }), 'Hello')
    return model.waitForRequest(1)
  }

  const environment = {
    SYSTEM_PROMPT: 'You are a pirate.',
    OPENAI_MODEL: 'own-model',
    OPENAI_TEMPERATURE: '0.25',
    OPENAI_MAX_TOKENS: '77',
  }

  test('SYSTEM_PROMPT, OPENAI_MODEL, OPENAI_TEMPERATURE and OPENAI_MAX_TOKENS reach the model', async () => {
    const request = await askWith(environment, 'smart-chatbot')
    expect(promptOf(request)).toBe('You are a pirate.')
    expect(drawnWith(request)).toEqual({ model: 'own-model', temperature: 0.25, max_tokens: 77 })
  })

  test('without them it has a prompt of its own, gpt-3.5-turbo, 0.7 and 1000', async () => {
    const request = await askWith({}, 'smart-chatbot')
    expect(promptOf(request)).toMatch(/^You are a helpful, friendly assistant\./)
    expect(drawnWith(request)).toEqual({ model: 'gpt-3.5-turbo', temperature: 0.7, max_tokens: 1000 })
  })

  test('SETTLED 18: of all this, other personas have only the model', async () => {
    const request = await askWith(environment, 'personal-assistant')
    expect(promptOf(request)).toMatch(/^You are a helpful assistant\. Answer the question/)
    expect(drawnWith(request)).toEqual({ model: 'own-model' })
  })
})
