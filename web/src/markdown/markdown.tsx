import { memo, type MouseEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { announce } from '../page/announce.ts'
import { createGrowingMarkdown } from './grow-markdown.ts'
import { matchText, morph } from './morph.ts'
import { type BlockGroup, groupBlocks, parseMarkdown } from './parse-markdown.ts'
import { sanitize } from './sanitize.ts'

const HtmlBlock = memo(({ html }: { html: string }) => {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (place.current) morph(place.current, sanitize(html))
  }, [html])
  return <div ref={place} className="block" dir="auto" />
})

/** React writes the whole text of an element that changes; here only what is new is added. */
const CodeBlock = memo(({ language, text }: { language: string; text: string }) => {
  const place = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const code = place.current
    if (!code) return
    const { firstChild } = code
    if (firstChild instanceof Text) matchText(firstChild, text)
    else code.append(text)
  }, [text])
  return (
    <div className="code">
      <div className="code-bar">
        <span>{language}</span>
        <button type="button" className="copy">
          Copy
        </button>
      </div>
      <pre tabIndex={0}>
        <code ref={place} />
      </pre>
    </div>
  )
})

const Blocks = memo(({ blocks }: { blocks: BlockGroup }) =>
  blocks.map((block, at) =>
    block.kind === 'code' ? (
      <CodeBlock key={at} language={block.language} text={block.text} />
    ) : (
      <HtmlBlock key={at} html={block.html} />
    ),
  ),
)

/** Some code blocks stand within what is no component: the whole answer listens for their buttons. */
async function copyCode({ target }: MouseEvent): Promise<void> {
  const button = target instanceof Element ? target.closest('button.copy') : null
  const code = button?.closest('.code')?.querySelector('code')
  if (!button || !code) return
  try {
    await navigator.clipboard.writeText(code.textContent)
    button.textContent = 'Copied'
    announce('Copied')
  } catch {
    button.textContent = 'Not allowed'
    announce('The browser does not allow copying here')
  }
  setTimeout(() => (button.textContent = 'Copy'), 1_600)
}

interface MarkdownProps {
  text: string
  /** More of it is still to come. */
  isGrowing: boolean
}

export const Markdown = memo(({ text, isGrowing }: MarkdownProps) => {
  const [growing] = useState(createGrowingMarkdown)
  const groups = useMemo(
    () => (isGrowing ? growing.update(text) : groupBlocks(parseMarkdown(text))),
    [growing, isGrowing, text],
  )
  return (
    <div className="markdown" onClick={(event) => void copyCode(event)}>
      {groups.map((blocks, at) => (
        <Blocks key={at} blocks={blocks} />
      ))}
    </div>
  )
})
