import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { messagesOf } from './check-record.ts'
import { ready } from './server-process.ts'
import { openWorkplace } from './workplace.ts'

const refusal =
  /^Cannot start: another process serves the database \S+\. Stop it first, or set DATABASE_URL to another file\.\n$/

describe('SETTLED 12, LESSONS 36: one process owns a SQLite file', () => {
  test('a second start is refused in one sentence, and the first notices nothing', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Still ', 'here'])
    const first = await work.start()
    const stream = await first.client.send(await first.client.conversation(), 'Hello')
    steps.release(1)
    await stream.until(({ type }) => type === 'delta')
    const second = work.spawn()
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.stderr()).toMatch(refusal)
    expect(second.lines.map(({ event }) => event)).toEqual(['application_not_started'])
    steps.releaseAll()
    expect((await stream.all()).at(-1)?.type).toBe('completed')
    expect(work.model.requests).toHaveLength(1)
  })

  test('another name of the same file is the same file', async () => {
    await using work = await openWorkplace()
    await work.start()
    symlinkSync(work.database, join(work.folder, 'alias.db'))
    const second = work.spawn({ DATABASE_URL: 'file:./alias.db' })
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.stderr()).toMatch(refusal)
  })

  test('a second start waits while the first drains, and then serves what it left', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Nearly ', 'done'])
    const first = await work.start()
    const conversation = await first.client.conversation()
    const stream = await first.client.send(conversation, 'Hello')
    steps.release(1)
    await stream.until(({ type }) => type === 'delta')
    first.signal('SIGTERM')
    await first.line('application_draining')
    // Its warning is the last that a start says before it looks at the database.
    const second = work.spawn({ OPENAI_API_KEY: 'your_openai_api_key_here' })
    await second.line('configuration_warning')
    expect((await first.client.get('/readyz')).status).toBe(503)
    steps.releaseAll()
    expect((await stream.all()).at(-1)?.type).toBe('completed')
    expect(await first.exited).toEqual({ code: 0, signal: null })
    const next = await ready(second)
    expect(await messagesOf(next.client, conversation)).toMatchObject([
      {},
      { content: 'Nearly done', status: 'completed' },
    ])
    expect(second.stderr()).toBe('')
  })

  test('a killed process leaves the file free, its lock file notwithstanding', async () => {
    await using work = await openWorkplace()
    const first = await work.start()
    await first.kill()
    expect(existsSync(`${work.database}.lock`)).toBe(true)
    const second = await work.start()
    expect((await second.client.get('/readyz')).status).toBe(200)
  })

  test('a process killed while it drained does not keep the next one waiting', async () => {
    await using work = await openWorkplace()
    work.model.next((exchange) => exchange.stall())
    const first = await work.start()
    const { json: run } = await first.client.sendAsync(await first.client.conversation(), 'Hello')
    await work.model.waitForRequest(1)
    first.signal('SIGTERM')
    await first.line('application_draining')
    await first.kill()
    const second = await work.start()
    await (await second.client.events(run.id)).all()
    expect((await second.client.get(`/v1/runs/${run.id}`)).json).toMatchObject({ state: 'completed', attempt: 2 })
  })
})
