import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { adminKey, withAuth } from '../tokens.ts'
import { curl } from './tools.ts'

const run = promisify(execFile)
const checkout = join(import.meta.dirname, '../..')
const blocksOf = (page: string): string[] =>
  [...readFileSync(join(checkout, page), 'utf8').matchAll(/```bash\n(.*?)```/gs)]
    .map(([, block = '']) => block)
    .filter((block) => /\bcurl\b.*localhost:8000/.test(block))

/** Runs them in one shell, where a request that is refused is the end. */
async function runBlocks(blocks: readonly string[], url: string, given: Record<string, string> = {}): Promise<string> {
  const { host } = new URL(url)
  const script = ['set -e', 'curl() { command curl --silent --show-error --fail-with-body "$@"; }', ...blocks]
  const env = { ...process.env, ...given, no_proxy: '*', NO_PROXY: '*' }
  const { stdout } = await run('bash', ['-c', script.join('\n').replaceAll('localhost:8000', host)], { env })
  return stdout
}

describe.runIf(curl.usable)(`what pages have curl ask${curl.missing}`, () => {
  test('README.md: is answered, and its run can be taken up behind an event', async () => {
    await using server = await startTestServer()
    const [begin = '', again = '', ...others] = blocksOf('README.md')
    const told = await runBlocks([begin], server.url)
    const ids = [...told.matchAll(/^id: ((.*):\d+)$/gm)]
    const [, cursor = '', id = ''] = ids[1] ?? []
    const rest = await runBlocks(
      [
        again
          .replace(/Last-Event-ID: \S+:\d+/, `Last-Event-ID: ${cursor}`)
          .replace(/runs\/\S+\/events/, `runs/${id}/events`),
      ],
      server.url,
    )
    expect(told.endsWith(rest)).toBe(true)
    expect(rest).toMatch(/^event: completed$/m)
    expect(others).toHaveLength(1)
    expect(await runBlocks(others, server.url)).toContain('"is_final": true')
  })

  test.for(['docs/contracts.md', 'docs/personas.md', 'docs/ai-sdk.md', 'docs/ag-ui.md'])(
    '%s: is answered',
    async (page) => {
      await using server = await startTestServer()
      const blocks = blocksOf(page)
      expect(blocks.length).toBeGreaterThan(0)
      for (const block of blocks) expect(await runBlocks([block], server.url)).not.toBe('')
    },
  )

  test('docs/memory.md: reads, corrects and deletes a memory', async () => {
    await using server = await startTestServer()
    const { json } = await server.client.post('/v1/memories', { text: 'Lives in Rome' })
    const blocks = blocksOf('docs/memory.md').map((block) => block.replaceAll('memories/ID', `memories/${json.id}`))
    expect(await runBlocks(blocks, server.url)).toContain('"text":"Lives in Lyon"')
    expect((await server.client.get('/v1/memories')).json.data).toEqual([])
  })

  test('docs/secure.md: makes a key', async () => {
    await using server = await startTestServer(withAuth)
    const made = JSON.parse(await runBlocks(blocksOf('docs/secure.md'), server.url, { ADMIN_KEY: adminKey }))
    expect(made).toMatchObject({ userId: 'ann', key: expect.stringContaining(`colloquy_${made.hint}`) })
  })
})
