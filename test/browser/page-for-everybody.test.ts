import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatSite, startChatSite } from './chat-site.ts'
import { answers, becomes, focused, log, reads, say, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

let site: ChatSite
let conversation: string
const rich =
  'Look:\n\n## A heading\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```js\nlet a = 1\n```\n\n> quoted\n\n[a link](https://a.example) and ![a picture](https://a.example/p.png)'

beforeAll(async () => {
  site = await startChatSite()
  const { client } = site.process()
  conversation = await client.conversation({ title: 'One with everything', persona: 'luma' })
  site.model.reply(rich)
  await client.ask(conversation, 'Show me everything')
  site.model.reply('I am here with you.')
  await client.ask(conversation, 'I want to kill myself')
  await client.post('/v1/memories', { text: 'Lives in Graz' })
})
afterAll(() => site[Symbol.asyncDispose]())

/** What axe has to say of what is open now, best practices included. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const

test.each(looks)('nobody is kept out, whatever is open: %s', async (name, options) => {
  const page = await (await visit(site.url, options)).open()
  const isPhone = name === 'phone'
  await page.getByRole('radio').first().waitFor()
  expect(await violations(page)).toEqual([])

  await page.goto(`${site.url}/app/#/c/${conversation}`)
  await reads(answers(page), 'I am here with you.')
  expect(await violations(page)).toEqual([])

  const steps = site.model.stepped(['Half of it.', ' And', ' more.'])
  await say(page, 'Go on')
  // An earlier answer may read the same.
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  steps.release(2)
  await reads(answers(page).last(), 'Half of it.')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await reads(answers(page).last(), 'Stopped.')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Edit' }).last().click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')

  const menu = async (): Promise<void> => {
    if (isPhone) await page.getByRole('button', { name: 'Menu' }).click()
  }
  await menu()
  await page
    .getByRole('button', { name: /^Options for/ })
    .first()
    .click()
  await page.getByRole('menu').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  if (isPhone) await page.keyboard.press('Escape')
  for (const place of ['Memories', 'Usage', 'Settings', 'Search']) {
    await menu()
    await page.getByRole('button', { name: place, exact: true }).click()
    await page.getByRole('dialog', { name: place }).waitFor()
    if (place === 'Memories') await reads(page.getByRole('listitem'), 'Lives in Graz')
    if (place === 'Usage') await page.getByRole('dialog').getByRole('table').waitFor()
    if (place === 'Search') await page.getByRole('searchbox').fill('everything')
    if (place === 'Search') await page.getByRole('dialog').locator('mark').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await becomes(() => page.getByRole('dialog').count(), 0)
  }
})

test('everything is reached with the keyboard alone, and one always sees where one is', async () => {
  const page = await (await visit(site.url)).open(`/app/#/c/${conversation}`)
  await reads(answers(page).first(), 'A heading')
  await becomes(() => focused(page), 'Message')
  const seen = new Set<string>()
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab')
    const { name, isVisible } = await page.evaluate(() => {
      const { activeElement: element } = document
      if (!element || element === document.body) return { name: 'the browser', isVisible: true }
      const { outlineStyle, opacity } = getComputedStyle(element)
      const around = element.closest('.composer, .persona')
      const { width, height, top } = element.getBoundingClientRect()
      return {
        name: element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '',
        isVisible:
          (outlineStyle !== 'none' || (around !== null && getComputedStyle(around).outlineStyle !== 'none')) &&
          Number(opacity) > 0 &&
          width > 0 &&
          height > 0 &&
          top < innerHeight,
      }
    })
    expect(isVisible, `the focus at “${name}”`).toBe(true)
    seen.add(name)
  }
  for (const name of ['Search', 'New conversation', 'Memories', 'Usage', 'Settings', 'Conversation', 'Edit', 'Copy'])
    expect(seen).toContain(name)
  for (const name of ['Regenerate', 'Good answer', 'Bad answer', 'a link', 'Message', 'Send'])
    expect(seen).toContain(name)
})

test('a screen reader is told once that an answer is there, and is not read each of its words', async () => {
  const page = await (await visit(site.url)).open()
  await textbox(page).waitFor()
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const live = element?.closest('[aria-live]')
        if (live?.getAttribute('aria-live') === 'polite' && element?.closest('[role=alert]') === null)
          told.push(live.textContent)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const steps = site.model.stepped(['The **first**', ' words,', ' and', ' the last.\n\n```js\ncode()\n```'])
  await say(page, 'Speak')
  steps.release()
  await reads(answers(page), 'The first')
  steps.releaseAll()
  await page.getByRole('button', { name: 'Send' }).waitFor()
  const told = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  await becomes(told, ['Personal assistant: The first words, and the last.\nA block of code.'])
  expect(await log(page).getAttribute('aria-live')).toBe('off')
  await page.getByRole('heading', { level: 2, name: 'Personal assistant' }).waitFor()
})

test('a tap beside the menu closes it, and is not also one on what lies beneath', async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  const page = await (await visit(site.url, phone)).open()
  const persona = page.locator('.persona').last()
  await persona.waitFor()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog', { name: 'Menu' }).waitFor()
  const { x, y, width } = (await persona.boundingBox()) ?? { x: 0, y: 0, width: 0 }
  await page.touchscreen.tap(x + width - 5, y + 20)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog', { name: 'Menu' }).waitFor()
  expect(await persona.locator('input').isChecked()).toBe(false)
})

test('the focus stays with what is read when the button is gone that had it', async () => {
  const messages = Array.from({ length: 110 }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: `m${i}`,
  }))
  const { id } = (await site.process().client.post('/v1/conversations/import', { messages })).json as { id: string }
  const page = await (await visit(site.url)).open(`/app/#/c/${id}`)
  await page.getByRole('button', { name: 'Show earlier messages' }).press('Enter')
  await reads(page.locator('.said').first(), /^m0$/)
  await becomes(() => focused(page), 'Conversation')
  await page.getByRole('button', { name: 'Latest' }).press('Enter')
  await page.getByRole('button', { name: 'Latest' }).waitFor({ state: 'detached' })
  await becomes(() => focused(page), 'Conversation')
})

test('who wants no motion sees none', async () => {
  const page = await (await visit(site.url, { reducedMotion: 'reduce' })).open()
  const steps = site.model.stepped(['Slowly'])
  await say(page, 'Move')
  steps.release()
  await reads(answers(page), 'Slowly')
  const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length)
  expect(await moving()).toBe(0)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await becomes(async () => (await moving()) > 0, true)
  steps.releaseAll()
})

test('on paper stands the whole conversation and nothing else', async () => {
  const page = await (await visit(site.url, { colorScheme: 'dark' })).open(`/app/#/c/${conversation}`)
  await reads(answers(page).first(), 'A heading')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const hidden of ['.sidebar', '.below', '.message-actions', '.copy'])
    expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
  for (const shown of ['.said', '.message-answer', '.code', '.message-person h2'])
    expect(await page.locator(shown).first().isVisible(), shown).toBe(true)
  const box = await log(page).evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
  expect(box).toBeLessThanOrEqual(1)
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  )
})

test('twice the size of letters breaks nothing on a phone', async () => {
  const page = await (await visit(site.url, { viewport: { width: 320, height: 568 } })).open(`/app/#/c/${conversation}`)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await reads(answers(page).first(), 'A heading')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  site.model.reply('Still here.')
  await talk(page, 'Large', 'Still here.')
})
