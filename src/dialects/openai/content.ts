import { isBlank } from '../fields.ts'
import { invalid, unsupported } from './refusals.ts'

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

function storable(text: string, param: string): string {
  if (isStorable(text)) return text
  throw invalid(param, `${param} must be well-formed Unicode without NUL characters. Correct it and send it again.`)
}

function partText(part: unknown, param: string, types: readonly string[]): string {
  const { type, ...said } = (part ?? {}) as { type?: unknown; text?: unknown; refusal?: unknown }
  if (typeof type !== 'string' || !types.includes(type))
    throw unsupported(
      `${param}.type`,
      `${param} is no text, and this server takes nothing else. Send parts of the type ${types.join(' or ')}.`,
    )
  const field = type === 'refusal' ? type : 'text'
  const text = said[field]
  if (typeof text === 'string') return storable(text, `${param}.${field}`)
  throw invalid(`${param}.${field}`, `${param}.${field} must be a text.`, 'invalid_type')
}

/** What a message says: a text, or parts of these types, each of which stands by itself. */
export function textOf(content: unknown, param: string, types: readonly string[]): string {
  if (typeof content === 'string') return storable(content, param)
  if (!Array.isArray(content))
    throw invalid(param, `${param} must be a text or a list of parts that are texts.`, 'invalid_type')
  return content.map((part, i) => partText(part, `${param}[${i}]`, types)).join('\n')
}

/** As `textOf`, of something that is to be answered and kept. */
export function messageText(text: string, param: string, most: number): string {
  if (isBlank(text)) throw invalid(param, `${param} must not be empty. Say something that can be answered.`)
  if (Array.from(text).length <= most) return text
  throw invalid(param, `${param} must have at most ${most} characters. Send less at once.`, 'string_above_max_length')
}
