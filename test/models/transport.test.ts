import { expect, test } from 'vitest'
import { createAnthropic } from '../../src/adapters/models/anthropic.ts'
import { createOpenAiChat } from '../../src/adapters/models/openai-chat.ts'
import { createOpenAiResponses } from '../../src/adapters/models/openai-responses.ts'
import { startMute } from '../mute-server.ts'
import { ask, askScripted, type CreateModel, PATIENT, SHORT } from './ask-model.ts'

const models: [string, CreateModel][] = [
  ['Chat Completions', createOpenAiChat],
  ['Responses', createOpenAiResponses],
  ['Messages', createAnthropic],
]

test.each(models)('%s: a handshake that is never answered is not waited for', async (_, create) => {
  await using mute = await startMute()
  const timeouts = { ...SHORT, headersMs: 20_000, gapMs: 20_000 }
  const { outcome } = await ask(create, mute, { timeouts })
  expect(outcome).toMatchObject({ kind: 'error', code: 'timeout', retryable: true })
})

test.each(models)('%s: a stop ends what still connects at once', async (_, create) => {
  await using mute = await startMute()
  const stop = new AbortController()
  const asked = ask(create, mute, { timeouts: { ...PATIENT, connectMs: 1e6 }, signal: stop.signal })
  await mute.called()
  stop.abort()
  expect((await asked).outcome).toMatchObject({ kind: 'error', code: 'cancelled', retryable: false })
})

test.each(models)('%s: an early hint is not taken for the response', async (_, create) => {
  const { deltas, outcome } = await askScripted(create, async (exchange) => {
    await exchange.raw('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')
    await exchange.token('Hi')
    await exchange.finish()
    await exchange.done()
  })
  expect(deltas).toEqual(['Hi'])
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})
