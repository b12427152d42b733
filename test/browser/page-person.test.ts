import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, focused, newConversation, reads, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
beforeAll(async () => {
  site = await startChatSite()
})
afterAll(() => site[Symbol.asyncDispose]())

interface Listed {
  data: Record<string, unknown>[]
}
const read = async (path: string): Promise<Record<string, unknown>[]> =>
  ((await site.process().client.get(path)).json as Listed).data

test('conversations are listed, renamed and deleted, and the focus is never lost over it', async () => {
  const page = await (await visit(site.url)).open()
  const list = page.getByRole('navigation', { name: 'Conversations' })
  site.model.reply('One.')
  await talk(page, 'To be kept', 'One.')
  await newConversation(page).click()
  site.model.reply('Two.')
  await talk(page, 'To be renamed', 'Two.')
  await list.getByRole('link', { name: 'To be renamed' }).waitFor()
  expect(await list.getByRole('link').allTextContents()).toEqual(['To be renamed', 'To be kept'])

  await page.getByRole('button', { name: 'Options for To be renamed' }).press('Enter')
  await becomes(() => focused(page), 'Rename')
  await page.keyboard.press('ArrowDown')
  await becomes(() => focused(page), 'Delete')
  await page.keyboard.press('Escape')
  await becomes(() => focused(page), 'Options for To be renamed')
  await page.keyboard.press('Enter')
  await becomes(() => focused(page), 'Rename')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).fill('  A better name ')
  await page.keyboard.press('Enter')
  await list.getByRole('link', { name: 'A better name' }).waitFor()
  await reads(page.getByRole('heading', { level: 1 }), 'A better name')
  await becomes(() => focused(page), 'Options for A better name')

  await page.keyboard.press('Enter')
  await becomes(() => focused(page), 'Rename')
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delete this conversation?' })
  await reads(dialog, '“A better name” and everything in it')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await becomes(() => focused(page), 'Options for A better name')
  await page.keyboard.press('Enter')
  await becomes(() => focused(page), 'Rename')
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await becomes(() => list.getByRole('link').allTextContents(), ['To be kept'])
  await page.locator('.greeting').waitFor()
  await becomes(() => focused(page), 'Message')
  expect((await read('/v1/conversations')).map(({ title }) => title)).toEqual(['To be kept'])
})

test('a search over all messages leads to the one that it found', async () => {
  const { client } = site.process()
  const id = await client.conversation({ title: 'Long ago' })
  site.model.reply('A hazelnut is a nut.')
  await client.ask(id, 'What is a hazelnut?')
  for (let i = 0; i < 60; i++) {
    site.model.reply(`Answer ${i}.`)
    await client.ask(id, `Question ${i}?`)
  }
  const page = await (await visit(site.url)).open()
  await textbox(page).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('hazelnut')
  const hit = page.getByRole('dialog', { name: 'Search' }).getByRole('link', { name: /What is a hazelnut/ })
  await reads(hit.locator('mark'), 'hazelnut')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await hit.press('Enter')
  const found = page.locator('article').filter({ hasText: 'What is a hazelnut?' })
  await found.waitFor()
  await becomes(() => found.evaluate((element) => element === document.activeElement), true)
  await becomes(
    () =>
      found.evaluate(
        (element) => element.getBoundingClientRect().top > 0 && element.getBoundingClientRect().bottom < innerHeight,
      ),
    true,
  )
  await page.keyboard.press('Control+k')
  await page.keyboard.type('no such word anywhere')
  await reads(page.getByRole('dialog').getByRole('status'), 'Nothing holds')
  await page.keyboard.press('Escape')
  await becomes(() => page.getByRole('dialog').count(), 0)
})

test('a search leads to a message in another version of its conversation as well', async () => {
  const { client } = site.process()
  const id = await client.conversation({ title: 'Two versions' })
  site.model.reply('A quince is a fruit.')
  await client.ask(id, 'What is a quince?')
  site.model.reply('A medlar is a fruit.')
  await client.ask(id, 'What is a medlar?', { parentId: null })
  const page = await (await visit(site.url)).open()
  await textbox(page).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('quince')
  await page
    .getByRole('dialog', { name: 'Search' })
    .getByRole('link', { name: /What is a quince/ })
    .press('Enter')
  const found = page.locator('article').filter({ hasText: 'What is a quince?' })
  await becomes(() => found.evaluate((element) => element === document.activeElement), true)
  await page.getByText('A quince is a fruit.').waitFor()
})

test('memories are seen, added, corrected and deleted, and memory is switched off', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('button', { name: 'Memories' }).click()
  const dialog = page.getByRole('dialog', { name: 'Memories' })
  for (const text of ['Lives in Graz', 'Plays the viola']) {
    await dialog.getByRole('textbox', { name: 'Have something remembered' }).fill(text)
    await page.keyboard.press('Enter')
    await dialog.getByRole('listitem').filter({ hasText: text }).waitFor()
  }
  await dialog.getByRole('button', { name: 'Edit: Lives in Graz' }).click()
  const editor = dialog.getByRole('textbox', { name: 'Memory', exact: true })
  await editor.fill('Lives in Linz')
  await editor.press('Enter')
  await dialog.getByRole('listitem').filter({ hasText: 'Lives in Linz' }).waitFor()
  await becomes(() => focused(page), 'Edit: Lives in Linz')
  await dialog.getByRole('button', { name: 'Edit: Lives in Linz' }).click()
  await editor.press('Escape')
  await becomes(() => focused(page), 'Edit: Lives in Linz')
  await dialog.getByRole('searchbox', { name: 'Find' }).fill('viola')
  await becomes(() => dialog.getByRole('listitem').count(), 1)
  await dialog.getByRole('button', { name: 'Delete: Plays the viola' }).click()
  await reads(dialog, 'No memory holds these words.')
  expect((await read('/v1/memories')).map(({ text }) => text)).toEqual(['Lives in Linz'])

  const memory = dialog.getByRole('switch', { name: /^Remember what I say/ })
  await becomes(() => memory.isChecked(), true)
  await memory.click()
  await becomes(() => memory.isChecked(), false)
  expect((await site.process().client.get('/v1/me')).json).toMatchObject({ memory: false })
  await memory.click()
  await becomes(() => memory.isChecked(), true)

  await dialog.getByRole('searchbox', { name: 'Find' }).fill('')
  await dialog.getByRole('button', { name: 'Forget everything' }).click()
  await page
    .getByRole('dialog', { name: 'Forget everything?' })
    .getByRole('button', { name: 'Forget everything' })
    .click()
  await reads(dialog, 'Nothing is remembered of you.')
  expect(await read('/v1/memories')).toEqual([])
})

