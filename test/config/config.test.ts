import { describe, expect, it } from 'vitest'
import { ConfigError, configFrom, createConfig, type Settings } from '../../src/config/config.ts'
import { createSecret } from '../../src/config/secrets.ts'
import { scrubText } from '../../src/observe/scrub-text.ts'

const settings = (values: Partial<Settings> = {}): Settings => ({ problems: [], warnings: [], ...values })

describe('createConfig', () => {
  it('needs nothing, and listens on this machine only, with the offline model', () => {
    expect(createConfig()).toMatchObject({
      host: 'localhost',
      port: 8000,
      database: { path: './data/colloquy.db', durability: 'normal' },
      model: { kind: 'offline' },
      defaultModel: undefined,
      keepaliveMs: 15_000,
      drainMs: 25_000,
      logLevel: 'info',
    })
  })

  it('keeps the neighbours of the one value that a test changes', () => {
    const config = createConfig({ port: 0, timeouts: { gapMs: 50 }, limits: { jsonDepth: 8 } })
    expect(config.port).toBe(0)
    expect(config.timeouts).toEqual({ connectMs: 10_000, headersMs: 60_000, gapMs: 50, runMs: 600_000 })
    expect(config.limits).toEqual({ ...createConfig().limits, jsonDepth: 8 })
    expect(createConfig().timeouts.gapMs).toBe(60_000)
  })
})

describe('configFrom', () => {
  it('throws every problem at once', () => {
    const attempt = (): unknown => configFrom(settings({ problems: ['PORT is wrong.', 'HOST is wrong.'] }))
    expect(attempt).toThrow(ConfigError)
    expect(attempt).toThrow(/PORT is wrong\.\n- HOST is wrong\./)
  })

  it('sends a key without an address to OpenAI', () => {
    const apiKey = createSecret('k')
    expect(configFrom(settings({ openaiApiKey: apiKey })).model).toEqual({
      kind: 'openai',
      api: 'chat',
      baseUrl: 'https://api.openai.com/v1',
      apiKey,
    })
  })

  it('uses a server that needs no key', () => {
    const { model, warnings } = configFrom(
      settings({ openaiBaseUrl: 'http://localhost:11434/v1', openaiApi: 'responses' }),
    )
    expect(model).toEqual({ kind: 'openai', api: 'responses', baseUrl: 'http://localhost:11434/v1' })
    expect(warnings).toEqual([])
  })

  it('says that a key is required, and goes on offline', () => {
    const { model, warnings } = configFrom(settings())
    expect(model).toEqual({ kind: 'offline' })
    expect(warnings).toEqual([expect.stringContaining('OPENAI_API_KEY is required')])
  })

  it('names the risk of listening for others without authentication', () => {
    const warningsAt = (host: string): readonly string[] =>
      configFrom(settings({ host, openaiApiKey: createSecret('k') })).warnings
    expect(warningsAt('0.0.0.0')).toEqual([expect.stringContaining('authentication is off')])
    expect(warningsAt('127.0.0.1')).toEqual([])
  })

  it('hands on the warnings of the environment', () => {
    expect(configFrom(settings({ warnings: ['mind the gap'] })).warnings[0]).toBe('mind the gap')
  })

  it('lets LOG_LEVEL win over DEBUG', () => {
    expect(configFrom(settings({ debug: true })).logLevel).toBe('debug')
    expect(configFrom(settings({ debug: true, logLevel: 'error' })).logLevel).toBe('error')
    expect(configFrom(settings({ debug: false })).logLevel).toBe('info')
  })

  it('writes warnings that the log does not mangle', () => {
    const { warnings } = configFrom(settings({ host: '::' }))
    expect(warnings).toHaveLength(2)
    expect(warnings.map(scrubText)).toEqual(warnings)
  })

  it('turns seconds into milliseconds', () => {
    expect(configFrom(settings({ keepaliveSeconds: 0.25, drainSeconds: 0 }))).toMatchObject({
      keepaliveMs: 250,
      drainMs: 0,
    })
  })
})
