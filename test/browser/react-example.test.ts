import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { build, preview } from 'vite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../harness.ts'
import { startChatSite } from './chat-site.ts'
import { visit } from './visit.ts'

const root = join(import.meta.dirname, '../../examples/react')

/** As `vite build` and `vite preview` in its folder, with nothing said to them that it does not say itself. */
async function serveExample(server: string): Promise<string> {
  const outDir = temporaryFolder()
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }))
  vi.stubEnv('COLLOQUY_URL', server)
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const options = { root, logLevel: 'warn', build: { outDir, emptyOutDir: true } } as const
  await build(options)
  const host = await preview({ ...options, preview: { host: '127.0.0.1', port: 0 } })
  onTestFinished(() => host.close())
  return host.resolvedUrls?.local[0] ?? ''
}

test('examples/react: an answer goes on through a reload at its own address, is stopped, and is asked for again', async () => {
  await using site = await startChatSite()
  const visitor = await visit(await serveExample(site.url))
  const page = await visitor.open('/')
  const log = page.getByRole('log', { name: 'Conversation' })
  const shows = (text: string): Promise<void> => log.getByText(text, { exact: true }).waitFor()
  const press = (name: string): Promise<void> => page.getByRole('button', { name }).click()
  const said = (): Promise<string[]> => log.locator('p').allTextContents()

  const first = site.model.stepped(['One', ' two', ' three'])
  await page.getByRole('textbox', { name: 'Message' }).fill('Count')
  await press('Send')
  first.release()
  await shows('One')
  const address = page.url()
  expect(address).toMatch(/#[\w-]{20,}$/)

  await page.reload()
  await shows('One')
  first.release()
  await shows('One two')
  await press('Stop')
  await page.getByRole('button', { name: 'Regenerate' }).waitFor()
  expect(await said()).toEqual(['Count', 'One two'])

  site.model.reply('One, two, three.')
  await press('Regenerate')
  await shows('One, two, three.')
  expect(await said()).toEqual(['Count', 'One, two, three.'])

  await page.getByRole('link', { name: 'New conversation' }).click()
  await page.getByText('Count').waitFor({ state: 'detached' })
  expect(new URL(page.url()).hash).toBe('')
  await page.goBack()
  await shows('One, two, three.')
  expect(page.url()).toBe(address)
})
