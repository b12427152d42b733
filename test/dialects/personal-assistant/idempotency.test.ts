import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'

const body = { message: 'Hi' }

function ask({ client }: TestServer, asked: unknown = body, key = 'k') {
  return client.call('POST', '/chat', {
    body: asked,
    headers: { 'idempotency-key': key, 'x-correlation-id': 'mine' },
  })
}

function openRuns(path: string): unknown[] {
  using database = new DatabaseSync(path, { readOnly: true })
  return database.prepare("SELECT id FROM runs WHERE ended_at IS NULL OR state IN ('queued', 'running')").all()
}

describe('SETTLED 6: an Idempotency-Key on /chat', () => {
  test('gets the same answer after its end, and costs nothing', async () => {
    await using server = await startTestServer()
    const [first, again] = [await ask(server), await ask(server, { message: 'Hi', unknown: 1 })]
    expect(first.text).toContain('{"content": " Hi", "sequence": 2, "is_final": false, "correlation_id": "mine"}')
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(server.model.requests).toHaveLength(1)
  })

  test('gets the same failure again, for it has been told', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500)
    const [first, again] = [await ask(server), await ask(server)]
    expect(first.text).toContain('"sequence": -1')
    expect(again.text).toBe(first.text)
    expect(server.model.requests).toHaveLength(1)
  })

  test('joins an answer that is being made, from its start', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const open = () => server.client.stream('POST', '/chat', { body, headers: { 'idempotency-key': 'k' } })
    const first = await open()
    steps.release()
    await first.untilText((text) => text !== '')
    const second = await open()
    await second.untilText((text) => text !== '')
    steps.releaseAll()
    await Promise.all([first.all(), second.all()])
    const contents = (text: string) => text.replaceAll(/"correlation_id": "[^"]*"/g, '')
    expect(contents(first.text())).toContain('{"content": " two", "sequence": 1, "is_final": false, }')
    expect(contents(second.text())).toBe(contents(first.text()))
    expect(server.model.requests).toHaveLength(1)
  })

  test('is refused with another body, and leaves the first answer alone', async () => {
    await using server = await startTestServer()
    const first = await ask(server)
    for (const other of [{ message: 'Ho' }, { message: 'Hi', max_tokens: 7 }, { message: 'Hi', model: 'gpt-4' }]) {
      const answer = await ask(server, other)
      expect(answer.status).toBe(409)
      expect(answer.json).toEqual({
        error: 'The Idempotency-Key was used before',
        detail: expect.stringMatching(/\.$/),
        correlation_id: 'mine',
      })
    }
    expect((await ask(server)).text).toBe(first.text)
    expect(server.model.requests).toHaveLength(1)
  })

  test('asks anew after its only reader has left: half an answer would pass for the whole', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' of it'])
    const first = await client.stream('POST', '/chat', { body, headers: { 'idempotency-key': 'k' } })
    steps.release()
    await first.untilText((text) => text !== '')
    first.leave()
    await model.requests[0]?.closed
    steps.releaseAll()
    model.reply('Whole')
    expect((await ask(server)).text).toBe(
      'data: {"content": "Whole", "sequence": 0, "is_final": false, "correlation_id": "mine"}\n\n' +
        'data: {"content": "", "sequence": 1, "is_final": true, "correlation_id": "mine"}\n\n',
    )
    expect(model.requests).toHaveLength(2)
  })

  test('must be of 1 to 255 characters', async () => {
    await using server = await startTestServer()
    expect((await ask(server, body, 'k'.repeat(255))).status).toBe(200)
    const refused = await ask(server, body, 'k'.repeat(256))
    expect([refused.status, refused.json.error]).toEqual([400, 'Validation error'])
    expect(refused.json.detail).toMatch(/^Field 'headers\.idempotency-key': /)
  })
})

describe('SETTLED 5: a restart', () => {
  test('keeps no answer, and says so to whoever comes back with its key', async () => {
    await using server = await startTestServer()
    await ask(server)
    await server.drain()
    await using next = await startTestServer({ path: server.path, fake: server.model })
    const again = await ask(next)
    expect(again.status).toBe(409)
    expect(again.json).toEqual({
      error: 'The answer is not kept any more',
      detail:
        'This Idempotency-Key came with this request before, and its answer is not kept any more. Use a new key to have it answered again.',
      correlation_id: 'mine',
    })
    expect((await ask(next, body, 'new')).status).toBe(200)
    expect(server.model.requests).toHaveLength(2)
  })

  test('ends what ran: its reader hears of it, nobody takes it up again, and its key asks anew', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const steps = model.stepped(['One', ' two'])
    const headers = { 'idempotency-key': 'k', 'x-correlation-id': 'mine' }
    const stream = await client.stream('POST', '/chat', { body, headers })
    steps.release()
    await stream.untilText((text) => text !== '')
    expect(openRuns(server.path)).toHaveLength(1)
    await server.drain()
    await stream.all()
    expect(stream.text()).toBe(
      'data: {"content": "One", "sequence": 0, "is_final": false, "correlation_id": "mine"}\n\n' +
        'data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": "mine", "error": "The server is going down before the answer is complete. Send the message again in a few seconds."}\n\n',
    )
    await model.requests[0]?.closed
    steps.releaseAll()
    await using next = await startTestServer({ path: server.path, fake: model })
    expect(openRuns(server.path)).toEqual([])
    expect((await ask(next)).status).toBe(200)
    expect(model.requests).toHaveLength(2)
  })

  test('S2-1: and finds nothing of what was said, for none of it was ever on the disk', async () => {
    await using server = await startTestServer()
    const onDisk = (): string => {
      const folder = dirname(server.path)
      return readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n')
    }
    server.model.reply('kanarienvogel-antwort')
    await ask(server, { message: 'kanarienvogel-frage' })
    const running = onDisk()
    await server.drain()
    for (const bytes of [running, onDisk()]) {
      expect(bytes.includes('personal-assistant')).toBe(true)
      expect(bytes.includes('kanarienvogel')).toBe(false)
    }
  })
})
