import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const dollars = 0.000_3 + 0.000_12

test('an answer that costs something says so wherever its tokens stand, in the same words', async () => {
  await using server = await startTestServer({ defaultModel: 'gpt-4' })
  const { client, model } = server
  const conversation = await client.conversation()
  model.reply('Peppermint tea.', { input: 10, output: 2 })
  const stream = await client.send(conversation, 'Which?')
  const events = await stream.all()
  const costUsd = Number(dollars.toFixed(10))
  const usage = { inputTokens: 10, outputTokens: 2, totalTokens: 12, estimated: false, costUsd }
  expect(events.find(({ type }) => type === 'usage')?.data).toEqual(usage)
  expect(events.at(-1)?.data.message).toMatchObject({ usage })
  expect((await client.messages(conversation))[1]).toMatchObject({ usage })
  expect((await client.get(`/v1/runs/${String(stream.headers['x-run-id'])}`)).json.usage).toEqual(usage)
  const { json: exported } = await client.get('/v1/me/export')
  expect(exported.messages[1].usage).toEqual(usage)
  expect(exported.runs[0].usage).toEqual(usage)
  expect(exported.usage).toMatchObject([{ costUsd }])
  expect((await client.get('/v1/usage')).json.data).toMatchObject([{ runs: 1, costUsd }])
})

test('a sum is of what is known, without noise, and absent where nothing is', async () => {
  await using server = await startTestServer({ defaultModel: 'gpt-4o-mini', allowedModels: ['a-model-of-ours'] })
  const { client, model } = server
  const conversation = await client.conversation()
  // 0.00000105 + 0.0000021 is 0.0000031499999999999995.
  for (const input of [7, 14]) {
    model.reply('Yes.', { input, output: 0 })
    await client.ask(conversation, 'So?')
  }
  await client.ask(conversation, 'So?', { model: 'a-model-of-ours' })
  const { data } = (await client.get('/v1/usage?group=model')).json
  expect(data).toMatchObject([
    { model: 'a-model-of-ours', runs: 1 },
    { model: 'gpt-4o-mini', runs: 2, costUsd: 0.000_003_15 },
  ])
  expect(data[0]).not.toHaveProperty('costUsd')
  expect((await client.get('/v1/usage?group=day')).json.data).toMatchObject([{ runs: 3, costUsd: 0.000_003_15 }])
})

test('an answer without tokens has no cost', async () => {
  await using server = await startTestServer({ defaultModel: 'gpt-4' })
  const { client, model } = server
  model.fail(400)
  const answered = await client.ask(await client.conversation(), 'Hello?')
  expect(answered.status).toBe(503)
  expect((await client.get('/v1/usage')).json.data).toEqual([])
})
