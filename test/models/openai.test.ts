import { expect, test } from 'vitest'
import { createOpenAi } from '../../src/adapters/models/openai.ts'
import { modelContract } from '../contracts/model.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, KEY, PATIENT, QUESTION } from './ask-model.ts'

modelContract('Responses or Chat Completions', createOpenAi)

test('an answer without penalties is asked of Responses', async () => {
  await using fake = await startFakeModel()
  const { outcome } = await ask(createOpenAi, fake, { request: { temperature: 0.7, maxTokens: 9 } })
  expect(outcome.kind).toBe('finish')
  expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/responses'])
  expect(fake.requests[0]?.body).toMatchObject({ temperature: 0.7, max_output_tokens: 9 })
})

test.each([
  [
    { frequencyPenalty: 0.5, presencePenalty: 0.5 },
    { frequency_penalty: 0.5, presence_penalty: 0.5 },
  ],
  [{ frequencyPenalty: 0.5 }, { frequency_penalty: 0.5 }],
  [{ presencePenalty: 0.5 }, { presence_penalty: 0.5 }],
  [{ frequencyPenalty: 0 }, { frequency_penalty: 0 }],
  [{ presencePenalty: 0 }, { presence_penalty: 0 }],
])('S0-4, SETTLED 18: penalties are not lost, whatever API is set: %j', async (penalties, sent) => {
  await using fake = await startFakeModel()
  const { outcome } = await ask(createOpenAi, fake, { request: { temperature: 0.7, maxTokens: 1000, ...penalties } })
  expect(outcome.kind).toBe('finish')
  expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions'])
  expect(fake.requests[0]?.body).toMatchObject({ temperature: 0.7, max_tokens: 1000, ...sent })
})

test('what is still being said by either is cut off when it is disposed of', async () => {
  await using fake = await startFakeModel()
  const model = createOpenAi({ baseUrl: fake.url, apiKey: KEY, timeouts: PATIENT })
  const on = { delta() {}, usage() {} }
  const asked = [QUESTION, { ...QUESTION, presencePenalty: 1 }].map((question) => {
    fake.next((exchange) => exchange.stall())
    return model.stream(question, on, new AbortController().signal)
  })
  await fake.waitForRequest(2)
  await model[Symbol.asyncDispose]()
  for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ code: 'cancelled' })
  await Promise.all(fake.requests.map(({ closed }) => closed))
})
