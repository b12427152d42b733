import { DomainError } from '../../conversation/errors.ts'
import { boundedText, isBlank, messageLimit } from '../fields.ts'
import type { UiMessage } from './schema.ts'

const content = boundedText(1, messageLimit)

function refused(i: number, message: string, detail: string): DomainError {
  return new DomainError('invalid', detail, { problems: [{ path: ['body', 'messages', i, 'parts'], message }] })
}

/** The words of a message, which may be none. */
export const wordsOf = ({ parts }: UiMessage): string =>
  parts.flatMap(({ type, text }) => (type === 'text' && typeof text === 'string' ? [text] : [])).join('\n')

/** What a person has said; refused where that cannot be answered. */
export function contentOf(message: UiMessage, i: number): string {
  if (message.parts.some(({ type }) => type === 'file')) {
    throw refused(i, 'must be texts', 'This server reads texts only. Send the message without its files.')
  }
  const said = content.safeParse(wordsOf(message))
  if (said.success && !isBlank(said.data)) return said.data
  const bounds = `must have 1 to ${messageLimit} characters of text`
  throw refused(
    i,
    bounds,
    `A message has 1 to ${messageLimit} characters that are not all blank. Change it and send it again.`,
  )
}
