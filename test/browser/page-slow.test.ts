import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, focused, newConversation, reads, say, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
beforeAll(async () => {
  site = await startChatSite()
})
afterAll(() => site[Symbol.asyncDispose]())

/** Two frames on: whatever the page has heard is shown. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(tell))))
}

interface Held {
  asked: Promise<void>
  /** Whatever becomes of the first of them: the page has heard of it. */
  over: Promise<void>
  release(): void
}

/** Requests that get to the server only when they are let go. */
async function hold(page: Page, method: string, path: RegExp): Promise<Held> {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const isMeant = (request: Request): boolean => request.method() === method && path.test(request.url())
  await page.route(path, async (route) => {
    if (!isMeant(route.request())) return route.continue()
    ask()
    await isReleased
    // It may have been given up by then.
    await route.continue().catch(() => {})
  })
  const onEnd = (request: Request): void => {
    if (isMeant(request)) void drawn(page).then(end, end)
  }
  page.on('requestfinished', onEnd)
  page.on('requestfailed', onEnd)
  return { asked, over, release }
}

const link = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name })

test('what begins a conversation outlasts a reload while it is not begun, and is not left lying about after it', async () => {
  const page = await (await visit(site.url)).open()
  const held = await hold(page, 'POST', /\/v1\/conversations$/)
  await say(page, 'Careful words')
  await reads(page.locator('.said'), 'Careful words')
  await held.asked
  await page.reload()
  await becomes(() => textbox(page).inputValue(), 'Careful words')
  await page.unroute(/\/v1\/conversations$/)

  const again = await hold(page, 'POST', /\/v1\/conversations$/)
  await textbox(page).press('Enter')
  await again.asked
  await textbox(page).fill('Said next')
  site.model.reply('Heard.')
  again.release()
  await reads(answers(page), 'Heard.')
  await newConversation(page).click()
  await page.locator('.greeting').waitFor()
  expect(await textbox(page).inputValue()).toBe('')
  await link(page, 'Careful words').click()
  await reads(answers(page), 'Heard.')
  expect(await textbox(page).inputValue()).toBe('Said next')
})

test('a title that is saved late leaves alone the dialog that is open by then', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('Named.')
  await talk(page, 'To be named', 'Named.')
  await link(page, 'To be named').waitFor()
  const held = await hold(page, 'PATCH', /\/v1\/conversations\//)
  const rename = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Options for To be named' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill(name)
  }
  await rename('First name')
  await page.keyboard.press('Enter')
  await held.asked
  await page.keyboard.press('Escape')
  await becomes(() => page.getByRole('dialog').count(), 0)
  await rename('Second name')
  held.release()
  await held.over
  await reads(page.locator('.sidebar-list'), 'First name')
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Second name')
})

test('what was deleted does not come back while the list is read anew', async () => {
  const page = await (await visit(site.url)).open()
  for (const words of ['One to delete', 'Another to delete']) {
    await newConversation(page).click()
    await page.locator('.greeting').waitFor()
    site.model.reply('Gone soon.')
    await talk(page, words, 'Gone soon.')
    await link(page, words).waitFor()
  }
  const held = await hold(page, 'GET', /\/v1\/conversations\?/)
  for (const words of ['One to delete', 'Another to delete']) {
    await page.getByRole('button', { name: `Options for ${words}` }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await becomes(() => page.getByRole('dialog').count(), 0)
  }
  expect(await link(page, 'One to delete').count()).toBe(0)
  held.release()
  await held.over
})

test('memories that come late are put behind none but their own, and once', async () => {
  const { client } = site.process()
  const texts = [...Array.from({ length: 52 }, (_, i) => `Knows the number ${i}`), 'Lives in Graz']
  for (const text of texts) await client.post('/v1/memories', { text })
  const page = await (await visit(site.url)).open()
  await page.getByRole('button', { name: 'Memories' }).click()
  const dialog = page.getByRole('dialog', { name: 'Memories' })
  await becomes(() => dialog.getByRole('listitem').count(), 50)
  const first = await hold(page, 'GET', /\/v1\/memories\?.*cursor=/)
  await dialog.getByRole('button', { name: 'Show more' }).dblclick()
  await first.asked
  first.release()
  await first.over
  await becomes(async () => (await dialog.getByRole('listitem').count()) > 50, true)
  expect(await dialog.getByRole('listitem').count()).toBe(53)
  await page.unroute(/\/v1\/memories\?.*cursor=/)

  await dialog.getByRole('searchbox', { name: 'Find' }).fill('number')
  await becomes(() => dialog.getByRole('listitem').count(), 50)
  const second = await hold(page, 'GET', /\/v1\/memories\?.*cursor=/)
  await dialog.getByRole('button', { name: 'Show more' }).click()
  await second.asked
  await dialog.getByRole('searchbox', { name: 'Find' }).fill('Graz')
  await becomes(() => dialog.getByRole('listitem').count(), 1)
  second.release()
  await second.over
  expect(await dialog.getByRole('listitem').count()).toBe(1)
  await client.call('DELETE', '/v1/memories')
})

test('a memory is put down once, and what is written meanwhile stays', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('button', { name: 'Memories' }).click()
  const dialog = page.getByRole('dialog', { name: 'Memories' })
  const held = await hold(page, 'POST', /\/v1\/memories$/)
  let count = 0
  page.on('request', (request) => (count += request.method() === 'POST' ? 1 : 0))
  const box = dialog.getByRole('textbox', { name: 'Have something remembered' })
  await box.fill('Likes tea')
  await box.press('Enter')
  await held.asked
  await box.press('Enter')
  await box.fill('Likes tea and cake')
  held.release()
  await reads(dialog.getByRole('listitem'), 'Likes tea')
  expect(await box.inputValue()).toBe('Likes tea and cake')
  expect(count).toBe(1)
  await site.process().client.call('DELETE', '/v1/memories')
})

