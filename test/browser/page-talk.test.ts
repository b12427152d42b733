import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, focused, log, newConversation, reads, say, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
beforeAll(async () => {
  site = await startChatSite()
})
afterAll(() => site[Symbol.asyncDispose]())

test('Enter sends, Shift and Enter do not, and the answer is shown as it is written', async () => {
  const page = await (await visit(site.url)).open()
  const steps = site.model.stepped(['Here **it', ' is**.\n\n', '- one\n', '- two'])
  await textbox(page).fill('First line')
  await textbox(page).press('Shift+Enter')
  await textbox(page).pressSequentially('second line')
  await textbox(page).press('Enter')
  await reads(page.locator('.said'), /^First line\nsecond line$/)
  expect(await textbox(page).inputValue()).toBe('')
  steps.release(2)
  await reads(answers(page).locator('strong'), 'it is')
  steps.release()
  await reads(answers(page).locator('li'), 'one')
  expect(await answers(page).locator('li').count()).toBe(1)
  steps.releaseAll()
  await reads(answers(page).locator('li'), 'two')
  await page.getByRole('button', { name: 'Send' }).waitFor()
  await page.waitForURL(/#\/c\//)
  await page.getByRole('navigation', { name: 'Conversations' }).getByText('First line second line').waitFor()
})

test('Stop, and Escape, end an answer and keep what was said of it', async () => {
  const page = await (await visit(site.url)).open()
  for (const stop of [() => page.getByRole('button', { name: 'Stop' }).click(), () => page.keyboard.press('Escape')]) {
    const steps = site.model.stepped(['As far as', ' this', ' and on'])
    await say(page, 'Go on')
    // The second answer reads as the first.
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    steps.release(2)
    await reads(answers(page).last(), 'As far as this')
    await stop()
    await reads(answers(page).last(), 'Stopped.')
    await reads(answers(page).last(), 'As far as this')
    await page.getByRole('button', { name: 'Send' }).waitFor()
    expect(await answers(page).last().textContent()).not.toContain('and on')
  }
})

test('a second click on Send does not stop what the first has sent', async () => {
  const page = await (await visit(site.url)).open()
  const steps = site.model.stepped(['Not', ' stopped.'])
  await textbox(page).fill('Twice')
  await page.getByRole('button', { name: 'Send' }).hover()
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount })
    await page.mouse.up({ clickCount })
    await page.getByRole('button', { name: 'Stop' }).waitFor()
  }
  steps.releaseAll()
  await reads(answers(page), 'Not stopped.')
})

test('another answer and other words are versions that one can go between', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('First answer')
  await talk(page, 'First words', 'First answer')
  site.model.reply('Second answer')
  await page.getByRole('button', { name: 'Regenerate' }).click()
  await reads(answers(page), 'Second answer')
  await reads(answers(page).locator('.branches'), '2/2')
  await page.getByRole('button', { name: 'Previous version' }).press('Enter')
  await reads(answers(page), 'First answer')
  await reads(answers(page).locator('.branches'), '1/2')
  // Where the button was that was pressed, another one is now.
  await becomes(() => focused(page), 'Previous version')
  await page.getByRole('button', { name: 'Next version' }).click()
  await reads(answers(page), 'Second answer')

  site.model.reply('Third answer')
  await page.getByRole('button', { name: 'Edit' }).press('Enter')
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  expect(await editor.inputValue()).toBe('First words')
  await editor.press('Escape')
  await becomes(() => focused(page), 'Edit')
  await page.getByRole('button', { name: 'Edit' }).click()
  await editor.fill('Other words')
  await editor.press('Enter')
  await reads(answers(page), 'Third answer')
  await reads(page.locator('.said'), 'Other words')
  expect(await page.locator('.said').count()).toBe(1)
  await page.getByRole('button', { name: 'Previous version' }).click()
  await reads(page.locator('.said'), 'First words')
  await reads(answers(page), 'Second answer')
})

