import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openai } from '../../../src/dialects/openai/routes.ts'
import { startWithEmbeddings } from '../../start-with-embeddings.ts'

const checkout = fileURLToPath(new URL('../../../', import.meta.url))
const page = readFileSync(join(checkout, 'docs/openai.md'), 'utf8')
const blocks = [...page.matchAll(/```ts\n(?<code>.*?)```/gs)].map(({ groups }) => groups?.['code'] ?? '')

/** Where programs find the SDK, as they do in a project of their own. */
function openProject(): { folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

describe('docs/openai.md', () => {
  test('shows nothing that is not run', () => {
    expect(page.match(/^```/gm)).toHaveLength(2 * blocks.length)
    expect(blocks).toHaveLength(5)
  })

  test('names every path that there is, and no other', () => {
    const named = ['chat/completions', 'responses', 'conversations', 'models', 'embeddings', 'cancel', 'items']
    const paths = openai.routes.map(({ path }) => path.replace('/openai/v1/', '').split('/'))
    const words = new Set(paths.flat().filter((part) => !part.startsWith(':')))
    expect([...words].toSorted()).toEqual([...new Set([...named.join('/').split('/'), 'input_items'])].toSorted())
  })

  test('its program does what the page says of it', async () => {
    await using server = await startWithEmbeddings({ embeddingModel: 'text-embedding-3-small' })
    using project = openProject()
    for (const text of ['Good morning', 'Hello, Ada', 'You are Ada', 'One two three', 'Three two one', 'Ada'])
      server.model.reply(text)
    const path = join(project.folder, 'documented.ts')
    writeFileSync(path, blocks.join('\n').replaceAll('http://localhost:8000', server.url))
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { cwd: project.folder })
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'Good morning',
      'You are Ada',
      'true',
      'One two three',
      'completed Three two one',
      'user completed',
      'assistant completed',
      'user completed',
      'assistant completed',
      '2 64',
      '',
    ])
  })
})
