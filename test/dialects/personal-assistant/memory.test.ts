import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { memoriesOf, pin, wasTold } from '../v1/remembered.ts'

const restMs = 11_000

test('SETTLED 1: the assistant remembers nobody, whoever asks', async () => {
  for (const [options, headers] of [
    [{}, {}],
    [withAuth, await as('ann')],
  ] as const) {
    await using server = await startTestServer(options)
    const { client, model } = server
    const known = await pin(client, 'Ann is allergic to peanuts', headers)
    const answered = await client.post('/chat', { message: 'My name is Annabel. May I eat peanuts?' }, headers)
    expect(answered.status).toBe(200)
    expect(wasTold(model, 'Ann is allergic')).toBe(false)
    server.advance(restMs)
    await server.tidy()
    expect(await memoriesOf(client, '', headers)).toEqual([known])
  }
})
