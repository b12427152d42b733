import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { publint } from 'publint'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { checkout, type InstalledPackages, installPackages, type PackageName, run } from './installed-packages.ts'

let installed: InstalledPackages
const stack = new DisposableStack()

beforeAll(async () => {
  installed = stack.use(await installPackages())
}, 120_000)
afterAll(() => stack.dispose())

const folderOf = (name: PackageName): string => join(installed.project, 'node_modules/@colloquy', name)

const program = `
  import { createClient } from '@colloquy/client'
  const client = createClient({ baseUrl: process.argv[2] ?? '' })
  const { id } = await client.conversations.create({ title: 'Packed' })
  const answer = client.send(id, { content: 'Hello' })
  let text = ''
  for await (const event of answer) if (event.type === 'delta') text += event.data.text
  console.log(JSON.stringify([text, await answer.text, (await answer.message).status]))
`

const wellUsed = `
  import { AnswerError, type AnswerEvent, ColloquyError, createClient, type Message } from '@colloquy/client'
  import { type ShownMessage, useConversation, useConversations } from '@colloquy/react'
  const client = createClient({ baseUrl: '/', token: async () => 'x', headers: { a: 'b' }, patience: { tries: 3 } })
  export const follow = async (event: AnswerEvent): Promise<string> => {
    if (event.type === 'notice' && event.data.kind === 'crisis') return event.data.resources[0]?.name ?? ''
    if (event.type === 'failed') return event.data.error.detail
    const { data, nextCursor } = await client.conversations.list({ limit: 2 })
    for await (const { title } of client.conversations.list()) console.log(title satisfies string | null)
    return nextCursor ?? data[0]?.id ?? ''
  }
  export const told = (error: unknown): string =>
    error instanceof AnswerError ? error.text : error instanceof ColloquyError ? error.detail : ''
  export function useBoth(id: string | undefined): readonly ShownMessage[] {
    const { conversations } = useConversations({ client })
    const { messages } = useConversation({ client, conversationId: id ?? conversations[0]?.id, storage: null })
    return messages satisfies readonly Message[]
  }
`

const misused = `
  import { createClient } from '@colloquy/client'
  import { useConversation } from '@colloquy/react'
  const client = createClient()
  // @ts-expect-error -- a message has a content
  client.send('id', { text: 'Hello' })
  // @ts-expect-error -- a token is a text
  createClient({ token: 5 })
  // @ts-expect-error -- a hook needs a client
  useConversation({ conversationId: 'id' })
  // @ts-expect-error -- what may stand beside a running answer
  client.send('id', { content: 'Hello', whileRunning: 'wait' })
`

const strict = (name: string, types: string[]) => ({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types,
  },
  files: [name],
})

async function compile(name: string, code: string, types: string[]): Promise<string> {
  writeFileSync(join(installed.project, 'package.json'), '{"type": "module"}')
  writeFileSync(join(installed.project, name), code)
  const config = join(installed.project, `${name}.tsconfig.json`)
  writeFileSync(config, JSON.stringify(strict(name, types)))
  const compiler = join(checkout, 'node_modules/typescript/bin/tsc')
  const told = await run(process.execPath, [compiler, '-p', config]).catch(
    (error: unknown) => error as { stdout: string },
  )
  return told.stdout
}

/** As a page would be given it: in one file, small, and compressed. */
async function compressedBytes(name: PackageName, entry: string, external: string[]): Promise<number> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: installed.project,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(folderOf(name), entry), external, preserveEntrySignatures: 'strict' },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  const code = outputs.flatMap(({ output }) => output).map((chunk) => ('code' in chunk ? chunk.code : ''))
  return gzipSync(code.join('')).length
}

describe('The packages', () => {
  test.each(['client', 'react'] as const)(
    '%s has what runs and nothing else, and nothing to complain of',
    async (name) => {
      const rest = installed.files[name].filter((path) => !/^dist\/[a-z-]+\.(js|d\.ts)$/.test(path))
      expect(rest.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json'])
      const { messages } = await publint({ pkgDir: folderOf(name), pack: false, strict: true })
      expect(messages).toEqual([])
    },
  )

  test('run in a plain program', async () => {
    await using server = await startTestServer()
    const path = join(installed.project, 'program.mjs')
    writeFileSync(path, program)
    const { stdout, stderr } = await run(process.execPath, [path, server.url])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(['You said: Hello', 'You said: Hello', 'completed'])
  })

  test('say by their types what may be done with them, and need nothing newer than Node 20 has', async () => {
    expect(await compile('used.ts', wellUsed, [])).toBe('')
    expect(await compile('misused.ts', misused, [])).toBe('')
    for (const name of ['client', 'react'] as const) {
      const compiler = join(checkout, 'node_modules/typescript/bin/tsc')
      const options = ['-p', join(checkout, 'packages', name), '--lib', 'es2023,dom,dom.iterable']
      await run(process.execPath, [compiler, ...options])
    }
  })

  test('are as small as their page says', async () => {
    const page = readFileSync(join(checkout, 'docs/client.md'), 'utf8')
    const stated = (name: PackageName): number =>
      Number(new RegExp(`@colloquy/${name}\\W+(?<size>[\\d.]+) KB`).exec(page)?.groups?.['size'])
    const client = await compressedBytes('client', 'dist/create-client.js', [])
    const react = await compressedBytes('react', 'dist/use-conversation.js', ['react', '@colloquy/client'])
    expect({ client: client / 1000, react: react / 1000 }).toEqual({
      client: expect.closeTo(stated('client'), 1) as number,
      react: expect.closeTo(stated('react'), 1) as number,
    })
    expect(client).toBeLessThanOrEqual(8_000)
    expect(react).toBeLessThanOrEqual(5_000)
  })
})
