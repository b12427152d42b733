import { mkdirSync, writeFileSync } from 'node:fs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, reads } from './page-steps.ts'
import { visit } from './visit.ts'

const folder = new URL('../../docs/pictures/', import.meta.url)
const most = 60 * 1_024

let site: ChatSite
let conversation: string
beforeAll(async () => {
  site = await startChatSite()
  const { client } = site.process()
  const talkOf = async (title: string, said: string, answer: string): Promise<string> => {
    const id = await client.conversation({ title })
    site.model.reply(answer)
    await client.ask(id, said)
    return id
  }
  for (const title of ['Bread for beginners', 'Lisbon in four days', 'Which bicycle'])
    await talkOf(title, title, 'Gladly.')
  conversation = await talkOf(
    'A half marathon in spring',
    'How do I train for a half marathon?',
    `Slowly, and often. **Three runs a week** are enough:

| Day | Distance | Pace |
|---|--:|---|
| Tuesday | 3 km | so that you talk |
| Sunday | 6 km | slower still |

\`\`\`python
distances = [6 * 1.1**week for week in range(12)]
\`\`\``,
  )
  for (const text of ['Lives in Graz', 'Wants to run a half marathon in spring', 'Allergic to hazelnuts'])
    await client.post('/v1/memories', { text })
})
afterAll(() => site[Symbol.asyncDispose]())

/** Kept in the documentation where `PICTURES` is set; on every run it is seen that they can be taken. */
async function take(page: Page | Locator, name: string): Promise<void> {
  const bytes = await page.screenshot({ type: 'png', animations: 'disabled', caret: 'hide' })
  expect(bytes.length).toBeGreaterThan(1_024)
  if (!process.env['PICTURES']) return
  expect(bytes.length).toBeLessThan(most)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.png`, folder), bytes)
}

const desk = { viewport: { width: 860, height: 520 } }
const looks: [name: string, options: BrowserContextOptions][] = [
  ['light', { ...desk, colorScheme: 'light' }],
  ['dark', { ...desk, colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'light' }],
]

test.each(looks)('a conversation as one sees it, small enough for the documentation: %s', async (name, options) => {
  const page = await (await visit(site.url, options)).open(`/app/#/c/${conversation}`)
  await reads(answers(page), 'distances')
  await take(page, name)
})

test('memories as one sees them, small enough for the documentation', async () => {
  const page = await (
    await visit(site.url, { viewport: { width: 720, height: 720 }, colorScheme: 'light' })
  ).open(`/app/#/c/${conversation}`)
  await reads(answers(page), 'distances')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Memories' }).click()
  await reads(page.getByRole('listitem'), 'Lives in Graz')
  await becomes(() => page.getByRole('switch').isChecked(), true)
  await take(page.getByRole('dialog'), 'memories')
})
