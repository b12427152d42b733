import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createClient } from '../client.ts'
import { startFakeModel } from '../fake-model.ts'
import { checkout, type InstalledPackage, installPackage } from './installed-package.ts'

const run = promisify(execFile)

let installed: InstalledPackage
const stack = new DisposableStack()

beforeAll(async () => {
  installed = stack.use(await installPackage())
}, 120_000)
afterAll(() => stack.dispose())

/** The program that the page shows. */
const documented = (): string =>
  /```ts\n(?<code>.*?)```/s.exec(readFileSync(join(checkout, 'docs/embed.md'), 'utf8'))?.groups?.['code'] ?? ''

function programOf(name: string, code: string): string {
  const folder = join(installed.project, name)
  mkdirSync(folder)
  const path = join(folder, 'program.ts')
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  writeFileSync(path, code)
  return path
}

function endWithTest(child: ChildProcess): void {
  const gone = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await gone
  })
}

/** Serves, and does what it is told by its parent. */
const obedient = `
  import { createServer } from 'colloquy'
  const server = await createServer({
    port: 0,
    model: { baseUrl: process.argv[2] ?? '', apiKey: 'sk-canary' },
    database: { path: './nested/own.db' },
  })
  process.on('message', async (message: { persona: string; prompt: string } | 'close') => {
    if (message !== 'close') server.setSystemPrompt(message.persona, message.prompt)
    else await server.close()
    process.send?.('done')
    if (message === 'close') process.disconnect()
  })
  process.send?.(server.url)
`

const misused = `
  import { createServer, type Model, type Persona, type ServerOptions } from 'colloquy'
  // @ts-expect-error -- a port is a number
  const port: ServerOptions = { port: '8000' }
  // @ts-expect-error -- there is no such option
  const unknown: ServerOptions = { prot: 8000 }
  // @ts-expect-error -- a model answers with a promise of its end
  const model: Model = { stream: () => 'Hello' }
  // @ts-expect-error -- a persona has a prompt
  const persona: Persona = { id: 'x', name: 'X', description: '', parameters: {} }
  const server = await createServer({ model: 'offline', log: (line) => void line.length })
  // @ts-expect-error -- a persona is named
  server.setSystemPrompt('You are brief.')
  export { model, persona, port, unknown }
`

const strict = {
  compilerOptions: { module: 'nodenext', target: 'esnext', strict: true, noEmit: true, types: ['node'] },
  files: ['program.ts', 'misused.ts'],
}

