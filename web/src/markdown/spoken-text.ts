import { parseMarkdown } from './parse-markdown.ts'
import { sanitize } from './sanitize.ts'

/** An answer as one would read it aloud. */
export const spokenText = (text: string): string =>
  parseMarkdown(text)
    .map((block) => (block.kind === 'code' ? 'A block of code.' : sanitize(block.html).textContent.trim()))
    .join('\n')
