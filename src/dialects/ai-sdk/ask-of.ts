import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { SendRequest } from '../../conversation/send.ts'
import type { Scope } from '../../conversation/types.ts'
import { beginning, findAnswer, findAnswered, findPlace } from './find-place.ts'
import { contentOf } from './said.ts'
import type { Chat, UiMessage } from './schema.ts'

type Ask = SendRequest['ask']

function nothingSaid(): DomainError {
  const problems = [{ path: ['body', 'messages'], message: 'must end with a message of a person' }]
  return new DomainError('invalid', 'There is no message here that could be answered. Send one of a person last.', {
    problems,
  })
}

/** Asks again where the same words have an answer by now; says them for the first time where they have none. */
async function again(
  engine: Engine,
  scope: Scope,
  id: string,
  before: readonly UiMessage[],
  message: UiMessage,
  content: string,
): Promise<Ask> {
  const place = (await findPlace(engine, scope, id, before, true)) ?? beginning
  const answer = await findAnswered(engine, scope, id, place, message)
  return answer ? { kind: 'regenerate', messageId: answer.id } : { kind: 'message', content, parentId: place.id }
}

/** What a page wants answered, and in which place of the chat as it is stored. */
export async function askOf(
  engine: Engine,
  scope: Scope,
  conversationId: string | undefined,
  { messages, trigger, messageId }: Chat,
): Promise<Ask> {
  const isAgain = trigger === 'regenerate-message'
  if (isAgain && conversationId !== undefined) {
    const answer = await findAnswer(engine, scope, conversationId, messageId)
    if (answer) return { kind: 'regenerate', messageId: answer.id }
  }
  const at = messages.findLastIndex(({ role }) => role === 'user')
  const message = messages[at]
  if (!message || (!isAgain && at !== messages.length - 1)) throw nothingSaid()
  const content = contentOf(message, at)
  if (conversationId === undefined) return { kind: 'message', content }
  const before = messages.slice(0, at)
  if (isAgain) return again(engine, scope, conversationId, before, message, content)
  const place = await findPlace(engine, scope, conversationId, before, typeof messageId === 'string')
  return { kind: 'message', content, ...(place && { parentId: place.id }) }
}