test('a memory that another tab has changed is not written over', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/409/)
  const page = await visitor.open()
  const { client } = site.process()
  const { id } = (await client.post('/v1/memories', { text: 'Likes tea' })).json as { id: string }
  await page.getByRole('button', { name: 'Memories' }).click()
  await page.getByRole('button', { name: 'Edit: Likes tea' }).click()
  await client.call('PATCH', `/v1/memories/${id}`, { body: { text: 'Likes coffee' } })
  const editor = page.getByRole('textbox', { name: 'Memory', exact: true })
  await editor.fill('Likes cocoa')
  await editor.press('Enter')
  await reads(page.getByRole('alert'), 'The memory was changed since')
  expect((await read('/v1/memories')).map(({ text }) => text)).toEqual(['Likes coffee'])
  await client.call('DELETE', '/v1/memories')
})

test('one sees what answers have taken', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('Counted.', { input: 1_234, output: 5 })
  await talk(page, 'Count', 'Counted.')
  await page.getByRole('button', { name: 'Usage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Usage' })
  await dialog.getByRole('columnheader', { name: 'Day' }).waitFor()
  await dialog.getByRole('radio', { name: 'model' }).check()
  await dialog.getByRole('columnheader', { name: 'Model' }).waitFor()
  await dialog.getByRole('rowheader', { name: 'gpt-4' }).waitFor()
  expect(await dialog.getByRole('table').textContent()).toMatch(/1,\d{3}/)
})

test('colours follow the system until they are set, and stay set', async () => {
  const visitor = await visit(site.url, { colorScheme: 'dark' })
  const page = await visitor.open()
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(await paper()).toBe('rgb(23, 23, 22)')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await paper()).toBe('rgb(251, 250, 248)')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  expect(await paper()).toBe('rgb(23, 23, 22)')
  await page.reload()
  await becomes(paper, 'rgb(23, 23, 22)')
})

test('where one is, is kept by the server, and what it refuses is told', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/422/)
  const page = await visitor.open()
  await page.getByRole('button', { name: 'Settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('textbox', { name: 'Country' }).fill('AT')
  await dialog.getByRole('textbox', { name: 'Language' }).fill('de')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  // What lies beneath an open dialog is not read to anybody.
  await reads(dialog.getByRole('status'), 'Saved')
  expect((await site.process().client.get('/v1/me')).json).toMatchObject({ country: 'AT', language: 'de' })
  await dialog.getByRole('textbox', { name: 'Country' }).fill('1')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await reads(dialog.getByRole('alert'), 'The request is not valid')
})

test('what is written before the server has said what it keeps is not lost, and takes nothing else away', async () => {
  const { client } = site.process()
  await client.call('PATCH', '/v1/me', { body: { country: 'AT', language: 'de' } })
  const page = await (await visit(site.url)).open()
  const answering = Promise.withResolvers<void>()
  await page.route('**/v1/me', async (route) => {
    if (route.request().method() === 'GET') await answering.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  const country = dialog.getByRole('textbox', { name: 'Country' })
  await country.fill('CH')
  answering.resolve()
  await becomes(() => dialog.getByRole('textbox', { name: 'Language' }).inputValue(), 'de')
  expect(await country.inputValue()).toBe('CH')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await reads(page.getByRole('status'), 'Saved')
  expect((await client.get('/v1/me')).json).toMatchObject({ country: 'CH', language: 'de' })
})

test('one takes all of one’s data away, and has it erased', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('Noted.')
  await talk(page, 'Everything of mine', 'Noted.')
  await page.getByRole('button', { name: 'Settings' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save my data' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('colloquy-export.json')
  const document = JSON.parse(await readFile(await saved.path(), 'utf8')) as { messages: { content: string }[] }
  expect(document.messages.map(({ content }) => content)).toContain('Everything of mine')
  await page.getByRole('button', { name: 'Erase my data' }).click()
  const sure = page.getByRole('dialog', { name: 'Erase all of your data?' })
  await sure.getByRole('button', { name: 'Cancel' }).click()
  await sure.waitFor({ state: 'detached' })
  expect(await read('/v1/conversations')).not.toEqual([])
  await page.getByRole('button', { name: 'Erase my data' }).click()
  await sure.getByRole('button', { name: 'Erase everything' }).click()
  await becomes(() => page.getByRole('dialog').count(), 0)
  await becomes(() => page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').count(), 0)
  expect(await answers(page).count()).toBe(0)
  expect(await read('/v1/conversations')).toEqual([])
})
