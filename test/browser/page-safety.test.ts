import { afterAll, beforeAll, expect, test } from 'vitest'
import { enormousMarkdown, hostileMarkdown } from '../web/hostile-markdown.ts'
import { words } from '../fake-model.ts'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, log, reads, say, talk } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
beforeAll(async () => {
  site = await startChatSite()
})
afterAll(() => site[Symbol.asyncDispose]())

const tags = new Set(
  'a blockquote br button code div em h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const attributes = new Set('class dir href rel start tabindex target type'.split(' '))

test('what a model writes to do harm runs nothing, loads nothing and leads nowhere, as it streams and when it is read again', async () => {
  const visitor = await visit(site.url)
  const page = await visitor.open()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('dialog', () => asked.push('a dialog'))
  const before = await page.evaluate(() => Object.keys(globalThis).length)
  // Each by itself, so that no open code block swallows those after it.
  const { client } = site.process()
  const messages = hostileMarkdown.flatMap((content) => [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: content.toWellFormed().replaceAll('\0', '') },
  ])
  const { id } = (await client.post('/v1/conversations/import', { messages })).json as { id: string }
  site.model.next(async (exchange) => {
    for (const piece of hostileMarkdown) await exchange.token(`${piece.toWellFormed().replaceAll('\0', '')}\n\n`)
    await exchange.token('THE END')
    await exchange.finish('stop')
    await exchange.done()
  })
  await say(page, 'Write it all')
  await reads(answers(page), 'THE END')
  await page.getByRole('button', { name: 'Send' }).waitFor()
  const strangeIn = (): Promise<string[]> =>
    page.evaluate(
      ({ tagList, attributeList }) =>
        [...document.querySelectorAll('.markdown *')].flatMap((element) => [
          ...(tagList.includes(element.localName) ? [] : [`<${element.localName}>`]),
          ...element
            .getAttributeNames()
            .filter((name) => !attributeList.includes(name))
            .map((name) => `${element.localName} ${name}`),
          ...(element instanceof HTMLAnchorElement && !/^(?:https?|mailto):$/.test(element.protocol)
            ? [element.href]
            : []),
        ]),
      { tagList: [...tags], attributeList: [...attributes] },
    )
  expect(await strangeIn()).toEqual([])
  await page.goto(`${site.url}/app/#/c/${id}`)
  await becomes(async () => (await answers(page).count()) > 40, true)
  expect(await strangeIn()).toEqual([])
  expect(await page.evaluate(() => Object.keys(globalThis).length)).toBe(before)
  expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([])
  await becomes(() => log(page).getByRole('link').first().getAttribute('rel'), 'noopener noreferrer nofollow')
})

test('what is meant to take for ever, or to reach too deep, is shown', async () => {
  const page = await (await visit(site.url)).open()
  const messages = Object.values(enormousMarkdown).flatMap((content) => [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: content.slice(0, 30_000) },
  ])
  const { id } = (await site.process().client.post('/v1/conversations/import', { messages })).json as { id: string }
  await page.goto(`${site.url}/app/#/c/${id}`)
  await becomes(() => answers(page).count(), Object.keys(enormousMarkdown).length)
})

test('somebody in danger is shown where there is help near them, as links that call', async () => {
  const page = await (await visit(site.url, { locale: 'en-GB' })).open()
  await page.getByRole('radio', { name: /^Luma/ }).check()
  site.model.reply('I am here with you.')
  await talk(page, 'I want to kill myself', 'I am here with you.')
  const card = page.getByRole('region', { name: 'Where there is help' })
  await card.waitFor()
  expect(await card.getByRole('link', { name: 'Call 116 123' }).getAttribute('href')).toBe('tel:116123')
  expect(await card.getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999')
  const web = card.getByRole('link', { name: /\.\w+$/ }).first()
  expect(await web.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(await web.getAttribute('href')).toMatch(/^https:\/\//)
})

test('who listens says that it is an AI', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('radio', { name: /^Luma/ }).check()
  site.model.reply('Good to meet you.')
  await talk(page, 'Hello there', 'Good to meet you.')
  await reads(answers(page).locator('.notice'), /\bAI\b/)
})

test('a sentence that is taken back is gone from the page', async () => {
  const page = await (await visit(site.url)).open()
  await page.getByRole('radio', { name: /^Luma/ }).check()
  const steps = site.model.stepped(words('That sounds hard. What you are describing is ADHD. Please stay.'))
  await say(page, 'I cannot sit still')
  steps.release(words('That sounds hard. What you are describing is').length)
  await reads(answers(page), 'What you are describing is')
  steps.releaseAll()
  await reads(answers(page), 'a doctor or a therapist can look into that with you')
  expect(await log(page).textContent()).not.toMatch(/describing|ADHD/)
  await reads(answers(page), 'That sounds hard.')
})

test('the offline model is not taken for another', async () => {
  await using offline = await startChatSite({ OPENAI_BASE_URL: '' })
  const page = await (await visit(offline.url)).open()
  await reads(page.locator('.fine-print'), 'built-in offline model')
  await say(page, 'Hello')
  await answers(page).locator('p').first().waitFor()
  const usual = await (await visit(site.url)).open()
  await reads(usual.locator('.fine-print'), 'Answers are written by a model')
})
