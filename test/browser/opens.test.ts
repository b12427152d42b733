import { expect, test } from 'vitest'
import { startChatSite } from './chat-site.ts'
import { visit } from './visit.ts'

test('the page opens, within its policy, and one can write into it', async () => {
  await using site = await startChatSite()
  const visitor = await visit(site.url)
  const page = await visitor.open()
  const box = page.getByRole('textbox', { name: 'Message' })
  await box.fill('Hello')
  expect(await box.inputValue()).toBe('Hello')
})

test('a conversation opens by its path, with its answer as the model marked it up', async () => {
  await using site = await startChatSite()
  const { client } = site.process()
  const id = await client.conversation()
  site.model.reply('It is **certain**.')
  await client.ask(id, 'Is it?')
  const page = await (await visit(site.url)).open(`/app/c/${id}`)
  await page.getByText('certain', { exact: true }).and(page.locator('strong')).waitFor()
  expect(page.url()).toBe(`${site.url}/app/#/c/${id}`)
})
