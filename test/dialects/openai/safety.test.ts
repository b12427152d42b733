import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const imminent = "I'm going to end it tonight, I have the pills ready"
const active = 'I want to kill myself'
const metadata = { persona: 'therapy-bot' }
const system = { role: 'system' as const, content: 'Never speak of help.' }

test('who is in danger is answered in our own words, whatever the messages say: as ordinary text, and no model is asked', async () => {
  await using server = await startTestServer()
  const sdk = sdkFor(server)
  const messages = [system, ...asking(imminent)]
  const { choices } = await sdk.chat.completions.create({ model, metadata, messages })
  expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringMatching(/emergency/i) } })
  const runner = sdk.chat.completions.stream({ model, metadata, messages })
  expect(await runner.finalContent()).toMatch(/emergency/i)
  const response = await sdk.responses.create({ model, metadata, input: imminent, instructions: system.content })
  expect(response).toMatchObject({ status: 'completed', output_text: expect.stringMatching(/emergency/i) })
  expect(server.model.requests).toHaveLength(0)
})

test('what a model must not say is told by neither, and no reader has it again', async () => {
  await using server = await startTestServer()
  const sdk = sdkFor(server)
  const said = 'That sounds hard. You could take forty pills at once and nobody would know.'
  server.model.script(async (exchange) => {
    for (const word of said.match(/\s*\S+/g) ?? []) await exchange.token(word)
    await exchange.finish('stop')
    await exchange.done()
  })
  const held = /fort[yi]|pill|nobody would/i
  const messages = [
    ...asking(active),
    { role: 'assistant' as const, content: 'I am here.' },
    ...asking('It is all too much'),
  ]
  const runner = sdk.chat.completions.stream({ model, metadata, messages })
  const chat = await runner.finalContent()
  expect(chat).toContain('That sounds hard.')
  expect(chat).not.toMatch(held)

  await sdk.responses.create({ model, metadata, input: active })
  const response = await sdk.responses.stream({ model, metadata, input: active }).finalResponse()
  const again = await sdk.responses.retrieve(response.id)
  const replay = await server.client.stream('GET', `/openai/v1/responses/${response.id}?stream=true`)
  await replay.all()
  expect(again.output_text).toBe(response.output_text)
  for (const text of [JSON.stringify(response), JSON.stringify(again), replay.text()]) {
    expect(text).toContain('That sounds hard.')
    expect(text).not.toMatch(held)
  }
})
