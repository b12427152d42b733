import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Agent } from '@openai/agents'
import { expect, onTestFinished, test } from 'vitest'
import { agentModel } from '../../src/adapters/models/agent.ts'
import { createServer } from '../../src/create-server.ts'
import { type Client, createClient, foldEvents, isTerminal } from '../client.ts'
import { type FakeModel, startFakeModel } from '../fake-model.ts'
import { temporaryFolder } from '../harness.ts'
import { forecast, forecastTool, says, speakingTo, toldRoles } from './ask-agent.ts'

function folder(): string {
  const path = temporaryFolder()
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

interface Hotel {
  client: Client
  conversation: string
  used: readonly string[]
}

/** A server whose one persona is an agent that knows the weather. */
async function hotel(fake: FakeModel): Promise<Hotel> {
  const { made, used } = forecastTool()
  const agent = new Agent({ name: 'concierge', instructions: 'Be brief.', model: speakingTo(fake), tools: [made] })
  const path = join(folder(), 'agents.db')
  const systemPrompt = 'You work in the Grand Hotel.'
  const server = await createServer({
    port: 0,
    database: { path },
    safety: 'off',
    models: { concierge: agentModel(agent) },
    personas: [{ id: 'concierge', name: 'Concierge', systemPrompt, parameters: { model: 'concierge' } }],
  })
  const client = createClient(server.url)
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  return { client, conversation: await client.conversation({ persona: 'concierge' }), used }
}

test('S2-9: an agent of the OpenAI Agents SDK drives a persona, with its tools and the history of the conversation', async () => {
  await using fake = await startFakeModel()
  fake.next(says(['One moment.'], [forecast('call_a')], { input: 10, output: 3 }))
  fake.next(says(['It ', 'rains.'], [], { input: 20, output: 4 }))
  const { client, conversation, used } = await hotel(fake)

  const stream = await client.send(conversation, 'And the weather?')
  const events = await stream.all()
  expect(foldEvents(events)).toBe('One moment.\n\nIt rains.')
  const order = events.flatMap(({ type, data }) =>
    type === 'delta' ? [data.text] : data['kind'] === 'tool' ? [data['state']] : [],
  )
  expect(order).toEqual(['One moment.', 'called', 'done', '\n\n', 'It ', 'rains.'])
  expect(events.find(({ data }) => data['state'] === 'done')?.data).toMatchObject({
    callId: 'call_a',
    name: 'forecast',
    output: 'Rain.',
  })
  const usage = { inputTokens: 30, outputTokens: 7, totalTokens: 37, estimated: false }
  expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { usage } } })
  expect(used).toEqual(['Oslo'])

  await client.ask(conversation, 'Thank you')
  expect(toldRoles(fake, 3)).toEqual([
    ['system', 'Be brief.'],
    ['system', expect.stringContaining('You work in the Grand Hotel.')],
    ['user', 'And the weather?'],
    ['assistant', 'One moment.\n\nIt rains.'],
    ['user', 'Thank you'],
  ])
})

test('an answer that fails behind a tool is not begun anew: the tool would be used twice', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [forecast('call_a')]))
  fake.script((exchange) => exchange.respond(503))
  const { client, conversation, used } = await hotel(fake)
  const events = await (await client.send(conversation, 'And the weather?')).all()
  expect(events.at(-1)).toMatchObject({ type: 'failed', data: { error: { code: 'model_unavailable' } } })
  expect(used).toEqual(['Oslo'])
  expect(fake.requests).toHaveLength(2)
})

test('an agent whose model fails before anything was said or done is asked again', async () => {
  await using fake = await startFakeModel()
  fake.fail(503)
  const { client, conversation } = await hotel(fake)
  const { json } = await client.ask(conversation, 'Hello')
  expect(json.message.content).toBe('You said: Hello')
  expect(fake.requests).toHaveLength(2)
})

test("a person's stop reaches the agent's model", async () => {
  await using fake = await startFakeModel()
  fake.next((exchange) => exchange.flood())
  const { client, conversation } = await hotel(fake)
  const stream = await client.send(conversation, 'Tell me everything')
  await stream.until(({ type }) => type === 'delta')
  const run = String(stream.headers['x-run-id'])
  expect((await client.post(`/v1/runs/${run}/stop`)).status).toBeLessThan(300)
  const request = await fake.waitForRequest(1)
  await request.closed
  expect(request.wasAborted).toBe(true)
  expect((await stream.all()).find(isTerminal)).toMatchObject({ type: 'stopped' })
})

const program = /```ts\n(?<code>.*?)```/s.exec(readFileSync('docs/agents.md', 'utf8'))?.groups?.['code'] ?? ''
const places: Readonly<Record<string, string>> = {
  colloquy: new URL('../../src/create-server.ts', import.meta.url).href,
  'colloquy/agents': new URL('../../src/adapters/models/agent.ts', import.meta.url).href,
}

/** From wherever it stands. */
const rooted = (code: string): string =>
  code.replaceAll(
    / from '(?<name>[^']+)'/g,
    (_, name: string) => ` from '${places[name] ?? import.meta.resolve(name)}'`,
  )

test('docs/agents.md: the program runs as it stands there', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [{ name: 'opening_hours', arguments: '{"place":"pool"}' }]))
  fake.script((exchange) => says([`${exchange.request.api}: `, JSON.stringify(exchange.request.body)])(exchange))
  const path = folder()
  writeFileSync(join(path, 'package.json'), '{"type": "module"}')
  writeFileSync(join(path, 'program.ts'), rooted(program))
  const env = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'none' }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['program.ts'], { cwd: path, env })
  expect(stderr).toBe('')
  expect(stdout).toContain('responses: ')
  for (const told of ['Help the guests.', 'You work in the Grand Hotel.', 'The pool is open from 7 to 22.'])
    expect(stdout).toContain(told)
})
