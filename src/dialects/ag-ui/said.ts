import { z } from 'zod'
import { DomainError } from '../../conversation/errors.ts'
import { boundedText, isBlank, messageLimit } from '../fields.ts'
import type { GivenMessage } from './schema.ts'

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const words = boundedText(1, messageLimit)

function refused(i: number, message: string, detail: string): DomainError {
  return new DomainError('invalid', detail, { problems: [{ path: ['body', 'messages', i, 'content'], message }] })
}

/** A text, or parts that are texts; undefined where there is anything else. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  const texts = z.array(textPart).safeParse(content ?? [])
  return texts.data?.map(({ text }) => text).join('\n')
}

/** What a person has said; refused where that cannot be answered. */
export function contentOf({ content }: GivenMessage, i: number): string {
  const text = textOf(content)
  if (text === undefined)
    throw refused(i, 'must be text', 'This server reads texts only. Send the message without what else is in it.')
  const said = words.safeParse(text)
  if (said.success && !isBlank(said.data)) return said.data
  const detail = `A message has 1 to ${messageLimit} characters that are not all blank. Change it and send it again.`
  throw refused(i, `must have 1 to ${messageLimit} characters`, detail)
}
