import type { StateCore, Token } from 'markdown-it'
import { hostToTell, safeLink, withoutHiddenMarks } from './safe-link.ts'

type MakeToken = (type: string, tag: string, nesting: -1 | 0 | 1) => Token

/** Browsers stop nesting at some depth, each at its own; nothing that is meant to be read comes near. */
const deepest = 48

export interface HeadingEnv {
  /** The level of the heading before; the message itself stands under a second-level one. */
  heading?: number
}

const text = (make: MakeToken, content: string): Token => Object.assign(make('text', '', 0), { content })

function openLink(make: MakeToken, url: URL): Token {
  const token = make('link_open', 'a', 1)
  token.attrs = [
    ['href', url.href],
    ['rel', 'noopener noreferrer nofollow'],
    ['target', '_blank'],
  ]
  return token
}

/** Nothing is fetched for a picture: its words lead to it. */
function imageAsLink(image: Token, make: MakeToken, isInLink: boolean): Token[] {
  const words = `Image: ${image.content || 'without a description'}`
  const url = safeLink(String(image.attrGet('src') ?? ''))
  if (isInLink || url === undefined || url.protocol === 'mailto:') return [text(make, words)]
  return [openLink(make, url), text(make, words), make('link_close', 'a', -1)]
}

function tameInline(children: readonly Token[], content: string, make: MakeToken): Token[] {
  if (children.some(({ level }) => level > deepest)) return [text(make, content)]
  const tamed: Token[] = []
  let link: URL | undefined
  let words = ''
  let inLink = false
  for (const child of children) {
    if (child.type === 'image') {
      tamed.push(...imageAsLink(child, make, inLink))
    } else if (child.type === 'link_open') {
      link = safeLink(String(child.attrGet('href') ?? ''))
      inLink = true
      words = ''
      if (link) tamed.push(openLink(make, link))
    } else if (child.type === 'link_close') {
      const host = link && hostToTell(link, words)
      if (host !== undefined) tamed.push(text(make, ` (${host})`))
      if (link) tamed.push(child)
      link = undefined
      inLink = false
    } else {
      if (inLink) {
        child.content = withoutHiddenMarks(child.content)
        words += child.content
      }
      tamed.push(child)
    }
  }
  return tamed
}

/** A style attribute would be refused by the page's policy. */
function alignByClass(token: Token): void {
  const side = /(left|center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1]
  token.attrs = side === undefined ? null : [['class', side]]
}

/** Makes of what the parser found only what the page is ready to show. */
export function tameTokens(state: StateCore): void {
  const make: MakeToken = (type, tag, nesting) => new state.Token(type, tag, nesting)
  const env = state.env as HeadingEnv
  for (const token of state.tokens) {
    if (token.type === 'heading_open') {
      const level = Math.min(Number(token.tag.slice(1)) + 2, (env.heading ?? 2) + 1, 6)
      env.heading = level
      token.tag = `h${level}`
    } else if (token.type === 'heading_close') {
      token.tag = `h${env.heading ?? 3}`
    } else if (token.type === 'th_open' || token.type === 'td_open') {
      alignByClass(token)
    } else if (token.children) {
      token.children = tameInline(token.children, token.content, make)
    }
  }
}
