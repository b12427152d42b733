import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FunctionComponent } from 'react'
import { transformWithOxc } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { checkout, type InstalledPackages, installPackages, run } from './installed-packages.ts'
import { openPage } from './open-page.ts'

let installed: InstalledPackages
const stack = new DisposableStack()

beforeAll(async () => {
  installed = stack.use(await installPackages())
}, 120_000)
afterAll(() => stack.dispose())

const page = readFileSync(join(checkout, 'docs/client.md'), 'utf8')

const blocksOf = (language: string): string[] =>
  [...page.matchAll(/```(?<language>\w+)\n(?<code>.*?)```/gs)].flatMap(({ groups }) =>
    groups?.['language'] === language ? [groups['code'] ?? ''] : [],
  )

describe('docs/client.md', () => {
  test('shows nothing that is not run', () => {
    expect(page.match(/^```/gm)).toHaveLength(2 * (blocksOf('ts').length + blocksOf('tsx').length))
    expect([blocksOf('ts').length, blocksOf('tsx').length]).toEqual([6, 1])
  })

  test('its program does what the page says of it', async () => {
    await using server = await startTestServer()
    for (const text of ['Good morning to you', 'Oolong', 'The blue one']) server.model.reply(text)
    server.model.stepped(['never'])
    const path = join(installed.project, 'documented.ts')
    writeFileSync(join(installed.project, 'package.json'), '{"type": "module"}')
    writeFileSync(path, blocksOf('ts').join('\n').replaceAll('http://localhost:8000', server.url))
    const { stdout, stderr } = await run(process.execPath, [path])
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'Good morning to you (completed)',
      'true',
      'null',
      'The blue one',
      'AbortError',
      'stopped',
      '404 Not found There is no conversation or message of that id, or it is not yours.',
      '2 true',
      ...Array.from({ length: 4 }, () => ['user', 'assistant']).flat(),
      '',
    ])
  })

  test('its code is as its types want it', async () => {
    const path = join(installed.project, 'typed.ts')
    writeFileSync(path, blocksOf('ts').join('\n'))
    const compiler = join(checkout, 'node_modules/typescript/bin/tsc')
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--jsx', 'react-jsx']
    const component = join(installed.project, 'chat.tsx')
    writeFileSync(component, blocksOf('tsx').join(''))
    const told = await run(
      process.execPath,
      [compiler, ...options, '--lib', 'es2023,dom,dom.iterable', '--types', 'node', path, component],
      { cwd: installed.project },
    ).catch((error: unknown) => error as { stdout: string })
    expect(told.stdout).toBe('')
  })

  test('its component sends, shows the answer and stops it', async () => {
    await using server = await startTestServer({ corsOrigins: 'any' })
    await using shown = await openPage()
    const { document } = shown.window
    const code = blocksOf('tsx').join('').replaceAll('http://localhost:8000', server.url)
    const path = join(installed.project, 'chat.mjs')
    writeFileSync(path, (await transformWithOxc(code, 'chat.tsx', { jsx: { runtime: 'automatic' } })).code)
    const { Chat } = (await import(pathToFileURL(path).href)) as { Chat: FunctionComponent }
    shown.show(Chat)

    async function shows(...texts: string[]): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = (): void => {
        const paragraphs = [...document.querySelectorAll('p, button')].map(({ textContent }) => textContent)
        if (JSON.stringify(paragraphs) === JSON.stringify(texts)) resolve()
      }
      const observer = new shown.window.MutationObserver(look)
      observer.observe(document.body, { childList: true, characterData: true, subtree: true })
      look()
      await promise
      observer.disconnect()
    }

    await shows('Send')
    const input = document.querySelector('input') as unknown as HTMLInputElement
    Object.getOwnPropertyDescriptor(shown.window.HTMLInputElement.prototype, 'value')?.set?.call(input, 'Tell me')
    input.dispatchEvent(new shown.window.Event('input', { bubbles: true }) as unknown as Event)
    const steps = server.model.stepped(['Once ', 'never'])
    document.querySelector('form')?.requestSubmit()
    steps.release(1)
    await shows('Tell me', 'Once ', 'Send', 'Stop')
    document.querySelectorAll('button')[1]?.click()
    await shows('Tell me', 'Once ', 'Send')
    expect((await server.client.get('/v1/conversations')).json.data).toHaveLength(1)
  })
})
