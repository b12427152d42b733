import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { curl, python } from '../documents/tools.ts'
import { startTestServer } from '../harness.ts'
import { startMeanProxy } from '../packages/mean-proxy.ts'

const examples = join(import.meta.dirname, '../../examples')
const directly = { no_proxy: '*', NO_PROXY: '*', PYTHONIOENCODING: 'utf-8', PYTHONUNBUFFERED: '1' }

function start(command: string, ...args: string[]) {
  const child = spawn(command, args, { env: { ...process.env, ...directly }, stdio: ['pipe', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await closed
  })
  const said = Promise.all([textOf(child.stdout), textOf(child.stderr)])
  return {
    child,
    async finished() {
      child.stdin.end()
      const [[stdout, stderr], [code]] = await Promise.all([said, closed as Promise<[number | null]>])
      return { stdout, stderr, code }
    },
  }
}

const long = 'The Danube rises in the Black Forest and reaches the sea two thousand miles on'

describe.runIf(curl.usable)(`examples/curl.sh${curl.missing}`, () => {
  test('takes an answer up where it broke off, and never has it written twice', async () => {
    await using server = await startTestServer()
    server.model.reply(long)
    const { stdout, stderr, code } = await start(
      'bash',
      join(examples, 'curl.sh'),
      server.url,
      'Say "hi" \\ now',
    ).finished()
    expect([code, stderr]).toEqual([0, ''])
    const [streamed = '', whole = ''] = stdout.split('--- the same again, whole\n')
    const ids = [...streamed.matchAll(/^id: (.*)$/gm)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const told = [...streamed.matchAll(/^event: delta\ndata: (.*)$/gm)].map(([, data = '']) => JSON.parse(data).text)
    expect(told.join('')).toBe(long)
    expect(JSON.parse(whole).message.content).toBe(long)
    expect(server.model.requests).toHaveLength(1)
    expect(server.model.requests[0]?.body.messages?.at(-1)?.content).toBe('Say "hi" \\ now')
  })

  test('says what is wrong where there is no server', async () => {
    const { stderr, code } = await start('bash', join(examples, 'curl.sh'), 'http://127.0.0.1:9').finished()
    expect(code).not.toBe(0)
    expect(stderr).toContain('127.0.0.1')
  })
})

describe.runIf(python.usable)(`examples/chat.py${python.missing}`, () => {
  test('tells an answer once and whole through connections that break', async () => {
    await using server = await startTestServer()
    await using proxy = await startMeanProxy(server.url)
    let cuts = 0
    proxy.manner = ({ headers }) =>
      headers.accept === 'text/event-stream' || headers['last-event-id'] !== undefined
        ? cuts++ < 4
          ? { after: 150 * cuts + 37, ending: 'reset' }
          : {}
        : {}
    server.model.reply(long)
    const client = start('python3', join(examples, 'chat.py'), proxy.url)
    client.child.stdin.write('Tell me of a river\n')
    const { stdout, stderr, code } = await client.finished()
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`> ${long}\n`)
    expect(cuts).toBeGreaterThan(3)
    expect(server.model.requests).toHaveLength(1)
  })

  test('repeats the server’s own sentence where it is refused', async () => {
    await using server = await startTestServer()
    const client = start('python3', join(examples, 'chat.py'), server.url)
    client.child.stdin.write(`${'x'.repeat(32_001)}\n`)
    const { stderr, code } = await client.finished()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The request is not valid\. /)
  })

  test('says what to do where there is no server', async () => {
    const { stderr, code } = await start('python3', join(examples, 'chat.py'), 'http://127.0.0.1:9').finished()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^There is nobody at http:\/\/127\.0\.0\.1:9 .*Start the server/)
  })
})
