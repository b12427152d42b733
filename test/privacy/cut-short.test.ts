import { watch } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { openWorkplace, type Workplace } from '../process/workplace.ts'
import { as, withAuth } from '../tokens.ts'
import { scrubbed, tracesOnDisk } from './files.ts'
import { createVoice, tracesIn, type Voice } from './voice.ts'

const ann = createVoice('ann')
const bob = createVoice('bob')

/** Each with words of its own, so that the full-text index is as large as the texts. */
async function bring(client: Client, voice: Voice, count: number, size: number, headers = {}): Promise<void> {
  const messages = Array.from({ length: count }, (_, i) => ({ role: 'user', content: voice.long(`import ${i}`, size) }))
  const { status } = await client.call('POST', '/v1/conversations/import', { body: { messages }, headers })
  expect(status).toBe(201)
}

/** Resolves once fewer messages are left than there were; whoever is asked sees what is committed. */
async function untilFewer(work: Workplace): Promise<void> {
  using database = new DatabaseSync(work.database, { readOnly: true, timeout: 1_000 })
  const messages = database.prepare('SELECT count(*) AS n FROM messages')
  const all = messages.get()?.['n'] as number
  const { promise, resolve } = Promise.withResolvers<void>()
  const watcher = watch(work.folder, () => (messages.get()?.['n'] as number) < all && resolve())
  await promise
  watcher.close()
}

/** Between two transactions of a server in this very thread: to wait for it here would be to wait in vain. */
async function lock(database: DatabaseSync): Promise<void> {
  for (;;) {
    try {
      return database.exec('BEGIN IMMEDIATE')
    } catch {
      await nextTick()
    }
  }
}

async function next(path: string, { model }: Pick<TestServer, 'model'>): Promise<TestServer> {
  const server = await startTestServer({ path, fake: model })
  await scrubbed(server)
  return server
}

describe('SETTLED 8: the erasing of a person is cut short, and the next start finishes it', () => {
  test.each(['among the messages', 'after the answer'] as const)(
    'kill -9 %s leaves no word in any file',
    { timeout: 60_000 },
    async (when) => {
      await using work = await openWorkplace()
      const server = await work.start()
      const { client } = server
      await client.post('/api/chat', { user_id: 'bob', message: bob.long('message', 30_000) })
      await bring(client, ann, 1_500, 1_500)
      await client.post('/chat', { message: ann.text('message') }, { 'idempotency-key': ann.word('key') })
      const conversation = await client.conversation({ title: ann.text('title') })
      const answered = await client.ask(conversation, ann.text('question'))
      await client.post(`/v1/messages/${answered.json.message.id}/feedback`, {
        rating: 'up',
        comment: ann.text('comment'),
      })
      work.model.next(async (exchange) => {
        await exchange.token(ann.text('half an answer'))
        await exchange.stall()
      })
      const stream = await client.send(conversation, ann.text('last question'))
      await stream.until(({ type }) => type === 'delta')

      const fewer = untilFewer(work)
      const erased = client.call('DELETE', '/v1/me').catch(() => undefined)
      await (when === 'after the answer' ? erased : fewer)
      await server.kill()
      expect((await erased)?.status).toBe(when === 'after the answer' ? 200 : undefined)
      await stream.all().catch(() => {})

      await using after = await next(work.database, work)
      expect(tracesOnDisk(work.database, ann)).toEqual([])
      expect(tracesIn((await after.client.get('/v1/me/export')).text, ann)).toEqual([])
      expect((await after.client.get('/api/chat/history/bob')).text).toContain(bob.word('message'))
      await after.drain()
      expect(tracesOnDisk(work.database, ann)).toEqual([])
      expect(tracesOnDisk(work.database, bob)).not.toEqual([])
    },
  )

  test('a server that goes away in good order after its answer leaves no word either', async () => {
    await using server = await startTestServer(withAuth)
    const { client, path } = server
    const headers = await as('ann')
    await bring(client, bob, 60, 30_000, await as('bob'))
    await bring(client, ann, 3, 1_000, headers)
    await client.call('DELETE', '/v1/me', { headers })
    await server.drain()
    await using after = await next(path, server)
    expect((await after.client.get('/readyz')).status).toBe(200)
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect(tracesOnDisk(path, bob)).not.toEqual([])
  })

  test('what is deleted while the index is being merged is merged away as well', async () => {
    const carl = createVoice('carl')
    await using server = await startTestServer(withAuth)
    const { client, path } = server
    await bring(client, bob, 60, 30_000, await as('bob'))
    await bring(client, ann, 3, 1_000, await as('ann'))
    await bring(client, carl, 3, 1_000, await as('carl'))
    await client.call('DELETE', '/v1/me', { headers: await as('carl') })
    await server.drain()
    await using after = await startTestServer({ ...withAuth, path, fake: server.model })
    await after.client.call('DELETE', '/v1/me', { headers: await as('ann') })
    await scrubbed(after)
    expect(tracesOnDisk(path, carl)).toEqual([])
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect(tracesOnDisk(path, bob)).not.toEqual([])
  })
})

describe('SETTLED 8: others are at the database meanwhile', () => {
  test('a reader of another process holds the log back, and it is emptied when that has gone', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    await bring(client, ann, 20, 1_000)
    {
      using reader = new DatabaseSync(path, { readOnly: true })
      reader.exec('BEGIN')
      expect(reader.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 20 })
      await client.call('DELETE', '/v1/me')
      await scrubbed(server)
    }
    await scrubbed(server)
    expect(tracesOnDisk(path, ann)).toEqual([])
  })

  test('what an import has left that could not be finished is erased with its person', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    using other = new DatabaseSync(path, { timeout: 0 })
    const messages = Array.from({ length: 5_000 }, (_, i) => ({ role: 'user', content: ann.text(`import ${i}`) }))
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const some = other.prepare('SELECT 1 FROM messages LIMIT 1')
    const watcher = watch(`${path}-wal`, () => some.get() && resolve())
    const imported = client.post('/v1/conversations/import', { title: ann.text('title'), messages })
    await begun
    watcher.close()
    await lock(other)
    expect((await imported).status).toBe(503)
    other.exec('ROLLBACK')
    expect(tracesOnDisk(path, ann)).not.toEqual([])
    await client.call('DELETE', '/v1/me')
    await scrubbed(server)
    expect(tracesOnDisk(path, ann)).toEqual([])
  })
})
