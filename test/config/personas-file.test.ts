import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { openWorkplace } from '../process/workplace.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-personas-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string): Promise<ReturnType<typeof readEnv>> {
  const path = join(folder, 'personas.json')
  await writeFile(path, content)
  return readEnv({ PERSONAS_FILE: path })
}

const problemsOf = async (list: unknown): Promise<readonly string[]> => (await read(JSON.stringify(list))).problems

const plain = { id: 'plain', name: 'Plain', systemPrompt: 'canary' }

describe('PERSONAS_FILE', () => {
  test('the documented file is taken as it stands', async () => {
    const page = await readFile(new URL('../../docs/personas.md', import.meta.url), 'utf8')
    const settings = await read(/```json\n(?<file>.*?)```/s.exec(page)?.groups?.['file'] ?? '')
    expect(settings.problems).toEqual([])
    expect(configFrom(settings).personas).toEqual([
      {
        id: 'tutor',
        name: 'Tutor',
        description: 'Asks more than it tells.',
        systemPrompt: 'You are a patient tutor.\nLead the learner to the answer with one question at a time.',
        therapy: false,
        opener: 'What would you like to understand today?',
        parameters: { model: 'gpt-4', temperature: 0.4, maxTokens: 600, frequencyPenalty: 0.2, presencePenalty: 0 },
      },
      {
        id: 'editor',
        name: 'Editor',
        description: '',
        systemPrompt: 'You correct what you are given, and say why in one sentence.',
        parameters: {},
      },
    ])
  })

  test('an editor that begins it with a byte order mark does no harm', async () => {
    expect((await read(`\ufeff${JSON.stringify([plain])}`)).personas).toEqual([
      { ...plain, description: '', parameters: {} },
    ])
  })

  test('a file that is not there is told by what the system says', () => {
    expect(readEnv({ PERSONAS_FILE: join(folder, 'absent.json') }).problems).toEqual([
      'PERSONAS_FILE names a file that cannot be read (ENOENT). Correct the path or its permissions.',
    ])
    expect(readEnv({ PERSONAS_FILE: folder }).problems).toEqual([
      'PERSONAS_FILE names a file that cannot be read (EISDIR). Correct the path or its permissions.',
    ])
  })

  test.for(['', '[{"id": "plain", "systemPrompt": "canary"', '- id: canary'])('%j is no JSON', async (content) => {
    expect((await read(content)).problems).toEqual(['PERSONAS_FILE is not JSON. Make it a list of personas.'])
  })

  test.for([plain, null, 'canary', { personas: [plain] }])('%j is no list', async (document) => {
    expect(await problemsOf(document)).toEqual(['PERSONAS_FILE must be a list of personas, even if it has only one.'])
  })

  test('every mistake is told at once, with its place, and nothing of what is written there', async () => {
    const problems = await problemsOf([
      { ...plain, id: 'Canary One' },
      { id: 'two', name: 'canary', systemPrompt: '' },
      { ...plain, id: 'three', parameters: { temperature: 3, maxTokens: 0.5, presencePenalty: 'canary' } },
      { ...plain, id: 'four', systemPrompt: 'canary\0' },
      { ...plain, id: 'five', opener: 'canary \ud800' },
      { ...plain, id: 'six', prompt: 'canary' },
      'canary',
      plain,
      plain,
    ])
    const places = problems.map((problem) => /^PERSONAS_FILE has a mistake at (?<at>\S+): .+\.$/.exec(problem)?.groups)
    expect(places.map((found) => found?.['at'])).toEqual([
      '[0][id]',
      '[1][systemPrompt]',
      '[2][parameters][temperature]',
      '[2][parameters][maxTokens]',
      '[2][parameters][presencePenalty]',
      '[3][systemPrompt]',
      '[4][opener]',
      '[5]',
      '[6]',
      '[8][id]',
    ])
    expect(problems.join('\n')).not.toMatch(/canary/i)
    expect(problems[7]).toContain('"prompt"')
  })

  test.for([
    ['twice', [plain, plain], '[1][id]: another persona has the id "plain" already. Choose another.'],
    ['built in', [{ ...plain, id: 'luma' }], '[0][id]: a built-in persona has the id "luma" already. Choose another.'],
  ] as const)('an id that is there already (%s) stops the start with one sentence', async ([, list, sentence]) => {
    await using work = await openWorkplace()
    await writeFile(join(work.folder, 'personas.json'), JSON.stringify(list))
    const started = work.spawn({ PERSONAS_FILE: './personas.json' })
    expect(await started.exited).toEqual({ code: 1, signal: null })
    expect(started.stderr()).toBe(`The configuration cannot be used:\n- PERSONAS_FILE has a mistake at ${sentence}\n`)
    expect(started.stdout()).toBe('')
  })

  test('a persona of the file answers', async () => {
    await using work = await openWorkplace()
    await writeFile(join(work.folder, 'personas.json'), JSON.stringify([{ ...plain, systemPrompt: 'You are plain.' }]))
    const { client } = await work.start({ PERSONAS_FILE: './personas.json' })
    await client.ask(await client.conversation({ persona: 'plain' }), 'Hello')
    expect((await work.model.waitForRequest(1)).body.messages?.[0]).toEqual({
      role: 'system',
      content: 'You are plain.',
    })
  })
})
