import type { ToolResult } from '../../ports/tools.ts'
import { oneLine } from '../../std/one-line.ts'
import { boundedText } from './bounded-text.ts'
import type { McpRefusal } from './mcp-error.ts'
import { isObject, type JsonObject } from './mcp-wire.ts'

const mostBlocks = 1_000
const longestWord = 200

const word = (value: unknown): string => (typeof value === 'string' ? oneLine(value).slice(0, longestWord) : '')

/** What a model cannot be shown, in a line. */
function named(what: string, ...words: unknown[]): string {
  const about = words.map(word).filter((one) => one !== '')
  return `[${[what, ...about].join(', ')}: not shown here]`
}

function lineOf(block: unknown): string | undefined {
  if (!isObject(block)) return undefined
  const { type, text, mimeType, resource, name, uri } = block
  if (type === 'text') return typeof text === 'string' ? text : undefined
  if (type === 'image') return named('An image', mimeType)
  if (type === 'audio') return named('A recording', mimeType)
  if (type === 'resource_link') return named('A resource', name, uri, mimeType)
  if (type === 'resource') {
    const held = isObject(resource) ? resource : {}
    return named('A resource', held['uri'], held['mimeType'])
  }
  return named('Something of a kind that is not known')
}

export function readToolResult({ content, structuredContent, isError }: JsonObject): ToolResult {
  const failed = isError === true
  const blocks: unknown[] = Array.isArray(content) ? content.slice(0, mostBlocks) : []
  const lines = blocks.flatMap((block) => lineOf(block) ?? [])
  const hasText = blocks.some((block) => isObject(block) && block['type'] === 'text')
  if (!hasText && isObject(structuredContent)) lines.unshift(JSON.stringify(structuredContent))
  const silence = failed ? 'The tool failed, and does not say why.' : 'Done.'
  return { text: boundedText(lines.join('\n') || silence), failed }
}

/** Of arguments that are not what it takes, a server says so by an error: the model can mend them. */
export function toldRefusal({ code, said }: McpRefusal): ToolResult {
  return { text: boundedText(said.trim() || `The tool failed with the code ${code}.`), failed: true }
}
