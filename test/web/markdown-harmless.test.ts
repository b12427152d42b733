import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../web/src/markdown/parse-markdown.ts'
import { happyPage } from './happy-page.ts'
import { enormousMarkdown, hostileMarkdown } from './hostile-markdown.ts'

const tags = new Set(
  'a blockquote br button code div em h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
)

/** What may be written into each attribute, to the letter. */
const attributes: Readonly<Record<string, RegExp>> = {
  class: /^(?:code|code-bar|copy|table|left|center|right)$/,
  href: /^(?:https?:\/\/[^/@\s"'<>]+(?:\/|\?|#|$)|mailto:)[^\s"'<>`]*$/,
  rel: /^noopener noreferrer nofollow$/,
  start: /^\d{1,9}$/,
  tabindex: /^0$/,
  target: /^_blank$/,
  type: /^button$/,
}

/** What stands in the page that must not, and every text of it. */
function look(markdown: string): { strange: string[]; links: string[]; text: string } {
  const window = happyPage()
  const { document } = window
  const strange: string[] = []
  for (const block of parseMarkdown(markdown)) {
    if (block.kind === 'code') continue
    document.body.innerHTML += block.html
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (!tags.has(element.localName)) strange.push(`<${element.localName}>`)
    for (const { name, value } of element.attributes)
      if (attributes[name]?.test(value ?? '') !== true) strange.push(`${element.localName} ${name}="${value}"`)
    if (element.localName === 'a' && !element.hasAttribute('rel')) strange.push('a link that tells where it is from')
  }
  const links = [...document.body.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
  return { strange, links, text: document.body.textContent.trim() }
}

describe('what a model writes does no harm', () => {
  test('there are enough ways to try it', () => {
    expect(hostileMarkdown.length).toBeGreaterThan(100)
    expect(new Set(hostileMarkdown).size).toBe(hostileMarkdown.length)
  })

  test.each(hostileMarkdown)('%j leaves only elements and attributes of ours', (markdown) => {
    expect(look(markdown).strange).toEqual([])
  })

  test('all of it in one answer, in any order, is as harmless', () => {
    expect(look(hostileMarkdown.join('\n\n')).strange).toEqual([])
    expect(look(hostileMarkdown.toReversed().join('\n')).strange).toEqual([])
    expect(look(hostileMarkdown.map((one) => `- > ${one}`).join('\n')).strange).toEqual([])
  })

  test.each(hostileMarkdown.filter((one) => /^\[x\](?:\[r\]|\((?!mailto|.*https:))/.test(one)))(
    '%j is no link',
    (markdown) => {
      expect(look(markdown).links).toEqual([])
    },
  )

  test('a link says where it leads where its words say something else', () => {
    expect(look('[https://bank.example](https://evil.example/x)').text).toBe('https://bank.example (evil.example)')
    expect(look('[www.bank.example/login](https://evil.example)').text).toContain('(evil.example)')
    expect(look('[bank\u200b.example](https://evil.example)').text).toBe('bank.example (evil.example)')
    expect(look('[\u202eknab](https://b\u0430nk.example/)').text).toBe('knab (xn--bnk-6cd.example)')
    expect(look('[bank.example](https://www.bank.example/x)').text).toBe('bank.example')
    expect(look('[version 1.2](https://a.example)').text).toBe('version 1.2')
  })

  test('whoever stands before an @ is not taken for the host', () => {
    for (const [before, after] of [
      ['', ''],
      ['<', '>'],
      ['[bank](', ')'],
    ]) {
      const { links } = look(`${before}https://bank.example@evil.example/${after}`)
      expect(links.filter((link) => link !== 'https://bank.example/')).toEqual([])
    }
  })

  test('a picture is words that lead to it', () => {
    const { text, links, strange } = look('![A map](https://a.example/map.png)')
    expect([text, links, strange]).toEqual(['Image: A map', ['https://a.example/map.png'], []])
    expect(look('[![A map](https://a.example/1.png)](https://b.example)').links).toEqual(['https://b.example/'])
  })

  test.each(Object.entries(enormousMarkdown))('%s come to an end, and not too deep', (_, markdown) => {
    let deepest = 0
    for (const block of parseMarkdown(markdown)) {
      if (block.kind === 'code') continue
      let depth = 0
      for (const [tag] of block.html.matchAll(/<(?!br|hr)\/?[a-z]/g)) {
        depth += tag.startsWith('</') ? -1 : 1
        deepest = Math.max(deepest, depth)
      }
    }
    expect(deepest).toBeLessThan(120)
  })
})
