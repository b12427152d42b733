import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import type { WireEvent } from '../../client.ts'

const hopeless = "I don't want to be here anymore"
const active = 'I want to kill myself'
const imminent = "I'm going to end it tonight, I have the pills ready"
const friend = 'My friend told me she wants to kill herself'
const day = 86_400_000

async function talk(server: TestServer, persona = 'luma') {
  const id = (await server.client.post('/v1/conversations', { persona })).json.id as string
  return async (content: string, headers: Record<string, string> = {}): Promise<WireEvent[]> => {
    const path = `/v1/conversations/${id}/messages`
    const stream = await server.client.stream('POST', path, { body: { content }, headers })
    return stream.all()
  }
}

const types = (events: readonly WireEvent[]): string[] => [
  ...new Set(
    events
      .filter(({ data }) => data['kind'] !== 'disclosure')
      .map(({ type, data }) => [type, ...(typeof data['kind'] === 'string' ? [data['kind']] : [])].join(':')),
  ),
]
const textOf = (events: readonly WireEvent[]): string =>
  events.map(({ type, data }) => (type === 'delta' ? data.text : '')).join('')
const crisisIn = (events: readonly WireEvent[]): WireEvent['data'] | undefined =>
  events.find(({ data }) => data['kind'] === 'crisis')?.data

/** What the model was told last, beside its persona and the conversation. */
const notes = (server: TestServer): string =>
  (server.model.requests.at(-1)?.body.messages ?? [])
    .filter(({ role, content }) => role === 'system' && content.startsWith('[Safety notes'))
    .map(({ content }) => content)
    .join()

describe('LESSONS 19: a crisis is not left to the prompt', () => {
  test('level 0 and 1 show nothing, and at 1 the model is told to be open', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    expect(types(await say('I baked bread today'))).toEqual(['started', 'delta', 'usage', 'completed'])
    expect(notes(server)).toBe('')
    expect(types(await say('What is suicide?'))).toEqual(['started', 'delta', 'usage', 'completed'])
    expect(notes(server)).toMatch(/warm and open/)
  })

  test('level 2: the answer first, then where there is help, and not again for six turns unless it becomes graver', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    const first = await say(hopeless, { 'accept-language': 'en-GB,en;q=0.9' })
    expect(types(first)).toEqual(['started', 'delta', 'notice:crisis', 'usage', 'completed'])
    expect(textOf(first)).toMatch(/^You said: I don't want to be here anymore\n\n.*116 123/s)
    expect(crisisIn(first)).toMatchObject({ level: 2, as: 'card', country: 'GB' })
    expect(notes(server)).toMatch(/Ask directly and kindly/)
    for (let turn = 1; turn <= 6; turn++) expect(crisisIn(await say(hopeless))).toBeUndefined()
    expect(crisisIn(await say(hopeless))).toMatchObject({ as: 'card' })
    expect(crisisIn(await say(active))).toMatchObject({ level: 3, as: 'message' })
  })

  test('level 2 of somebody else: how to help them, and no risk of the person’s own', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    const told = await say(friend)
    expect(crisisIn(told)).toMatchObject({ level: 2, as: 'card' })
    expect(notes(server)).toMatch(/somebody else/)
    expect(crisisIn(await say('goodbye, thank you for everything'))).toBeUndefined()
  })

  test('level 3: the written message before any word of the model, then its answer', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    const { release, releaseAll } = server.model.stepped(['I am ', 'here.'])
    const path = `/v1/conversations/${(await server.client.post('/v1/conversations', { persona: 'therapy-bot' })).json.id}/messages`
    const stream = await server.client.stream('POST', path, { body: { content: active } })
    await stream.until(({ type, data }) => type === 'delta' && (data.text ?? '').length > 100)
    expect(crisisIn(stream.events())).toMatchObject({ level: 3, as: 'message' })
    release()
    releaseAll()
    const events = await stream.all()
    expect(textOf(events)).toMatch(/\n\nI am here\.$/)
    expect(events.at(-1)?.type).toBe('completed')
    expect(notes(server)).toMatch(/whether they have a plan/)
    expect(types(await say('hello'))).toContain('completed')
  })

  test('level 4: the written message alone, no model is asked, and the next message is answered', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    const events = await say(imminent, { 'accept-language': 'de-AT' })
    expect(types(events)).toEqual(['started', 'notice:crisis', 'delta', 'usage', 'completed'])
    expect(textOf(events)).toMatch(/112|144/)
    expect(events.find(({ type }) => type === 'usage')?.data).toMatchObject({ inputTokens: 0, outputTokens: 0 })
    expect(server.model.requests.length).toBe(0)
    expect(textOf(await say('I put them away'))).toContain('You said')
    expect(server.model.requests.length).toBe(1)
    expect(JSON.stringify(server.model.requests[0]?.body)).toContain(textOf(events).slice(0, 40))
  })

  test('SETTLED 28: a persona that gives no therapy treats 2, 3 and 4 as 2', async () => {
    await using server = await startTestServer()
    const say = await talk(server, 'personal-assistant')
    for (const said of [hopeless, active, imminent]) {
      const fresh = await talk(server, 'personal-assistant')
      const events = await fresh(said)
      expect(types(events)).toEqual(['started', 'delta', 'notice:crisis', 'usage', 'completed'])
      expect(crisisIn(events)).toMatchObject({ as: 'card' })
    }
    expect(types(await say('What is suicide?'))).toEqual(['started', 'delta', 'usage', 'completed'])
    expect(notes(server)).toBe('')
  })

  test('what was shown is what is stored, what another reader sees, and what the next answer is given', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    const events = await say(active)
    const { conversationId, messageId } = (events[0]?.data ?? {}) as { conversationId?: string; messageId?: string }
    const run = events[0]?.id.split(':')[0]
    const replayed = await server.client.stream('GET', `/v1/runs/${run}/events`)
    expect((await replayed.all()).map(({ raw }) => raw)).toEqual(events.map(({ raw }) => raw))
    const { data } = (await server.client.get(`/v1/conversations/${conversationId}/messages`)).json
    expect(data.find(({ id }: { id: string }) => id === messageId).content).toBe(textOf(events))
  })
})

