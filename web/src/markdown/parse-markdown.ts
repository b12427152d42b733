import MarkdownIt, { type Env, type Token } from 'markdown-it'
import { safeLink } from './safe-link.ts'
import { type HeadingEnv, tameTokens } from './tame-tokens.ts'

/** What stands by itself in an answer. Html of it has not been sanitised yet. */
export type Block = { kind: 'html'; html: string } | { kind: 'code'; language: string; text: string }

export interface PlacedBlock {
  block: Block
  /** Its first line, counted from 0. */
  line: number
  /** Of a heading, its level: the next must know. */
  heading: number
}

const md = new MarkdownIt({ html: false, linkify: true, maxNesting: 40 })
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
md.validateLink = (address) => safeLink(address) !== undefined
md.core.ruler.push('tame', tameTokens)

const languageOf = (info: string): string => /^[\w+#.-]{1,24}/.exec(info.trim())?.[0] ?? ''

const codeHtml = (language: string, text: string): string =>
  `<div class="code"><div class="code-bar"><span>${md.utils.escapeHtml(language)}</span><button type="button" class="copy">Copy</button></div><pre tabindex="0"><code>${md.utils.escapeHtml(text)}</code></pre></div>`

md.renderer.rules.fence = (tokens, at) => codeHtml(languageOf(tokens[at]?.info ?? ''), tokens[at]?.content ?? '')
md.renderer.rules.code_block = (tokens, at) => codeHtml('', tokens[at]?.content ?? '')
md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>'
md.renderer.rules.table_close = () => '</table></div>'

function blockOf(tokens: Token[], env: Env): Block {
  const [first] = tokens
  if (tokens.length === 1 && first && (first.type === 'fence' || first.type === 'code_block')) {
    return { kind: 'code', language: languageOf(first.info), text: first.content.replace(/\n$/, '') }
  }
  return { kind: 'html', html: md.renderer.render(tokens, md.options, env) }
}

/** Every block that stands by itself, with the line that it begins on. */
export function placeBlocks(text: string, heading = 2): PlacedBlock[] {
  const env: Env & HeadingEnv = { heading }
  const tokens = md.parse(text, env)
  const placed: PlacedBlock[] = []
  let level = heading
  for (let start = 0, at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token || token.level !== 0 || token.nesting === 1) continue
    const group = tokens.slice(start, at + 1)
    for (const { type, tag } of group) if (type === 'heading_open') level = Number(tag.slice(1))
    placed.push({ block: blockOf(group, env), line: group[0]?.map?.[0] ?? 0, heading: level })
    start = at + 1
  }
  return placed
}

export const parseMarkdown = (text: string): Block[] => placeBlocks(text).map(({ block }) => block)

/** As many as are shown together: of a long answer, a page looks at its groups only. */
export type BlockGroup = readonly Block[]
export const groupSize = 32

export function groupBlocks(blocks: readonly Block[]): BlockGroup[] {
  const groups: BlockGroup[] = []
  for (let at = 0; at < blocks.length; at += groupSize) groups.push(blocks.slice(at, at + groupSize))
  return groups
}
