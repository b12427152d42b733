import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export const textbox = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' })
export const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' })
/** The link that leads to one; what was just begun is listed by the same words until it has a title. */
export const newConversation = (page: Page): Locator => page.locator('a.new-conversation')
export const answers = (page: Page): Locator => page.locator('.message-answer')

export async function say(page: Page, text: string): Promise<void> {
  await textbox(page).fill(text)
  await textbox(page).press('Enter')
}

/** Resolves when what is found reads so. */
export async function reads(found: Locator, words: string | RegExp): Promise<void> {
  await found.filter({ hasText: words }).first().waitFor()
}

/** Says it, and waits until it is answered. */
export async function talk(page: Page, text: string, answer: string | RegExp): Promise<void> {
  await say(page, text)
  await reads(answers(page).last(), answer)
  await page.getByRole('button', { name: 'Send' }).waitFor()
}

export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
  })

/** The same question until the answer is this: a page tells by drawing, not by an event. */
export async function becomes<Value>(ask: () => Promise<Value>, wanted: Value): Promise<void> {
  await expect.poll(ask, { timeout: 20_000 }).toEqual(wanted)
}