describe('the state of a person', () => {
  test('a denial does not reset it, and while it lasts a farewell counts', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    await say(active)
    await say("I'm fine now, I'm not going to do anything")
    expect(notes(server)).toMatch(/Ask directly and kindly/)
    expect(crisisIn(await say('goodbye, thank you for everything'))).toMatchObject({ level: 3 })
  })

  test('a yes to whether they think of suicide is no small talk', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    server.model.reply('That sounds heavy. Are you thinking about killing yourself?')
    await say('Everything is grey and I cannot sleep')
    expect(crisisIn(await say('yes'))).toMatchObject({ level: 3 })
  })

  test('it fades by a step a day', async () => {
    await using server = await startTestServer()
    const say = await talk(server)
    await say(active)
    server.advance(day + 1_000)
    expect(crisisIn(await say('goodbye, thank you for everything'))).toMatchObject({ level: 3 })
    server.advance(3 * day)
    expect(crisisIn(await say('goodbye, thank you for everything'))).toBeUndefined()
  })

  test('it is that of one conversation', async () => {
    await using server = await startTestServer()
    const [one, other] = [await talk(server), await talk(server)]
    await one(active)
    expect(crisisIn(await other('goodbye, thank you for everything'))).toBeUndefined()
  })
})

test('what was said at risk is not learned', async () => {
  await using server = await startTestServer()
  const say = await talk(server)
  await say('I have a dog. I want to kill myself')
  await say('I have a cat called Tom')
  server.advance(60_000)
  await server.tidy()
  const { data } = (await server.client.get('/v1/memories')).json
  expect(data.map(({ text }: { text: string }) => text)).toEqual(['Has a cat called Tom'])
})

test('where nobody said where they are, no number is guessed, and their own setting wins', async () => {
  await using server = await startTestServer()
  const say = await talk(server)
  const events = await say(imminent)
  expect(crisisIn(events)).toMatchObject({ country: null })
  expect(textOf(events)).toMatch(/findahelpline\.com/)
  expect(textOf(events)).not.toMatch(/\d{3}/)
  await server.client.call('PATCH', '/v1/me', { body: { country: 'FR', language: 'fr' } })
  const french = await (await talk(server))(imminent, { 'accept-language': 'en-US' })
  expect(crisisIn(french)).toMatchObject({ country: 'FR' })
  expect(textOf(french)).toMatch(/3114/)
})
