import { expect, test } from 'vitest'
import { isTerminal, type WireEvent } from '../client.ts'
import { messagesOf } from '../process/check-record.ts'
import { createReader, runOf } from '../process/reader.ts'
import type { ServerProcess } from '../process/server-process.ts'
import { describeWithOwnRedis } from '../services/describe-with-redis.ts'
import { describeNodes, openCluster } from './cluster.ts'

/** The whole answer, once, whoever is asked. */
async function expectWhole(node: ServerProcess, conversation: string, run: string, content: string): Promise<void> {
  const messages = await messagesOf(node.client, conversation)
  expect(messages.map((message) => message.status)).toEqual(['completed', 'completed'])
  expect(messages[1]).toMatchObject({ content, runId: run })
  const late = createReader(run)
  await late.readOn(node.client)
  expect(late.text()).toBe(content)
  expect(late.seen.filter(isTerminal)).toHaveLength(1)
}

describeNodes('mid-stream', (options) => {
  test('the writer is killed: its reader on the other node gets the whole answer, once', async () => {
    const { model, two } = await openCluster(options)
    const [a, b] = await two()
    const steps = model.stepped(['lost ', 'words ', 'never'])
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Hello')
    const run = runOf(stream)
    const there = await b.client.events(run)
    steps.release(2)
    await there.until(({ data }) => data.text === 'words ')
    model.reply('A whole answer.')
    await a.kill()
    const reader = createReader(run)
    reader.keep(await there.all())
    expect(reader.text()).toBe('A whole answer.')
    expect(reader.types().filter((type) => type === 'restarted')).toHaveLength(1)
    // Whoever was connected to the dead node comes back to another with the last event's id.
    const left = createReader(run)
    left.keep(await stream.all())
    await left.readOn(b.client)
    expect(left.text()).toBe('A whole answer.')
    await expectWhole(b, conversation, run, 'A whole answer.')
  })

  test('the writer stands still and wakes up again: it shows and writes nothing more of what others have taken over', async () => {
    const { model, two, query } = await openCluster(options)
    const [a, b] = await two()
    const steps = model.stepped(['stale ', 'words ', 'that ', 'come late'])
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Hello')
    const run = runOf(stream)
    const there = await b.client.events(run)
    steps.release(1)
    await there.until(({ data }) => data.text === 'stale ')
    const fresh = model.stepped(['fresh ', 'words'])
    a.signal('SIGSTOP')
    await there.until(({ type }) => type === 'restarted')
    // What the model goes on saying to the node that stands still is heard when it wakes up.
    steps.releaseAll()
    fresh.release(1)
    await there.until(({ data }) => data.text === 'fresh ')
    a.signal('SIGCONT')
    const seen = await stream.until(({ type }) => type === 'restarted')
    expect(seen.seq).toBeGreaterThan(2 ** 21)
    fresh.releaseAll()
    const readers = [createReader(run), createReader(run)]
    readers[0]?.keep(await stream.all())
    readers[1]?.keep(await there.all())
    for (const reader of readers) {
      expect(reader.text()).toBe('fresh words')
      expect(JSON.stringify(reader.seen)).not.toContain('come late')
    }
    for (const node of [a, b]) await expectWhole(node, conversation, run, 'fresh words')
    const log = await query<{ payload: string }>('select payload from run_events where run_id = $1', [run])
    expect(JSON.stringify(log)).not.toContain('come late')
    // It serves again as before.
    expect((await a.client.ask(conversation, 'And now?')).json.message.content).toBe('You said: And now?')
  })

  test('Postgres is restarted: nothing is lost, nothing is acknowledged meanwhile, and no process dies', async () => {
    const { model, postgres, two } = await openCluster(options)
    const [a, b] = await two()
    const tokens = ['before ', 'while ', 'it is ', 'away ', 'and after']
    const steps = model.stepped(tokens)
    const conversation = await a.client.conversation()
    const elsewhere = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Hello')
    const run = runOf(stream)
    const there = await b.client.events(run)
    steps.release(1)
    await there.until(({ data }) => data.text === 'before ')
    await postgres.kill()
    steps.release(2)
    for (const { client } of [a, b]) {
      const refused = await client.ask(elsewhere, 'Are you there?')
      expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
      const unready = await client.get('/readyz')
      expect([unready.status, unready.json]).toEqual([503, { status: 'unavailable', missing: ['database'] }])
      expect((await client.get('/healthz')).status).toBe(200)
    }
    await postgres.start()
    steps.releaseAll()
    const readers = [createReader(run), createReader(run)]
    readers[0]?.keep(await stream.all())
    if (there.events().some(isTerminal)) readers[1]?.keep(await there.all())
    else {
      // Its reader may be cut off while there is no record to read; it comes back with its cursor.
      readers[1]?.keep(await there.all())
      if (!readers[1]?.seen.some(isTerminal)) await readers[1]?.readOn(b.client)
    }
    for (const reader of readers) {
      expect(reader.text()).toBe(tokens.join(''))
      expect(reader.types()).not.toContain('restarted')
    }
    expect(model.requests).toHaveLength(1)
    for (const node of [a, b]) await expectWhole(node, conversation, run, tokens.join(''))
    for (const { client } of [a, b]) {
      expect((await client.get('/readyz')).status).toBe(200)
      expect((await client.ask(elsewhere, 'Are you there?')).status).toBe(200)
    }
  })
})

describeWithOwnRedis('LESSONS 34: Redis', () => {
  async function readAlong(kill: 'kill' | 'pause'): Promise<void> {
    const { model, redis, two } = await openCluster({ withRedis: true })
    if (!redis) throw new Error('There is none')
    const [a, b] = await two()
    const tokens = ['before ', 'while ', 'it is ', 'away ', 'and after']
    const steps = model.stepped(tokens)
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Hello')
    const run = runOf(stream)
    const there = await b.client.events(run)
    const seenBy = (event: (event: WireEvent) => boolean) => Promise.all([stream.until(event), there.until(event)])
    steps.release(1)
    await seenBy(({ data }) => data.text === 'before ')
    if (kill === 'kill') await redis.kill()
    else redis.pause()
    for (const token of tokens.slice(1, 4)) {
      steps.release(1)
      await seenBy(({ data }) => data.text === token)
    }
    // New chats go on, on both.
    for (const { client } of [a, b]) {
      expect((await client.ask(await client.conversation(), 'Are you there?')).status).toBe(200)
      expect((await client.get('/readyz')).status).toBe(200)
    }
    expect((await b.client.get('/health')).json.checks).toMatchObject({ redis: 'away' })
    if (kill === 'kill') await redis.start()
    else redis.resume()
    steps.releaseAll()
    for (const one of [stream, there]) {
      const reader = createReader(run)
      reader.keep(await one.all())
      expect(reader.text()).toBe(tokens.join(''))
      expect(reader.types()).not.toContain('restarted')
    }
    await expectWhole(b, conversation, run, tokens.join(''))
  }

  test('is killed mid-stream: no answer and no reader is lost', () => readAlong('kill'))
  test('stands still mid-stream: no answer and no reader is lost', () => readAlong('pause'))

  test('that is not there at the start keeps nobody from starting', async () => {
    const { redis, start } = await openCluster({ withRedis: true })
    await redis?.kill()
    const node = await start()
    expect((await node.client.ask(await node.client.conversation(), 'Hello')).status).toBe(200)
  })
})