test('who answers is chosen at the start and told from then on', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('radio', { name: /^Smart Chatbot/ }).check()
  site.model.reply('Hello')
  const before = site.model.requests.length
  await talk(page, 'Hi', 'Hello')
  const request = await site.model.waitForRequest(before + 1)
  expect(JSON.stringify(request.body)).toContain('Hi')
  await reads(page.locator('.with'), 'with Smart Chatbot')
  const id = page.url().split('/').at(-1) ?? ''
  const { json } = await site.process().client.get(`/v1/conversations/${id}`)
  expect((json as { persona: string }).persona).toBe('smart-chatbot')
  expect(await page.getByRole('radio').count()).toBe(0)
})

test('what is being written outlasts a reload, in each conversation its own', async () => {
  const page = await (await visit(site.url)).open()
  await textbox(page).fill('Not sent yet')
  await page.reload()
  expect(await textbox(page).inputValue()).toBe('Not sent yet')
  site.model.reply('Fine')
  await textbox(page).press('Enter')
  await reads(answers(page), 'Fine')
  await textbox(page).fill('A second one')
  await page.reload()
  await reads(answers(page), 'Fine')
  expect(await textbox(page).inputValue()).toBe('A second one')
  await newConversation(page).click()
  await page.locator('.greeting').waitFor()
  expect(await textbox(page).inputValue()).toBe('')
})

test('what the server refuses is told in its own sentences, and what was written is not lost', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/422/)
  const page = await visitor.open()
  const tooLong = 'x'.repeat(32_001)
  await say(page, tooLong)
  const alert = page.getByRole('alert')
  await reads(alert, 'The request is not valid')
  await page.getByRole('button', { name: 'Take back' }).click()
  expect(await textbox(page).inputValue()).toBe(tooLong)
  await becomes(() => focused(page), 'Message')
})

test('whatever was refused comes back together when one takes it back, before what is written by then', async () => {
  const visitor = await visit(site.url)
  visitor.forgive(/422/)
  const page = await visitor.open()
  const [first, second] = ['a'.repeat(32_001), 'b'.repeat(32_001)]
  for (const text of [first, second]) {
    await say(page, text)
    await reads(page.locator('.said-place').filter({ hasText: text }).getByRole('alert'), 'The request is not valid')
  }
  await textbox(page).fill('third')
  await page.getByRole('button', { name: 'Take back' }).first().click()
  expect(await textbox(page).inputValue()).toBe(`${first}\n\n${second}\n\nthird`)
  await becomes(() => page.locator('.said').count(), 0)
})

test('Escape within a word that is still being composed ends neither the editing nor the answer', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('First.')
  await talk(page, 'Words', 'First.')
  await page.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await editor.fill('Long and careful words')
  const escape = { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }
  await editor.dispatchEvent('keydown', escape)
  expect(await editor.inputValue()).toBe('Long and careful words')
  await editor.press('Escape')
  const steps = site.model.stepped(['Not', ' stopped.'])
  await say(page, 'Go on')
  steps.release()
  await reads(answers(page).last(), 'Not')
  await textbox(page).dispatchEvent('keydown', escape)
  steps.releaseAll()
  await reads(answers(page).last(), 'Not stopped.')
})

test('an answer that fails says why, also after a reload, and can be tried again', async () => {
  const page = await (await visit(site.url)).open()
  site.model.fail(400, {}, '{"error":{"message":"a key: sk-123"}}')
  await say(page, 'Will it work?')
  const alert = answers(page).getByRole('alert')
  await alert.waitFor()
  const words = await alert.textContent()
  expect(words).toContain('The model refused the request')
  expect(words).not.toContain('sk-123')
  await page.reload()
  await becomes(() => alert.textContent(), words)
  site.model.reply('It works')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await reads(answers(page), 'It works')
})

test('a thumb is sent to the server', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('A good one')
  await talk(page, 'Rate this', 'A good one')
  const sent = page.waitForRequest((request) => request.url().endsWith('/feedback'))
  await page.getByRole('button', { name: 'Good answer' }).click()
  expect((await sent).postDataJSON()).toMatchObject({ rating: 'up' })
  await becomes(() => page.getByRole('button', { name: 'Good answer' }).getAttribute('aria-pressed'), 'true')
  await page.getByRole('button', { name: 'Bad answer' }).click()
  await becomes(() => page.getByRole('button', { name: 'Good answer' }).getAttribute('aria-pressed'), 'false')
})

