import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { foldEvents } from '../client.ts'
import { messagesOf } from './check-record.ts'
import { ready } from './server-process.ts'
import { openWorkplace } from './workplace.ts'

const refused = { code: 1, signal: null }

describe('DESIGN, Configuration: a start that cannot work says why', () => {
  test('every problem is told at once, and no value is', async () => {
    await using work = await openWorkplace()
    const values = {
      PORT: 'seventy',
      DRAIN_SECONDS: '-1',
      LOG_LEVEL: 'loud',
      OPENAI_BASE_URL: 'http://me:hunter2@example.org',
    }
    const started = work.spawn({
      ...values,
      DATABASE_URL: 'postgres://me:hunter2@[/db',
      OPENAI_API_KEY: 'sk-two words',
    })
    expect(await started.exited).toEqual(refused)
    for (const name of [...Object.keys(values), 'DATABASE_URL', 'OPENAI_API_KEY'])
      expect(started.stderr()).toContain(`\n- ${name} `)
    for (const value of ['seventy', '-1', 'loud', 'hunter2', 'two words'])
      expect(started.stderr() + started.stdout()).not.toContain(value)
    expect(started.stdout()).toBe('')
  })

  test('a Redis beside a SQLite file is refused: one process serves that, and has nobody to talk to', async () => {
    await using work = await openWorkplace()
    const started = work.spawn({ REDIS_URL: 'redis://:hunter2@127.0.0.1:1' })
    expect(await started.exited).toEqual(refused)
    expect(started.stderr()).toMatch(
      /^REDIS_URL is set, [^\n]*Unset it, or set DATABASE_URL to the address of a Postgres\.\n$/,
    )
    expect(started.stderr() + started.stdout()).not.toContain('hunter2')
  })

  test('a Postgres that is not there yet is waited for, as long as nobody wants the process to end', async () => {
    await using work = await openWorkplace()
    const started = work.spawn({ DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/db' })
    expect(await started.line('engine_problem')).toMatchObject({ reason: 'database' })
    started.signal('SIGTERM')
    expect(await started.exited).toEqual({ code: 0, signal: null })
    expect(started.stderr() + started.stdout()).not.toContain('hunter2')
  })

  test.for(['/hunter2', '7/hunter2', '7/8/hunter2', '7?hunter2', '7#hunter2', 'seven/hunter2'])(
    'a password that holds what belongs into addresses, as %s, is neither taken for a database nor shown',
    async (password) => {
      await using work = await openWorkplace()
      const started = work.spawn({ DATABASE_URL: `postgres://me:${password}@127.0.0.1:1/db` })
      expect(await started.exited).toEqual(refused)
      expect(started.stderr()).toMatch(/^- DATABASE_URL must be postgres:.*signs such as @ and \/ written as %40/m)
      expect(started.stderr() + started.stdout()).not.toContain('hunter2')
    },
  )

  test('S3-7: a port that is taken is named', async () => {
    await using work = await openWorkplace()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => {
      other.once('listening', resolve)
    })
    const { port } = other.address() as AddressInfo
    const started = work.spawn({ PORT: String(port) })
    expect(await started.exited).toEqual(refused)
    expect(started.stderr()).toBe(
      `Cannot listen on 127.0.0.1:${port}: something else does already. Stop it, or set PORT to another number.\n`,
    )
    other.close()
  })

  test.for([
    ['a file that is no database', 'notes.db'],
    ['a folder that cannot be made', 'notes.db/below/colloquy.db'],
  ])('%s is refused in one sentence without a stack', async ([, name]) => {
    await using work = await openWorkplace()
    writeFileSync(join(work.folder, 'notes.db'), 'Not a database, but a page of notes.\n'.repeat(100))
    const started = work.spawn({ DATABASE_URL: `file:./${name}` })
    expect(await started.exited).toEqual(refused)
    expect(started.stderr()).toMatch(/^Cannot .*DATABASE_URL[^\n]*\.\n$/)
    expect(started.stderr()).not.toContain('    at ')
  })
})

describe('npm start', () => {
  test('says that it has started, and where it listens', async () => {
    await using work = await openWorkplace()
    const server = await work.start({ OPENAI_API_KEY: 'sk-canary-7d1f' })
    expect(await server.line('application_started')).toMatchObject({
      level: 'info',
      detail: `Listening on ${server.url}`,
      model: 'openai',
    })
    expect((await server.client.get('/health')).json).not.toHaveProperty('checks')
    const stream = await server.client.send(await server.client.conversation(), 'Hello')
    expect(foldEvents(await stream.all())).toBe('You said: Hello')
    expect((await work.model.waitForRequest(1)).headers.authorization).toBe('Bearer sk-canary-7d1f')
    expect(server.stdout() + server.stderr()).not.toContain('canary')
  })

  test('reads .env where it is started, and the environment wins', async () => {
    await using work = await openWorkplace()
    writeFileSync(join(work.folder, '.env'), 'OPENAI_MODEL=from-dotenv\nDATABASE_URL=file:./not-this-one.db\n')
    const server = await work.start()
    await (await server.client.send(await server.client.conversation(), 'Hello')).all()
    expect((await work.model.waitForRequest(1)).body.model).toBe('from-dotenv')
    expect(existsSync(work.database)).toBe(true)
    expect(existsSync(join(work.folder, 'not-this-one.db'))).toBe(false)
  })

  test('S2-7, SETTLED 15 and 16: without any key it says what is missing, and its own model answers', async () => {
    await using work = await openWorkplace()
    const server = await work.start({ OPENAI_BASE_URL: '' })
    const warning = await server.line('configuration_warning')
    expect(warning.level).toBe('warning')
    expect(warning.detail).toContain('OPENAI_API_KEY is required')
    expect((await server.line('application_started')).model).toBe('offline')
    expect((await server.client.get('/health')).json).toMatchObject({ status: 'healthy', checks: { model: 'offline' } })
    const conversation = await server.client.conversation()
    const stream = await server.client.send(conversation, 'My sister never calls me.')
    await stream.until(({ type }) => type === 'delta')
    await server.kill()
    const next = await ready(work.spawn({ OPENAI_BASE_URL: '' }))
    const events = await (await next.client.events(String(stream.headers['x-run-id']))).all()
    expect(events.at(-1)?.type).toBe('completed')
    const [, answer] = await messagesOf(next.client, conversation)
    expect(answer?.content).toBe(foldEvents(events))
    expect(answer?.content).not.toBe('')
    expect(work.model.requests).toHaveLength(0)
  })
})
