import { describe, expect, test } from 'vitest'
import { beginningOfRun } from '../../../src/dialects/openai/ids.ts'
import type { Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { openWorkplace } from '../../process/workplace.ts'
import { sdkFor } from './sdk.ts'

const model = 'gpt-4'

interface Told {
  type: string
  sequence_number: number
  delta?: string
  code?: string
  response?: { id: string }
}

function toldIn(text: string): Told[] {
  const frames = text.split('\n\n').filter((frame) => frame.startsWith('event: '))
  return frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Told)
}

const numbersOf = (told: readonly Told[]): number[] => told.map(({ sequence_number: number }) => number)
const textOf = (told: readonly Told[]): string => told.map(({ delta = '' }) => delta).join('')

async function read(client: Client, id: string, after?: number): Promise<Told[]> {
  const query = after === undefined ? '' : `&starting_after=${after}`
  const stream = await client.stream('GET', `/openai/v1/responses/${id}?stream=true${query}`)
  await stream.all()
  expect(stream.status).toBe(200)
  return toldIn(stream.text())
}

async function begin(client: Client, content = 'Tell me'): Promise<string> {
  const body = { model, input: content, background: true }
  return (await client.post('/openai/v1/responses', body)).json.id as string
}

const runOf = (id: string): string => id.slice('resp_'.length)

describe('a stream is taken up again strictly after a number', () => {
  test('whichever it was: everybody numbers the same event alike', async () => {
    await using server = await startTestServer()
    const { client } = server
    server.model.reply('One two three four')
    const first = await client.stream('POST', '/openai/v1/responses', { body: { model, input: 'Go', stream: true } })
    await first.all()
    const all = toldIn(first.text())
    const id = all[0]?.response?.id ?? ''
    expect(await read(client, id)).toEqual(all)
    for (const [i, number] of numbersOf(all).entries()) expect(await read(client, id, number)).toEqual(all.slice(i + 1))
    // Beside those that were told: what is strictly after it is told all the same.
    expect(await read(client, id, 5)).toEqual(all.filter(({ sequence_number: number }) => number > 5))
  })

  test('while it is written, by a reader who was cut off', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const steps = server.model.stepped(['One', ' two', ' three'])
    const stream = await sdk.responses.create({ model, input: 'Count', background: true, stream: true })
    let id = ''
    let last = 0
    let text = ''
    steps.release()
    for await (const event of stream) {
      last = event.sequence_number
      if (event.type === 'response.created') ({ id } = event.response)
      if (event.type === 'response.output_text.delta') {
        text += event.delta
        break
      }
    }
    await server.logged({ event: 'stream_left' })
    const rest = await sdk.responses.retrieve(id, { stream: true, starting_after: last })
    steps.releaseAll()
    const types = []
    for await (const event of rest) {
      expect(event.sequence_number).toBeGreaterThan(last)
      last = event.sequence_number
      types.push(event.type)
      if (event.type === 'response.output_text.delta') text += event.delta
    }
    expect(text).toBe('One two three')
    expect(types.at(-1)).toBe('response.completed')
  })

  test('of a queue as well, before anything is written', async () => {
    await using server = await startTestServer()
    const { client } = server
    const steps = server.model.stepped(['One'])
    const one = await begin(client)
    const body = { model, input: 'Two', background: true, previous_response_id: one }
    const two = (await client.post('/openai/v1/responses', body)).json.id as string
    steps.releaseAll()
    const all = await read(client, two)
    expect(all.map(({ type }) => type).slice(0, 3)).toEqual([
      'response.created',
      'response.queued',
      'response.in_progress',
    ])
    for (const [i, number] of numbersOf(all).entries())
      expect(await read(client, two, number)).toEqual(all.slice(i + 1))
  })

  test('of which the text is not kept piece by piece any more: from its start all of it, from its middle a failure', async () => {
    await using server = await startTestServer({ log: { compactAfterMs: 1_000 } })
    const { client } = server
    server.model.reply('One two three four')
    const id = (await client.post('/openai/v1/responses', { model, input: 'Go' })).json.id as string
    const before = await read(client, id)
    server.advance(10_000)
    await server.tidy()
    const after = await read(client, id)
    expect(textOf(after)).toBe('One two three four')
    expect(after.filter(({ delta }) => delta)).toHaveLength(1)
    const deltas = before.filter(({ delta }) => delta)
    const middle = await read(client, id, deltas[1]?.sequence_number)
    expect(middle).toMatchObject([{ type: 'error', code: 'begun_anew' }])
    // Who comes back after that failure is told no other text behind the one that it has.
    expect(await read(client, id, middle[0]?.sequence_number)).toEqual(middle)
    const end = await read(client, id, deltas.at(-1)?.sequence_number)
    expect(end).toEqual(before.slice(before.indexOf(deltas.at(-1) as Told) + 1))
    for (const [i, number] of numbersOf(after).entries())
      expect(await read(client, id, number)).toEqual(after.slice(i + 1))
  })

  test('that is no number of this response: it is refused', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = (await client.post('/openai/v1/responses', { model, input: 'Go' })).json.id as string
    for (const after of ['-1', 'x', '1.5', String(2 ** 40), String(2 ** 53)]) {
      const { status, json } = await client.get(`/openai/v1/responses/${id}?stream=true&starting_after=${after}`)
      expect([after, status, json.error.type]).toEqual([after, 400, 'invalid_request_error'])
    }
  })
})

