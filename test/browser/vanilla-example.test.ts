import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChatSite } from './chat-site.ts'
import { visit } from './visit.ts'

const file = join(import.meta.dirname, '../../examples/vanilla/index.html')

/** Any web server: here one of another origin. */
async function serve(): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(readFileSync(file)),
  )
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('examples/vanilla: an answer goes on through a reload and through a server that is killed and started again', async () => {
  await using host = await serve()
  await using site = await startChatSite({ CORS_ORIGINS: host.url })
  const visitor = await visit(host.url)
  visitor.forgive(new RegExp(`${site.url}|favicon`))
  const page = await visitor.open(`/?server=${site.url}`)
  const log = page.getByRole('log', { name: 'Conversation' })
  const shows = (text: string): Promise<void> => log.getByText(text, { exact: true }).waitFor()

  const first = site.model.stepped(['One', ' two', ' three'])
  await page.getByRole('textbox', { name: 'Message' }).fill('Count')
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  first.release()
  await shows('One')
  await page.reload()
  await shows('One')
  first.release()
  await shows('One two')

  await site.kill()
  await page.getByRole('status').getByText('Connecting again').waitFor()
  const second = site.model.stepped(['Four', ' five'])
  await site.start()
  second.releaseAll()
  await shows('Four five')
  expect(await log.locator('.user').allTextContents()).toEqual(['Count'])
  expect(await log.locator('.assistant').allTextContents()).toEqual(['Four five'])
})
