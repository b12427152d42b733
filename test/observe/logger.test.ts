import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createLogger, type Logger, type LogLevel } from '../../src/observe/logger.ts'

type Line = Record<string, unknown>

const record = (level: LogLevel): { log: Logger; lines: Line[] } => {
  const lines: Line[] = []
  const write = (line: string): void => {
    expect(line).toMatch(/^[^\n]+\n$/)
    lines.push(JSON.parse(line) as Line)
  }
  return { log: createLogger({ level, write }), lines }
}

describe('the log', () => {
  it('is one JSON object a line, of what is declared and nothing else', () => {
    const { log, lines } = record('info')
    log.info('request_received', { correlation_id: 'abc-123', method: 'GET', path: '/v1/runs?x=1' })
    expect(lines).toEqual([
      {
        level: 'info',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        event: 'request_received',
        correlation_id: 'abc-123',
        method: 'GET',
        path: '/v1/runs',
      },
    ])
  })

  it('names its levels as LOG_LEVEL does, in lower case', () => {
    const { log, lines } = record('debug')
    log.debug('a')
    log.info('b')
    log.warning('c')
    log.error('d')
    expect(lines.map((line) => line['level'])).toEqual(['debug', 'info', 'warning', 'error'])
  })

  it.each<[LogLevel, number]>([
    ['debug', 4],
    ['info', 3],
    ['warning', 2],
    ['error', 1],
  ])('at %s lets %i of the four levels through', (level, count) => {
    const { log, lines } = record(level)
    for (const one of ['debug', 'info', 'warning', 'error'] as const) log[one]('x')
    expect(lines).toHaveLength(count)
  })

  it('does not so much as look at what it will not write', () => {
    const { log } = record('warning')
    let looked = false
    const error = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        looked = true
        return 'x'
      },
    })
    log.info('x', { error })
    expect(looked).toBe(false)
    log.warning('x', { error })
    expect(looked).toBe(true)
  })

  it('gives a child what its parent knows, once, and not the other way round', () => {
    const { log, lines } = record('info')
    const child = log.child({ correlation_id: 'one', route: '/chat' }).child({ run_id: 'r' })
    child.info('x', { correlation_id: 'two' })
    log.info('y')
    expect(lines[0]).toMatchObject({ event: 'x', correlation_id: 'two', route: '/chat', run_id: 'r' })
    expect(lines[1]).not.toHaveProperty('correlation_id')
  })

  it('writes no secret and no text, whoever hands them over', () => {
    const { log, lines } = record('info')
    const slipped = { detail: 'sk-canary1', message: 'canary2', headers: { authorization: 'canary3' } }
    log.info('x', { ...slipped, error: new Error('Bearer canary4') })
    log.child(slipped).info('x')
    expect(JSON.stringify(lines)).not.toContain('canary')
  })

  it('shows a stack at debug only', () => {
    const stackAt = (level: LogLevel): unknown => {
      const { log, lines } = record(level)
      log.error('x', { error: new Error('y') })
      return (lines[0]?.['error'] as Line | undefined)?.['stack']
    }
    expect(stackAt('info')).toBeUndefined()
    expect(stackAt('debug')).toEqual(expect.arrayContaining([expect.stringMatching(/logger\.test/)]))
  })
})

describe('a process that logs to stdout', () => {
  const module = JSON.stringify(new URL('../../src/observe/logger.ts', import.meta.url).href)

  const linesOf = async (script: string): Promise<unknown[]> => {
    const program = `import { createLogger } from ${module}; const log = createLogger({ level: 'info' }); ${script}`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      maxBuffer: 64 * 1024 * 1024,
    }).catch((error: unknown) => error as { stdout: string })
    return stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { count?: number }).count)
  }

  const some = Array.from({ length: 5000 }, (_, count) => count)
  const writeSome = 'for (let count = 0; count < 5000; count += 1) log.info("x", { count });'

  it.each([
    ['ends of itself', ''],
    ['exits at once', 'process.exit(0)'],
    ['crashes', 'throw new Error("x")'],
    ['exits while it is writing', 'setImmediate(() => process.exit(0))'],
    ['flushes and is killed', 'await log.flush(); process.kill(process.pid, "SIGKILL")'],
  ])('loses no line and no order when it %s', async (_how, ending) => {
    expect(await linesOf(writeSome + ending)).toEqual(some)
  })

  it.each([
    ['ends of itself', ''],
    ['exits at once', 'process.exit(0)'],
  ])('may still log on its way out when it %s', async (_how, ending) => {
    const last = 'process.on("exit", () => log.info("x", { count: 5000 }));'
    expect(await linesOf(writeSome + last + ending)).toEqual([...some, 5000])
  })

  const obedient = `import { createLogger } from ${module}; const log = createLogger({ level: 'info' })
    process.stdin.on('data', async () => { log.info('x'); await log.flush(); log.info('y'); await log.flush(); log.info('z'); process.exit(3) })
    log.info('ready')`

  it('goes on when nobody reads its log any more', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', obedient], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.stdout.destroy()
    child.stdin.write('go')
    expect(await once(child, 'exit')).toEqual([3, null])
  })

  it('does not stand still when the reader of its log does', async () => {
    const program = `import { createLogger } from ${module}; const log = createLogger({ level: 'info' })
      const detail = 'x'.repeat(1000)
      const next = (round) => {
        for (let count = 0; count < 1000; count += 1) log.info('x', { detail })
        if (round > 20) process.stderr.write('done')
        else setImmediate(next, round + 1)
      }
      next(0)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] })
    expect(String(await once(child.stderr, 'data'))).toBe('done')
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  it.skipIf(!existsSync('/dev/full'))('goes on when the disk under its log is full', async () => {
    const full = await open('/dev/full', 'w')
    const child = spawn(process.execPath, ['--input-type=module', '-e', obedient], {
      stdio: ['pipe', full.fd, 'inherit'],
    })
    child.stdin?.write('go')
    expect(await once(child, 'exit')).toEqual([3, null])
    await full.close()
  })
})
