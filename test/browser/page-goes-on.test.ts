import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, log, newConversation, reads, say, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
beforeAll(async () => {
  site = await startChatSite()
})
afterAll(() => site[Symbol.asyncDispose]())

test('an answer goes on through a reload and in a second tab, and ends alike in both', async () => {
  const visitor = await visit(site.url)
  const page = await visitor.open()
  const steps = site.model.stepped(['The beginning,', ' the middle,', ' and', ' the end.'])
  await say(page, 'Tell me all of it')
  steps.release()
  await reads(answers(page), 'The beginning,')
  await page.waitForURL(/#\/c\//)
  await page.reload()
  await reads(answers(page), 'The beginning,')
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  steps.release()
  await reads(answers(page), 'The beginning, the middle,')
  const second = await visitor.open(new URL(page.url()).pathname + new URL(page.url()).hash)
  await reads(answers(second), 'The beginning, the middle,')
  steps.releaseAll()
  for (const tab of [page, second]) {
    await reads(answers(tab), 'The beginning, the middle, and the end.')
    await tab.getByRole('button', { name: 'Send' }).waitFor()
    expect(await tab.locator('.said').count()).toBe(1)
    expect(await answers(tab).count()).toBe(1)
  }
})

test('a server that dies and comes back in the middle of an answer is waited for, and the answer goes on', async () => {
  await using site = await startChatSite()
  const visitor = await visit(site.url)
  visitor.forgive(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED/)
  const page = await visitor.open()
  site.model.stepped(['Lost with the', ' process']).release(1)
  await say(page, 'Are you there?')
  await reads(answers(page), 'Lost with the')
  await site.kill()
  await reads(page.getByRole('status'), 'Connecting again')
  await reads(answers(page), 'Lost with the')
  const steps = site.model.stepped(['Told', ' anew', ' by the next one.'])
  await site.start()
  steps.release(2)
  await reads(answers(page), /Told anew\s*$/)
  steps.releaseAll()
  await reads(answers(page), 'Told anew by the next one.')
  await page.getByRole('button', { name: 'Send' }).waitFor()
  expect(await log(page).textContent()).not.toContain('Lost with the')
  expect(await page.locator('.said').count()).toBe(1)
  await becomes(() => page.getByText('Connecting again').count(), 0)
})

test('a message that was sent while the server was away is sent once it is back, and once only', async () => {
  await using site = await startChatSite()
  const visitor = await visit(site.url)
  visitor.forgive(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED/)
  const page = await visitor.open()
  site.model.reply('Begun.')
  await talk(page, 'Begin', 'Begun.')
  await site.kill()
  await say(page, 'Are you back?')
  await reads(page.getByRole('status'), 'Connecting again')
  site.model.reply('I am back.')
  await site.start()
  await reads(answers(page).last(), 'I am back.')
  await page.reload()
  await reads(answers(page).last(), 'I am back.')
  expect(await page.locator('.said').allTextContents()).toEqual(['Begin', 'Are you back?'])
})

test('an address leads to its conversation, with a path and with a hash, and an unknown one says so', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/404/)
  const page = await visitor.open()
  site.model.reply('Found.')
  await talk(page, 'Find me', 'Found.')
  const id = page.url().split('/').at(-1) ?? ''
  for (const address of [`/app/c/${id}`, `/app/#/c/${id}`]) {
    const other = await visitor.open(address)
    await reads(answers(other), 'Found.')
    expect(new URL(other.url()).pathname).toBe('/app/')
    await becomes(() => other.title(), 'Find me · Colloquy')
  }
  const lost = await visitor.open('/app/#/c/nobody')
  await reads(lost.getByRole('alert'), 'Not found')
  await newConversation(lost).click()
  await becomes(() => lost.getByRole('alert').count(), 0)
  await lost.goBack()
  await reads(lost.getByRole('alert'), 'Not found')
})

test('a conversation that was begun here is there when one comes back to it from a new one', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('Begun here.')
  await talk(page, 'The first words', 'Begun here.')
  await newConversation(page).click()
  await page.locator('.greeting').waitFor()
  await page.goBack()
  await reads(answers(page), 'Begun here.')
})

test('one can write before the server has said anything at all', async () => {
  const visitor = await visit(site.url)
  const page = await visitor.context.newPage()
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>()
  await page.route(/\/(?:v1|health)/, async (route) => {
    await isLetGo
    await route.continue()
  })
  await page.goto(`${site.url}/app/`)
  await textbox(page).fill('Written at once')
  expect(await textbox(page).inputValue()).toBe('Written at once')
  site.model.reply('Answered later')
  await textbox(page).press('Enter')
  await reads(page.locator('.said'), 'Written at once')
  letGo()
  await reads(answers(page), 'Answered later')
})
