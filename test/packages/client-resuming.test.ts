import { describe, expect, test } from 'vitest'
import { createClient, isTerminal } from '../../packages/client/src/create-client.ts'
import { answer as answerOfModel, words } from '../fake-model.ts'
import { eventsOf, seqsOf, toldBy } from './events-of.ts'
import { hasty, inTurn, openWorld } from './open-world.ts'

/** Numbers that are the same at every run of the test. */
function createDice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const story = 'Es war einmal 🙂 ein König, der hatte 👩‍👩‍👧 drei Töchter: 你好, und ein Schloß.\nUnd 🚀 dann "so"'

describe('An answer over a connection that breaks', () => {
  test('is the same text, once, wherever the connection is cut, 200 times', async () => {
    await using world = await openWorld()
    const { server, proxy, client } = world
    const dice = createDice(7)
    const whole = createClient({ baseUrl: server.url })
    server.model.script((exchange) => answerOfModel(exchange, words(story), null))
    proxy.manner = ({ headers }) =>
      headers.accept === 'text/event-stream' && dice(3) > 0
        ? {
            after: dice(700),
            ending: dice(2) === 0 ? 'reset' : 'end',
            ...(dice(4) === 0 && { lose: true }),
            ...(dice(4) === 0 && { without: ['x-run-id'] }),
          }
        : {}
    async function ask(n: number): Promise<void> {
      const { id } = await whole.conversations.create()
      const answer = client.send(id, { content: `Question ${n}` })
      const events = await eventsOf(answer)
      expect(await answer.text).toBe(story)
      expect(answer.textSoFar).toBe(story)
      expect(seqsOf(events)).toEqual(seqsOf(await eventsOf(whole.follow(await answer.runId))))
      expect(toldBy(events).filter(isTerminal)).toHaveLength(1)
      // However often it was sent, it was said once.
      const { data } = await whole.conversations.messages(id)
      expect(data.map(({ content }) => content)).toEqual([`Question ${n}`, story])
    }
    for (let n = 0; n < 200; n += 8) await Promise.all(Array.from({ length: 8 }, (_, i) => ask(n + i)))
    expect(server.model.requests).toHaveLength(200)
    expect(proxy.streams().length).toBeGreaterThan(400)
  }, 120_000)

  test('is whole where it comes byte by byte', async () => {
    await using world = await openWorld()
    const { server, proxy, client, conversation } = world
    server.model.reply(story)
    inTurn(proxy, { pieceBytes: 1 })
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe(story)
    expect(proxy.streams()).toHaveLength(1)
  })

  test('is not taken for whole because its stream was closed in order', async () => {
    await using world = await openWorld()
    const { server, proxy, client, conversation } = world
    const steps = server.model.stepped(words('one two three'))
    inTurn(proxy, { after: 1, ending: 'end' })
    const answer = client.send(conversation, { content: 'Hi' })
    const events = answer[Symbol.asyncIterator]()
    expect((await events.next()).value).toMatchObject({ type: 'disconnected' })
    expect((await events.next()).value).toMatchObject({ type: 'resumed' })
    steps.releaseAll()
    expect(await answer.text).toBe('one two three')
  })

  test('half an event at the cut is never read, not even one that could be', async () => {
    await using world = await openWorld()
    const { server, proxy, client, conversation } = world
    const run = client.send(conversation, { content: 'Hi' })
    await run.text
    const wire = await (await fetch(`${server.url}/v1/runs/${await run.runId}/events`)).text()
    // Everything of the first delta but the blank line behind it.
    const after = Buffer.byteLength(wire.slice(0, wire.indexOf('\n\n', wire.indexOf('event: delta')) + 1))
    inTurn(proxy, { after, ending: 'end' })
    const again = client.follow(await run.runId)
    const events = await eventsOf(again)
    expect(events.map(({ type }) => type).slice(0, 4)).toEqual(['started', 'disconnected', 'resumed', 'delta'])
    expect(again.textSoFar).toBe('You said: Hi')
  })

  test('drops what a server tells a second time', async () => {
    await using world = await openWorld()
    const { server, proxy, client, conversation } = world
    server.model.reply(story)
    inTurn(proxy, { after: 600, ending: 'reset' }, { without: ['last-event-id'] })
    const answer = client.send(conversation, { content: 'Hi' })
    const seqs = seqsOf(await eventsOf(answer))
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other))
    expect(await answer.text).toBe(story)
  })

  test('asks with the key again until it knows its run, and with its cursor from then on', async () => {
    await using world = await openWorld()
    const { server, proxy, client, conversation } = world
    server.model.reply(story)
    inTurn(proxy, { refuse: true }, { lose: true }, { after: 600, ending: 'end' })
    const answer = client.send(conversation, { content: 'Hi' })
    await answer.text
    const [refused, lost, cut, last] = proxy.streams()
    expect([refused, lost, cut].map((asked) => asked?.method)).toEqual(['POST', 'POST', 'POST'])
    expect(new Set([refused, lost, cut].map((asked) => asked?.headers['idempotency-key'])).size).toBe(1)
    expect(refused?.body).toBe(lost?.body)
    expect(last?.method).toBe('GET')
    expect(last?.path).toBe(`/v1/runs/${await answer.runId}/events`)
    expect(last?.headers['last-event-id']).toMatch(new RegExp(`^${await answer.runId}:\\d+$`))
    expect(proxy.streams()).toHaveLength(4)
    expect((await client.conversations.messages(conversation)).data).toHaveLength(2)
  })

  test('a connection on which nothing comes any more, not even a ping, is left for another', async () => {
    await using world = await openWorld({ patience: { ...hasty, stalledAfterMs: 200 } })
    const { server, proxy, client, conversation } = world
    server.model.reply(story)
    inTurn(proxy, { after: 400, ending: 'stall' })
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe(story)
    // On a machine that is busy the next one may take as long.
    expect(proxy.streams().length).toBeGreaterThan(1)
  })

  test('a connection on which pings come is not left, however long the model is silent', async () => {
    await using world = await openWorld({ patience: { ...hasty, stalledAfterMs: 1_500 } })
    const { server, proxy, client, conversation } = world
    const steps = server.model.stepped(['late'])
    const answer = client.send(conversation, { content: 'Hi' })
    await answer.runId
    let pings = 0
    const { body } = await fetch(`${server.url}/v1/runs/${await answer.runId}/events`)
    for await (const chunk of body ?? []) {
      if (Buffer.from(chunk).toString().includes(': ping')) pings += 1
      if (pings === 40) break
    }
    steps.releaseAll()
    expect(await answer.text).toBe('late')
    expect(proxy.streams()).toHaveLength(1)
  })

  test('a server that does not even begin to answer is asked again', async () => {
    await using world = await openWorld({ patience: { ...hasty, stalledAfterMs: 150 } })
    const { proxy, conversation } = world
    let asked = 0
    const client = createClient({
      baseUrl: proxy.url,
      patience: { ...hasty, stalledAfterMs: 150 },
      fetch(input, init) {
        asked += 1
        if (asked > 1) return fetch(input, init)
        const { promise, reject } = Promise.withResolvers<Response>()
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
        return promise
      },
    })
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe('You said: Hi')
    expect(asked).toBeGreaterThan(1)
  })

  test('takes no page of a proxy for an answer, be it 502 or 200', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    const page = { headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' }
    inTurn(
      proxy,
      { respond: { status: 502, ...page } },
      { respond: { status: 200, ...page } },
      { after: 1, ending: 'reset' },
      { respond: { status: 504, ...page } },
      { respond: { status: 200, headers: { 'content-type': 'text/event-stream' } } },
    )
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe('You said: Hi')
    expect(proxy.streams().map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'GET', 'GET', 'GET'])
  })

  test('does not break over events that are none', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    const unnamed = 'event: delta\ndata: {"text":"without an id"}\n\n'
    const foreign = 'id: other-run:9\nevent: delta\ndata: {"text":"of another run"}\n\n'
    const broken = 'id: other-run:10\nevent: delta\ndata: {"text"\n\n'
    inTurn(proxy, { prefix: unnamed + foreign }, { prefix: broken })
    const answer = client.send(conversation, { content: 'Hi' })
    expect(await answer.text).toBe('You said: Hi')
    expect(await client.follow(await answer.runId).text).toBe('You said: Hi')
    expect(proxy.streams()).toHaveLength(3)
  })
})
