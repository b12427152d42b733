import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import type { McpServerChoice } from '../../src/config/mcp-servers.ts'
import type { Secret } from '../../src/config/secrets.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-mcp-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string, environment: Record<string, string> = {}) {
  const path = join(folder, 'mcp.json')
  await writeFile(path, content)
  return readEnv({ PATH: '/bin', ...environment, MCP_SERVERS_FILE: path })
}

const readServers = (mcpServers: unknown, environment?: Record<string, string>) =>
  read(JSON.stringify({ mcpServers }), environment)

/** With what it hides. */
const reveal = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, one: unknown) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
      return Object.fromEntries(
        Object.entries(one).map(([key, held]) => [key, isSecret(held) ? held.reveal() : shown(held)]),
      )
    }),
  )

const shown = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one: unknown) => (isSecret(one) ? one.reveal() : one)) : value

const isSecret = (value: unknown): value is Secret => typeof value === 'object' && value !== null && 'reveal' in value

const choicesOf = (settings: { mcpServers?: readonly McpServerChoice[] }): unknown => reveal(settings.mcpServers)

const usual = { approval: 'destructive', personas: ['personal-assistant'], callMs: 60_000 }

describe('MCP_SERVERS_FILE', () => {
  test('the documented file is taken as it stands', async () => {
    const page = await readFile(new URL('../../docs/tools.md', import.meta.url), 'utf8')
    const settings = await read(/```json\n(?<file>.*?)```/s.exec(page)?.groups?.['file'] ?? '', {
      HOME: '/home/ann',
      CRM_TOKEN: 'canary',
    })
    expect(settings.problems).toEqual([])
    expect(choicesOf(configFrom(settings))).toEqual([
      {
        ...usual,
        name: 'files',
        place: {
          kind: 'stdio',
          command: 'npx',
          args: ['-y', '@modelcontextprotocol/server-filesystem', '/srv/shared'],
          env: { PATH: '/bin', HOME: '/home/ann', NODE_ENV: 'production' },
          hidden: ['production'],
        },
        tools: ['read_text_file', 'list_directory', 'write_file'],
        approval: ['write_file'],
      },
      {
        ...usual,
        name: 'crm',
        place: {
          kind: 'http',
          url: 'https://crm.example.com/mcp',
          headers: { Authorization: 'Bearer canary' },
        },
        approval: 'always',
        personas: ['personal-assistant', 'tutor'],
        callMs: 20_000,
      },
    ])
  })

  test('what a file of another program says beside it does no harm', async () => {
    const text = JSON.stringify({
      theme: 'dark',
      mcpServers: { a: { type: 'stdio', command: 'a' }, b: { disabled: true } },
    })
    const settings = await read(`\ufeff${text}`)
    expect(settings.problems).toEqual([])
    expect(choicesOf(settings)).toEqual([
      { ...usual, name: 'a', place: { kind: 'stdio', command: 'a', args: [], env: { PATH: '/bin' }, hidden: [] } },
    ])
  })

  test('without it there is none', () => {
    expect(configFrom(readEnv({})).mcpServers).toEqual([])
  })

  test('values are taken from the environment wherever they may stand, once, and are told to nobody', async () => {
    const settings = await readServers(
      {
        a: { command: '${BIN}/run', args: ['--key=${KEY}'], env: { TOKEN: '${KEY}${KEY}' }, cwd: '${BIN}' },
        b: { url: 'http://b.example.com/${KEY}?k=${KEY}', headers: { 'X-Key': '${KEY}' } },
      },
      { BIN: '/opt/a', KEY: 'canary${BIN}' },
    )
    expect(settings.problems).toEqual([])
    expect(choicesOf(settings)).toMatchObject([
      {
        place: {
          command: '/opt/a/run',
          args: ['--key=canary${BIN}'],
          env: { TOKEN: 'canary${BIN}canary${BIN}' },
          cwd: '/opt/a',
        },
      },
      { place: { url: 'http://b.example.com/canary$%7BBIN%7D?k=canary${BIN}', headers: { 'X-Key': 'canary${BIN}' } } },
    ])
    expect(inspect(settings, { depth: Infinity }) + JSON.stringify(settings)).not.toContain('canary')
    expect(reveal(settings.mcpServers?.[0]?.place)).toMatchObject({
      hidden: expect.arrayContaining(['canary${BIN}', 'canary${BIN}canary${BIN}']) as string[],
    })
  })

  test('a secret may be in a file, as other secrets are', async () => {
    const path = join(folder, 'key')
    await writeFile(path, 'canary\n')
    const settings = await readServers({ a: { url: 'http://a', headers: { K: '${KEY}' } } }, { KEY_FILE: path })
    expect(choicesOf(settings)).toMatchObject([{ place: { headers: { K: 'canary' } } }])
  })

  test('a file that is not there is told by what the system says', () => {
    expect(readEnv({ MCP_SERVERS_FILE: join(folder, 'absent.json') }).problems).toEqual([
      'MCP_SERVERS_FILE names a file that cannot be read (ENOENT). Correct the path or its permissions.',
    ])
  })

  test.for(['', '{"mcpServers": {"canary"', 'canary: 1'])('%j is no JSON', async (content) => {
    expect((await read(content)).problems).toEqual(['MCP_SERVERS_FILE is not JSON. Make it an object with mcpServers.'])
  })

  test.for([null, [], 'canary', {}, { mcpServers: [] }, { mcpServers: null }, { servers: {} }])(
    '%j has no servers',
    async (document) => {
      expect((await read(JSON.stringify(document))).problems).toEqual([
        'MCP_SERVERS_FILE must be an object whose mcpServers has a server under each name, even if it has only one.',
      ])
    },
  )

  test('every mistake is told at once, with its place, and nothing of what is written there', async () => {
    const good = { command: 'canary' }
    const settings = await readServers(
      {
        'canary\n': good,
        two: {},
        three: { ...good, url: 'http://canary' },
        four: { url: 'ftp://canary' },
        five: { url: 'http://canary:canary@a' },
        six: { ...good, args: ['a', '${CANARY_ABSENT}', '${canary canary}', '${CANARY'], approval: 'canary' },
        seven: { ...good, env: { 'TOKEN=canary': 'canary' } },
        eight: { url: 'http://a', headers: { Host: 'canary' } },
        nine: { url: 'http://a', headers: { K: '${MULTI}' } },
        ten: { ...good, aproval: 'canary' },
        eleven: { ...good, type: 'sse' },
        twelve: { ...good, type: 'http' },
        thirteen: { ...good, timeoutSeconds: 0, personas: [], tools: 'canary' },
        fourteen: { url: 'http://a', cwd: 'canary' },
        fifteen: 'canary',
        sixteen: { ...good, env: { A: 'canary\0' } },
        fine: good,
      },
      { MULTI: 'canary\r\nX: canary' },
    )
    const places = settings.problems.map(
      (problem) => /^MCP_SERVERS_FILE has a mistake at \[mcpServers\](?<at>\S+): .+\.$/.exec(problem)?.groups?.['at'],
    )
    expect(places).toEqual([
      '[0]',
      '[two]',
      '[three]',
      '[four][url]',
      '[five][url]',
      '[six][args][1]',
      '[six][args][2]',
      '[six][args][3]',
      '[six][approval]',
      '[seven][env]',
      '[eight][headers]',
      '[nine][headers][K]',
      '[ten]',
      '[eleven][type]',
      '[twelve][type]',
      '[thirteen][tools]',
      '[thirteen][personas]',
      '[thirteen][timeoutSeconds]',
      '[fourteen]',
      '[fifteen]',
      '[sixteen][env][A]',
    ])
    expect(settings.problems.join('\n').replace('CANARY_ABSENT is not set', '')).not.toMatch(/canary/i)
    expect(settings.problems[5]).toContain('CANARY_ABSENT is not set in the environment')
    expect(settings.problems[12]).toContain('"aproval"')
  })

  test('a persona that there is not is warned of, and one of the file is not', async () => {
    const persona = { id: 'tutor', name: 'Tutor', systemPrompt: 'You teach.' }
    const path = join(folder, 'personas.json')
    await writeFile(path, JSON.stringify([persona]))
    const servers = { a: { command: 'a', personas: ['luma', 'tutor'] }, b: { command: 'b', personas: ['tutro'] } }
    const settings = await readServers(servers, { PERSONAS_FILE: path })
    expect(configFrom(settings).warnings.filter((warning) => warning.includes('MCP_SERVERS_FILE'))).toEqual([
      'MCP_SERVERS_FILE lets a persona use b that there is not. Correct its personas.',
    ])
  })
})
