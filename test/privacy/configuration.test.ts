import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createServer, type ServerOptions } from '../../src/create-server.ts'
import { temporaryFolder } from '../harness.ts'
import { openWorkplace } from '../process/workplace.ts'

/** What every value below holds that nobody is to be shown. */
const canary = 'kanarienvogel'

describe('DESIGN, Configuration: no value is shown', () => {
  test('in what createServer throws, however it is looked at', async () => {
    const wrong: ServerOptions[] = [
      { auth: { kinds: ['jwt'], jwksUrl: `${canary}, which is no address` } },
      { auth: { kinds: ['jwt'], jwksUrl: `https://me:${canary}@example.org/keys` } },
      { auth: { kinds: ['jwt'], jwksUrl: `ftp://example.org/keys?secret=${canary}` } },
      { auth: { kinds: ['jwt'], jwtSecret: canary, algorithms: ['RS256'] } },
      { auth: { kinds: ['jwt'], jwtSecret: canary, algorithms: [canary] } },
      { model: { baseUrl: `https://me:${canary}@example.org/v1`, apiKey: `${canary} two words` } },
      { model: { baseUrl: `https://example.org/v1?key=${canary}` } },
      { systemPrompt: `${canary}\0`, adminKey: canary },
      { personas: [{ id: 'One', name: canary, systemPrompt: canary, opener: '' }] },
      { trustProxy: [canary], adminKey: canary },
    ]
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'colloquy.db')
    for (const options of wrong) {
      const thrown = await createServer({ ...options, database: { path } }).catch((error: unknown) => error)
      expect(thrown).toBeInstanceOf(Error)
      const shown = [
        inspect(thrown, { depth: 9, showHidden: true }),
        JSON.stringify(thrown),
        String((thrown as Error).stack),
      ]
      expect(shown.join('\n')).not.toContain(canary)
    }
  })

  test('in what a process says that refuses to start', async () => {
    await using work = await openWorkplace()
    writeFileSync(join(work.folder, 'key'), `${canary} on\ntwo lines`)
    const values = {
      AUTH: `jwt,${canary}`,
      JWKS_URL: `https://me:${canary}@example.org/keys`,
      JWT_SECRET_KEY: `${canary} of two words`,
      JWT_ALGORITHM: canary,
      JWT_ISSUER: `${canary}\t`.repeat(30),
      ADMIN_KEY_FILE: join(work.folder, 'key'),
      OPENAI_API_KEY_FILE: join(work.folder, canary),
      CORS_ORIGINS: canary,
      TRUST_PROXY: canary,
      RATE_LIMIT_USER: canary,
      TOKEN_BUDGET_USER: canary,
    }
    const refused = work.spawn(values)
    expect(await refused.exited).toEqual({ code: 1, signal: null })
    for (const name of Object.keys(values)) expect(refused.stderr()).toContain(name.replace(/_FILE$/, ''))
    expect(refused.stdout() + refused.stderr()).not.toContain(canary)
  })

  test.each([
    ['that starts', { AUTH: 'jwt,keys' }, undefined],
    ['that warns', {}, 'configuration_warning'],
    ['that cannot open its database', { DATABASE_URL: 'file:./key' }, 'application_not_started'],
  ] as const)('in what a process says %s, at DEBUG', async (_what, env, event) => {
    await using work = await openWorkplace()
    writeFileSync(join(work.folder, 'key'), `${canary}-of-the-operator-in-a-file\n`)
    const started = work.spawn({
      LOG_LEVEL: 'DEBUG',
      JWT_SECRET_KEY: `${canary}-shared-secret-of-thirty-two-letters`,
      JWKS_URL: `https://127.0.0.1:9/keys?secret=${canary}`,
      ADMIN_KEY_FILE: './key',
      OPENAI_API_KEY: `sk-${canary}`,
      SYSTEM_PROMPT: `You know that ${canary} is a secret.`,
      ...env,
    })
    await started.line(event ?? 'application_started')
    if (event !== 'application_not_started') {
      await started.line('application_started')
      started.signal('SIGTERM')
    }
    await started.exited
    expect(started.lines.length).toBeGreaterThan(0)
    expect(started.stdout() + started.stderr()).not.toContain(canary)
  })
})