test('code is copied as it was written', async () => {
  const visitor = await visit(site.url, { permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await visitor.open()
  site.model.reply('```ts\nconst a = "<b>"\n\nconst c = 1\n```\n\n- in a list\n\n  ```\n  second\n  ```\n')
  await talk(page, 'Code', 'second')
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  await page.locator('.copy').first().click()
  await becomes(copied, 'const a = "<b>"\n\nconst c = 1')
  await page.locator('.copy').nth(1).click()
  await becomes(copied, 'second\n')
})

test('what could not be copied is told', async () => {
  const page = await (await visit(site.url)).open()
  // As on a page that came over plain HTTP.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  site.model.reply('Not to be copied')
  await talk(page, 'Copy this', 'Not to be copied')
  await answers(page).getByRole('button', { name: 'Copy' }).click()
  await reads(answers(page).getByRole('alert'), 'Nothing was copied')
})

test('words without a space, wide tables and long lines of code stay within the page', async () => {
  const page = await (await visit(site.url, { viewport: { width: 390, height: 844 } })).open()
  const wide = `| ${'column | '.repeat(30)}\n|${'---|'.repeat(30)}\n| ${'value | '.repeat(30)}`
  site.model.reply(
    `${'w'.repeat(600)}\n\n${wide}\n\n\`\`\`\n${'c'.repeat(600)}\n\`\`\`\n\nhttps://a.example/${'p'.repeat(400)}`,
  )
  await talk(page, 'm'.repeat(500), 'column')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  expect(await log(page).evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0)
})

test('who reads further up is left there while the answer grows, and led to its end on wish', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('line\n\n'.repeat(60))
  await talk(page, 'Much', 'line')
  const top = (): Promise<number> => log(page).evaluate((box) => Math.round(box.scrollTop))
  const toEnd = (): Promise<number> =>
    log(page).evaluate((box) => box.scrollHeight - box.clientHeight - Math.round(box.scrollTop))
  await becomes(async () => (await toEnd()) < 3, true)
  const steps = site.model.stepped(['more\n\n'.repeat(20), 'and more\n\n'.repeat(20), 'the last'])
  await say(page, 'More')
  steps.release()
  await reads(answers(page).last(), 'more')
  await becomes(async () => (await toEnd()) < 3, true)
  await log(page).evaluate((box) => box.scrollTo({ top: 100 }))
  const latest = page.getByRole('button', { name: 'Latest' })
  await latest.waitFor()
  steps.releaseAll()
  await reads(answers(page).last(), 'the last')
  expect(await top()).toBe(100)
  await latest.click()
  await becomes(async () => (await toEnd()) < 3, true)
})

test('an answer that grows leaves the others, and its own finished blocks, untouched', async () => {
  const page = await (await visit(site.url)).open()
  site.model.reply('An earlier answer')
  await talk(page, 'Before', 'An earlier answer')
  const words = Array.from({ length: 200 }, (_, i) => (i % 20 === 19 ? 'end.\n\n' : `word${i} `))
  const steps = site.model.stepped(['The first block.\n\n', ...words])
  await say(page, 'Now')
  steps.release(2)
  await reads(answers(page).last(), 'word0')
  await log(page).evaluate((box) => {
    const changes: string[] = []
    Object.assign(globalThis, { changes })
    const note = (records: MutationRecord[]): void => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const own = element?.closest('.block')
        const all = [...(box.lastElementChild?.lastElementChild?.querySelectorAll('.block') ?? [])]
        if (own && (all.indexOf(own) === 0 || !all.includes(own))) changes.push(own.textContent)
      }
    }
    new MutationObserver(note).observe(box, { subtree: true, childList: true, characterData: true })
  })
  steps.releaseAll()
  await page.getByRole('button', { name: 'Send' }).waitFor()
  expect(await answers(page).last().locator('.block').count()).toBeGreaterThan(10)
  expect(await page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)).toEqual([])
})
