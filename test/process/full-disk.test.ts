import { describe, expect, onTestFinished, test } from 'vitest'
import { messagesOf } from './check-record.ts'
import { canLimit, canMount, type Disk, forbiddenDisk, smallDisk } from './disks.ts'
import { createReader, runOf } from './reader.ts'
import { openWorkplace } from './workplace.ts'

const disks = [
  { what: 'a full disk', open: smallDisk, works: canMount, needs: 'needs the right to mount' },
  { what: 'a disk that takes no more bytes', open: forbiddenDisk, works: canLimit, needs: 'needs prlimit' },
]

/** A test that timed out never leaves its scope, so the disk is put away after it too. */
function prepare(open: () => Disk): Disk {
  const disk = open()
  onTestFinished(() => disk[Symbol.dispose]())
  return disk
}

describe.for(disks)('LESSONS 35, SETTLED 21: $what', ({ open, works, needs }) => {
  test('what cannot be stored is not accepted, what runs is kept, and there is service again when there is room', async ({
    skip,
  }) => {
    if (!works) skip(needs)
    using disk = prepare(open)
    await using work = await openWorkplace(disk.folder)
    const server = await work.start()
    const { client } = server
    const conversation = await client.conversation()
    const other = await client.conversation()
    const steps = work.model.stepped(['Kept ', 'in ', 'mind'])
    const stream = await client.send(conversation, 'Hello')
    const reader = createReader(runOf(stream))
    steps.release(1)
    await work.untilStored(runOf(stream), 'Kept ')
    expect((await client.get('/readyz')).status).toBe(200)

    await disk.fill(server, work.database)
    expect(await client.get('/readyz')).toMatchObject({
      status: 503,
      json: { missing: ['database'] },
      headers: { 'retry-after': '5' },
    })
    expect((await client.get('/healthz')).status).toBe(200)
    const key = { 'idempotency-key': 'the-same' }
    for (const ask of [client.ask, client.sendAsync]) {
      const refused = await ask(other, 'Me too', {}, key)
      expect(refused).toMatchObject({
        status: 503,
        json: { code: 'store_unavailable' },
        headers: { 'retry-after': '5' },
      })
      expect(refused.headers['x-should-retry']).toBeUndefined()
    }
    expect((await client.post('/v1/conversations', {})).status).toBe(503)
    expect(await messagesOf(client, other)).toEqual([])
    steps.releaseAll()
    await stream.until(({ data }) => data.text === 'mind')
    await server.line('engine_problem')
    expect(stream.events().at(-1)?.type).toBe('delta')
    expect((await client.get(`/v1/runs/${runOf(stream)}`)).json.state).toBe('running')

    disk.free(server)
    reader.keep(await stream.all())
    expect(reader.types().at(-1)).toBe('completed')
    expect(reader.text()).toBe('Kept in mind')
    expect((await client.get('/readyz')).status).toBe(200)
    const accepted = await client.ask(other, 'Me too', {}, key)
    expect(accepted).toMatchObject({ status: 200, json: { message: { content: 'You said: Me too' } } })
    await server.kill()
    const next = await work.start()
    expect(await messagesOf(next.client, conversation)).toMatchObject([
      { content: 'Hello' },
      { content: 'Kept in mind', status: 'completed' },
    ])
    expect(await messagesOf(next.client, other)).toHaveLength(2)
    const again = createReader(runOf(stream))
    await again.readOn(next.client)
    expect(again.seen).toEqual(reader.seen)
  })

  test('a stop signal in the meantime loses nothing: what runs is written when there is room', async ({ skip }) => {
    if (!works) skip(needs)
    using disk = prepare(open)
    await using work = await openWorkplace(disk.folder)
    const server = await work.start()
    const conversation = await server.client.conversation()
    const steps = work.model.stepped(['Kept ', 'in mind'])
    const stream = await server.client.send(conversation, 'Hello')
    steps.release(1)
    await work.untilStored(runOf(stream), 'Kept ')
    await disk.fill(server, work.database)
    server.signal('SIGTERM')
    await server.line('application_draining')
    steps.releaseAll()
    await server.line('engine_problem')
    expect((await server.client.get('/readyz')).json.missing).toEqual(['draining', 'database'])
    disk.free(server)
    expect((await stream.all()).at(-1)?.type).toBe('completed')
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })
})

test('LESSONS 35: a start on a full disk is refused with the reason, and works when there is room', async ({
  skip,
}) => {
  if (!canMount) skip('needs the right to mount')
  using disk = prepare(smallDisk)
  await using work = await openWorkplace(disk.folder)
  const server = await work.start()
  const conversation = await server.client.conversation()
  await disk.fill(server, work.database)
  await server.kill()
  const refused = work.spawn()
  expect(await refused.exited).toEqual({ code: 1, signal: null })
  expect(refused.stderr()).toMatch(/^Cannot open the database \S+: the disk is full\. [^\n]+\n$/)
  disk.free(server)
  const next = await work.start()
  expect((await next.client.get(`/v1/conversations/${conversation}`)).status).toBe(200)
})
