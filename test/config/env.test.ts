import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { loadDotEnv, readEnv } from '../../src/config/env.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-env-'))
})
afterAll(() => rm(folder, { recursive: true }))

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('readEnv', () => {
  it('finds nothing in an empty environment', () => {
    expect(readEnv({})).toEqual({ problems: [], warnings: [] })
  })

  it('takes an empty or blank value for unset', () => {
    const blank = {
      PORT: '',
      HOST: ' ',
      OPENAI_API_KEY: '',
      OPENAI_API_KEY_FILE: '',
      DATABASE_URL: '',
      DEBUG: '',
      ALLOWED_MODELS: '',
    }
    expect(readEnv(blank)).toEqual({ problems: [], warnings: [] })
  })

  it('reads every variable into its type', () => {
    const { openaiApiKey, ...settings } = readEnv({
      HOST: '0.0.0.0',
      PORT: ' 0 ',
      DATABASE_URL: 'file:../talk.db',
      DURABILITY: 'FULL',
      OPENAI_API_KEY: 'sk-canary\n',
      OPENAI_BASE_URL: 'https://models.example/v1/',
      OPENAI_API: 'responses',
      OPENAI_MODEL: 'gpt-4.1',
      ALLOWED_MODELS: 'gpt-4, org/model:7b,,gpt-4',
      KEEPALIVE_SECONDS: '0.5',
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'Warning',
      DEBUG: 'Yes',
    })
    expect(openaiApiKey?.reveal()).toBe('sk-canary')
    expect(settings).toEqual({
      host: '0.0.0.0',
      port: 0,
      databasePath: '../talk.db',
      durability: 'full',
      openaiBaseUrl: 'https://models.example/v1',
      openaiApi: 'responses',
      openaiModel: 'gpt-4.1',
      allowedModels: ['gpt-4', 'org/model:7b'],
      keepaliveSeconds: 0.5,
      drainSeconds: 0,
      logLevel: 'warning',
      debug: true,
      problems: [],
      warnings: [],
    })
  })

  it('tells all problems at once, each by name, and shows no value', () => {
    const wrong = {
      HOST: 'http://canary',
      PORT: 'canary',
      DATABASE_URL: 'mysql://canary',
      DURABILITY: 'canary',
      OPENAI_API_KEY: 'canary\ncanary',
      OPENAI_BASE_URL: 'https://user:canary@host/v1',
      OPENAI_API: 'canary',
      OPENAI_MODEL: 'canary canary',
      ALLOWED_MODELS: 'canary canary',
      KEEPALIVE_SECONDS: 'canary',
      DRAIN_SECONDS: '-1canary',
      LOG_LEVEL: 'canary',
      DEBUG: 'canary',
    }
    const { problems, warnings } = readEnv(wrong)
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(wrong))
    expect(problems.join()).not.toContain('canary')
    expect(warnings).toEqual([])
  })

  it.each(['65536', '-1', '80.5', '0x50', '1e3', '8000 8001'])('refuses the port %s', (port) => {
    expect(readEnv({ PORT: port }).problems).toEqual([
      expect.stringMatching(/^PORT must be a whole number from 0 to 65535/),
    ])
  })

  it.each([
    ['true', true],
    ['1', true],
    ['YES', true],
    ['on', true],
    ['False', false],
    ['0', false],
    ['no', false],
    ['OFF', false],
  ])('reads %s as %s', (text, expected) => {
    expect(readEnv({ DEBUG: text }).debug).toBe(expected)
  })

  it('refuses a stream that is never kept alive, and one that is without pause', () => {
    expect(readEnv({ KEEPALIVE_SECONDS: '0' }).problems).toHaveLength(1)
    expect(readEnv({ KEEPALIVE_SECONDS: '86400' }).problems).toHaveLength(1)
  })

  it.each([
    'ftp://host/v1',
    'localhost:8080',
    'https://',
    'https://:canary@host',
    'https://host/v1?key=canary',
    'https://host/#x',
    'file:///etc',
  ])('refuses the model address %s', (url) => {
    expect(readEnv({ OPENAI_BASE_URL: url }).problems).toEqual([expect.stringMatching(/^OPENAI_BASE_URL must be/)])
  })

  it.each([
    ['file:./data/colloquy.db', './data/colloquy.db'],
    ['file:talk.db', 'talk.db'],
    ['file:/var/talk.db', '/var/talk.db'],
    ['file:///var/my%20talk.db', '/var/my talk.db'],
  ])('finds the database of %s', (url, path) => {
    expect(readEnv({ DATABASE_URL: url }).databasePath).toBe(path)
  })

  it.each([
    'file:',
    'file:./data/',
    'file::memory:',
    'file:x.db?mode=ro',
    './data/x.db',
    ':memory:',
    'file://elsewhere/x.db',
  ])('refuses the database %s', (url) => {
    expect(readEnv({ DATABASE_URL: url }).problems).toEqual([expect.stringMatching(/^DATABASE_URL must be file:/)])
  })

  it.each(['postgres://ann:canary@db.example.com:5432/talk', 'postgresql:///talk?host=/run/postgresql'])(
    'takes %s for Postgres, as a secret',
    (url) => {
      const settings = readEnv({ DATABASE_URL: url, REDIS_URL: 'rediss://:canary@cache.example.com:6380/2' })
      expect(settings).toMatchObject({ problems: [] })
      expect(settings.databasePath).toBeUndefined()
      expect(settings.databaseUrl?.reveal()).toBe(url)
      expect(settings.redisUrl?.reveal()).toBe('rediss://:canary@cache.example.com:6380/2')
      expect(JSON.stringify(settings)).not.toContain('canary')
    },
  )

  it('reads either address from a file, as other secrets', async () => {
    const path = await file('database', 'postgres://ann:canary@db/talk\n')
    expect(readEnv({ DATABASE_URL_FILE: path }).databaseUrl?.reveal()).toBe('postgres://ann:canary@db/talk')
  })

  it.each([
    [{ DATABASE_URL: 'postgres://ann:can#ary@db/talk' }, /^DATABASE_URL must be postgres:.*%40/],
    [{ DATABASE_URL: 'postgres://ann:can ary@[/talk' }, /^DATABASE_URL must be postgres:/],
    [{ DATABASE_URL: 'postgres://ann:/canary@db/talk' }, /^DATABASE_URL must be postgres:/],
    [{ DATABASE_URL: 'postgres://ann:7/canary@db' }, /^DATABASE_URL must be postgres:/],
    [{ DATABASE_URL: 'postgres://db/talk/canary' }, /^DATABASE_URL must be postgres:/],
    [{ DATABASE_URL: 'postgres://ann:7?canary@db/talk' }, /^DATABASE_URL must be postgres:/],
    [{ REDIS_URL: 'http://canary' }, /^REDIS_URL must be redis:/],
    [{ REDIS_URL: 'canary:6379' }, /^REDIS_URL must be redis:/],
    [{ REDIS_URL: 'redis://canary/talk' }, /^REDIS_URL must be redis:/],
  ])('refuses %j without showing it', (environment, problem) => {
    const { problems } = readEnv(environment)
    expect(problems).toEqual([expect.stringMatching(problem)])
    expect(problems.join()).not.toMatch(/can.?ary/)
  })
})