describe('a response in the background outlives the process', () => {
  test('that has written it: who was cut off reads the rest of it from the next one', async () => {
    await using work = await openWorkplace()
    const first = await work.start()
    work.model.reply('One two three four')
    const id = await begin(first.client)
    const all = await read(first.client, id)
    await first.kill()
    const second = await work.start()
    for (const [i, number] of numbersOf(all).entries())
      expect(await read(second.client, id, number)).toEqual(all.slice(i + 1))
    expect(work.model.requests).toHaveLength(1)
  })

  test('that dies while it writes: what was told fails, and all of it is there in the end', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['lost ', 'words ', 'never'])
    const first = await work.start()
    const id = await begin(first.client)
    const path = `/openai/v1/responses/${id}?stream=true`
    const stream = await first.client.stream('GET', path)
    const silent = await first.client.stream('GET', path)
    await silent.untilText((text) => text.includes('content_part.added'))
    silent.leave()
    steps.release(2)
    await work.untilStored(runOf(id), 'words ')
    await stream.untilText((text) => text.includes('words '))
    await first.kill()
    await stream.all()
    const told = toldIn(stream.text())
    const announced = toldIn(silent.text()).at(-1)?.sequence_number

    work.model.reply('A whole answer.')
    const second = await work.start()
    const resumed = await read(second.client, id, told.at(-1)?.sequence_number)
    expect(resumed).toMatchObject([{ type: 'error', code: 'begun_anew' }])
    const heardNothing = await read(second.client, id, announced)
    const fromStart = await read(second.client, id)
    expect(textOf(heardNothing)).toBe('A whole answer.')
    expect(textOf(fromStart)).toBe('A whole answer.')
    expect(fromStart.map(({ type }) => type).slice(0, 2)).toEqual(['response.created', 'response.in_progress'])
    expect(fromStart.slice(-heardNothing.length)).toEqual(heardNothing)
    expect(await sdkFor(second).responses.retrieve(id)).toMatchObject({
      status: 'completed',
      output_text: 'A whole answer.',
    })
  })
})

test('when a response was begun is the same for all who tell it, for its id says so', () => {
  expect(beginningOfRun('01a1fe53-dffc-79c5-8fbc-465d2908aca8')).toBe(Math.floor(0x01a1fe53dffc / 1_000))
})