test('more of what was found does not come over what is looked for by then', async () => {
  const messages = Array.from({ length: 50 }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: i === 0 ? 'A hazelnut' : `A walnut ${i}`,
  }))
  await site.process().client.post('/v1/conversations/import', { messages })
  const page = await (await visit(site.url)).open()
  await textbox(page).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('walnut')
  const dialog = page.getByRole('dialog', { name: 'Search' })
  const held = await hold(page, 'GET', /\/v1\/search\?.*cursor=/)
  await dialog.getByRole('button', { name: 'Show more' }).click()
  await held.asked
  await dialog.getByRole('searchbox').fill('hazelnut')
  await reads(dialog.getByRole('status'), '1 found')
  held.release()
  await held.over
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([expect.stringContaining('A hazelnut')])
})

test('a switch that takes its time keeps the focus', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('button', { name: 'Memories' }).click()
  const memory = page.getByRole('switch')
  await becomes(() => memory.isChecked(), true)
  const held = await hold(page, 'PATCH', /\/v1\/me$/)
  await memory.press('Space')
  await held.asked
  const isFocused = async (): Promise<boolean> => {
    await drawn(page)
    return memory.evaluate((element) => element === document.activeElement)
  }
  expect(await isFocused()).toBe(true)
  held.release()
  await becomes(() => memory.isChecked(), false)
  expect(await isFocused()).toBe(true)
  await site.process().client.call('PATCH', '/v1/me', { body: { memory: true } })
})

test('what could not be deleted is told where one is', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/400/)
  const page = await visitor.open()
  site.model.reply('Stays.')
  await talk(page, 'To stay', 'Stays.')
  await page.route(/\/v1\/conversations\//, (route) =>
    route.request().method() === 'DELETE' ? route.fulfill({ status: 400 }) : route.continue(),
  )
  await page.getByRole('button', { name: 'Options for To stay' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete this conversation?' })
  await dialog.getByRole('button', { name: 'Delete' }).press('Enter')
  await reads(dialog.getByRole('alert'), 'The server gave no answer')
  await becomes(() => focused(page), 'Delete')
})

test('figures that could not be read are told of until others are there', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/400/)
  const page = await visitor.open()
  site.model.reply('Counted.')
  await talk(page, 'Count', 'Counted.')
  await page.route(/group=model/, (route) => route.fulfill({ status: 400 }))
  await page.getByRole('button', { name: 'Usage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Usage' })
  await dialog.getByRole('table').waitFor()
  await dialog.getByRole('radio', { name: 'model' }).check()
  await reads(dialog.getByRole('alert'), 'The server gave no answer')
  // Days are no models.
  expect(await dialog.getByRole('table').count()).toBe(0)
  await dialog.getByRole('radio', { name: 'day' }).check()
  await dialog.getByRole('table').waitFor()
  expect(await dialog.getByRole('alert').count()).toBe(0)
})