describe('a secret in the environment', () => {
  it('is not shown by printing the settings', () => {
    expect(JSON.stringify(readEnv({ OPENAI_API_KEY: 'sk-canary' }))).not.toContain('canary')
  })

  it('can come from a file, without its last line break', async () => {
    const path = await file('key', 'sk-canary\r\n')
    expect(readEnv({ OPENAI_API_KEY_FILE: path }).openaiApiKey?.reveal()).toBe('sk-canary')
  })

  it('is refused when it is given twice', async () => {
    const path = await file('second', 'sk-canary')
    const { problems, openaiApiKey } = readEnv({ OPENAI_API_KEY: 'sk-canary', OPENAI_API_KEY_FILE: path })
    expect(problems).toEqual([
      'OPENAI_API_KEY and OPENAI_API_KEY_FILE are both set, and only one can hold. Unset one of them.',
    ])
    expect(openaiApiKey).toBeUndefined()
  })

  it('is a problem, not a crash, when its file is missing, empty or a folder', async () => {
    const problemOf = (path: string): string => readEnv({ OPENAI_API_KEY_FILE: path }).problems.join()
    expect(problemOf(join(folder, 'canary'))).toMatch(
      /^OPENAI_API_KEY_FILE names a file that cannot be read \(ENOENT\)/,
    )
    expect(problemOf(join(folder, 'canary'))).not.toContain('canary')
    expect(problemOf(folder)).toMatch(/EISDIR/)
    expect(problemOf(await file('empty', '\n'))).toMatch(/^OPENAI_API_KEY_FILE names an empty file/)
  })

  it('counts as unset, with a warning, when it is the placeholder of a document', async () => {
    for (const environment of [
      { OPENAI_API_KEY: 'sk-your-key-here' },
      { OPENAI_API_KEY_FILE: await file('copied', 'your_openai_api_key_here\n') },
    ]) {
      const settings = readEnv(environment)
      expect(settings.openaiApiKey).toBeUndefined()
      expect(settings.warnings).toEqual([expect.stringMatching(/^OPENAI_API_KEY holds the placeholder/)])
      expect(configFrom(settings).model.kind).toBe('offline')
    }
  })
})

describe('loadDotEnv', () => {
  it('fills in what the environment leaves open, and overrides nothing, not even an empty value', async () => {
    const environment = { PORT: '1', OPENAI_API_KEY: '' }
    const path = await file('one.env', '\ufeffHOST=::1 # comment\nexport DEBUG="true"\nPORT=2\nOPENAI_API_KEY=canary\n')
    loadDotEnv(path, environment)
    expect(environment).toEqual({ PORT: '1', OPENAI_API_KEY: '', HOST: '::1', DEBUG: 'true' })
  })

  it('does without a file', () => {
    const environment = {}
    loadDotEnv(join(folder, 'none.env'), environment)
    expect(environment).toEqual({})
  })

  it('says what is wrong with a file that cannot be read', () => {
    expect(() => {
      loadDotEnv(folder, {})
    }).toThrow(/\.env cannot be read \(EISDIR\)/)
  })
})
