import { DomainError } from '../../conversation/errors.ts'
import type { ModelMessage } from '../../ports/model.ts'
import { takeCodePoints } from '../../std/code-points.ts'

const roles = ['system', 'user', 'assistant'] as const
const shownOfRole = 100

/** `refusal` stands where this contract has fixed words. */
const refused = (refusal: string, sentence: string): DomainError =>
  new DomainError('invalid', sentence, { extra: { refusal } })

function toMessage(given: unknown): ModelMessage {
  const { role, content } = (given ?? {}) as { role?: unknown; content?: unknown }
  if (typeof role !== 'string' || typeof content !== 'string' || !content.isWellFormed()) {
    throw refused(
      'Invalid message format',
      'A message is not as this path takes it. Give every message a "role" and a "content", both texts.',
    )
  }
  const known = roles.find((one) => one === role)
  if (known) return { role: known, content }
  throw refused(
    `Invalid role: ${takeCodePoints(role.toWellFormed(), shownOfRole)}`,
    'A message has a role that this path does not know. Use one of system, user, assistant.',
  )
}

export const toMessages = (given: readonly unknown[]): ModelMessage[] => given.map(toMessage)