describe('the package', () => {
  test('has what runs and nothing else', () => {
    expect(installed.files).toEqual(
      expect.arrayContaining(['dist/main.js', 'dist/create-server.d.ts', 'dist/http/large-json-worker.js', 'LICENSE']),
    )
    const page = /^web\/dist\/(index\.html|assets\/[\w-]+\.(js|css))(\.br|\.gz)?$/
    expect(installed.files.filter((path) => page.test(path))).toEqual(
      expect.arrayContaining([
        'web/dist/index.html',
        expect.stringMatching(/\.js$/),
        expect.stringMatching(/\.js\.br$/),
      ]),
    )
    const code = installed.files.filter((path) => !page.test(path))
    const rest = code.filter((path) => !/^(dist\/.*\.(js|d\.ts)|migrations\/.*\.sql)$/.test(path))
    const texts = ['de', 'en', 'es', 'fr', 'it', 'pt', 'resources'].map((name) => `dist/safety/data/${name}.json`)
    const weights = 'dist/safety/words/weights.json'
    const data = ['dist/context/windows.json', 'dist/models/prices.json', ...texts, weights]
    expect(rest.toSorted()).toEqual(['.env.example', 'LICENSE', 'README.md', ...data, 'package.json'])
  })

  test('S1-7: the documented program runs, and its second answer follows the new prompt', async () => {
    const program = programOf('documented', documented())
    const { stdout, stderr } = await run(process.execPath, [program], { cwd: dirname(program) })
    expect(stderr).toBe('')
    const [listening, ...answers] = stdout.split('\n')
    expect(listening).toMatch(/^Listening on http:\/\/\S+:\d+$/)
    expect(answers).toEqual([
      '(You are a pirate.) You said: Hello',
      '(You are a very polite pirate.) You said: Hello again',
      '',
    ])
  })

  test('S1-7: a prompt that is changed while it runs is what the model is told next, and a large import is taken', async () => {
    await using model = await startFakeModel()
    const program = programOf('obedient', obedient)
    const child = fork(program, [model.url], {
      cwd: dirname(program),
      execArgv: [],
      // Of an embedded server nothing here is true.
      env: { PATH: process.env.PATH, PORT: '1', SYSTEM_PROMPT: 'Of the environment', OPENAI_MODEL: 'unread' },
    })
    endWithTest(child)
    const gone = new AbortController()
    child.once('exit', () => gone.abort())
    const heard = (): Promise<unknown[]> => once(child, 'message', { signal: gone.signal })
    const [url] = (await heard()) as [string]
    const client = createClient(url)
    const say = async (message: string): Promise<unknown> =>
      (await client.post('/api/chat/simple', { user_id: 'ann', message })).json.response
    const tell = async (message: object | string): Promise<unknown[]> => {
      child.send(message)
      return heard()
    }

    expect(await say('One')).toBe('You said: One')
    await tell({ persona: 'smart-chatbot', prompt: 'You speak in rhymes.' })
    expect(await say('Two')).toBe('You said: Two')
    const [before, after] = model.requests.map(({ body }) => body.messages?.[0])
    expect(before).toEqual({
      role: 'system',
      content: expect.stringContaining('You are a helpful, friendly assistant.'),
    })
    expect(after).toEqual({ role: 'system', content: 'You speak in rhymes.' })
    expect(model.requests.map(({ body }) => body.model)).toEqual(['gpt-3.5-turbo', 'gpt-3.5-turbo'])
    expect(model.requests[0]?.headers.authorization).toBe('Bearer sk-canary')

    const messages = Array.from({ length: 30 }, (_, i) => ({
      role: 'user',
      content: `needle${i} ${'hay '.repeat(15_000)}`,
    }))
    expect((await client.post('/v1/conversations/import', { messages })).status).toBe(201)
    expect((await client.get('/v1/search?q=needle29')).json.data).toHaveLength(1)
    expect((await client.get('/docs/static/swagger-ui.css')).status).toBe(200)

    client.close()
    const left = once(child, 'exit')
    await tell('close')
    expect(await left).toEqual([0, null])
  })

  test('brings the command colloquy, which serves until it is asked to stop', async () => {
    await using model = await startFakeModel()
    const path = [join(installed.project, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH]
    const child = spawn('colloquy', {
      cwd: installed.project,
      env: {
        PATH: path.join(delimiter),
        HOST: '127.0.0.1',
        PORT: '0',
        DATABASE_URL: 'file:./command.db',
        OPENAI_BASE_URL: model.url,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    endWithTest(child)
    const left = once(child, 'exit')
    let url = ''
    for await (const line of createInterface({ input: child.stdout })) {
      url = /Listening on (?<url>http[^"]+)/.exec(line)?.groups?.['url'] ?? ''
      if (url !== '') break
    }
    const client = createClient(url)
    expect((await client.get('/readyz')).status).toBe(200)
    expect((await client.get('/app/')).text).toContain('<script type="module"')
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }
    expect((await client.get('/openapi.json')).json.info).toMatchObject({ title: 'Colloquy', version })
    client.close()
    child.kill('SIGTERM')
    expect(await left).toEqual([0, null])
  })

  test('its declarations are whole, and say what may be said', async () => {
    const folder = dirname(programOf('typed', documented()))
    writeFileSync(join(folder, 'misused.ts'), misused)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(strict))
    const compiler = join(checkout, 'node_modules/typescript/bin/tsc')
    const told = await run(process.execPath, [compiler, '-p', folder]).catch(
      (error: unknown) => error as { stdout: string },
    )
    expect(told.stdout).toBe('')
  })
})

describe('docs/embed.md', () => {
  test('shows the example that a checkout runs', () => {
    const example = readFileSync(join(checkout, 'examples/embed.ts'), 'utf8')
    expect(documented()).toBe(example.replace("'../src/create-server.ts'", "'colloquy'"))
    expect(documented()).toContain("from 'colloquy'")
  })
})
