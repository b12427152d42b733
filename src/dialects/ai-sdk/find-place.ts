import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { Message, Scope } from '../../conversation/types.ts'
import type { Position } from '../../ports/page.ts'
import { wordsOf } from './said.ts'
import type { UiMessage } from './schema.ts'

/** A message that others follow; the beginning of the chat has none. */
interface Place {
  id: string | null
  seq: number
}

export const beginning: Place = { id: null, seq: 0 }

/** So many answers of a page are looked for, and so many messages that its page shows without one. */
const mostLookedFor = 16
const pageLength = 200
const ofServer = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** An answer of this chat, by the id that its stream gave it. */
export async function findAnswer(
  engine: Engine,
  { userId }: Scope,
  conversationId: string,
  id: string | null | undefined,
): Promise<Message | undefined> {
  if (typeof id !== 'string' || !ofServer.test(id)) return undefined
  try {
    const found = await engine.message(userId, id)
    return found.conversationId === conversationId && found.role === 'assistant' ? found : undefined
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  }
}

/** The newest answer to what was said last with these words behind this place. Ids of pages are not kept: words are. */
export async function findAnswered(
  engine: Engine,
  scope: Scope,
  conversationId: string,
  place: Place,
  message: UiMessage,
): Promise<Message | undefined> {
  const words = wordsOf(message)
  const answers = new Map<string | null, Message>()
  let from: Position | undefined
  do {
    const page = await engine.listMessages(scope, conversationId, { limit: pageLength, order: 'desc', from })
    for (const one of page.items) {
      if (one.seq <= place.seq) return undefined
      if (one.role === 'assistant' && !answers.has(one.parentId)) answers.set(one.parentId, one)
      const isMeant = one.role === 'user' && one.parentId === place.id
      if (isMeant && (one.id === message.id || one.content === words)) return answers.get(one.id)
    }
    from = page.next ?? undefined
  } while (from)
  return undefined
}

/**
 * Behind what a new message belongs: the last answer of the page, and what was said after it that the page shows no
 * answer to. Where the page shows no answer of ours, it is undefined, the newest there is, unless `fromBeginning`.
 */
export async function findPlace(
  engine: Engine,
  scope: Scope,
  conversationId: string,
  before: readonly UiMessage[],
  fromBeginning: boolean,
): Promise<Place | undefined> {
  let place: Place | undefined
  let behind = 0
  let looked = 0
  for (let i = before.length - 1; i >= 0 && !place && looked < mostLookedFor; i--) {
    const message = before[i]
    if (message?.role !== 'assistant') continue
    looked++
    place = await findAnswer(engine, scope, conversationId, message.id)
    if (place) behind = i + 1
  }
  if (!place && !fromBeginning) return undefined
  let at = place ?? beginning
  const unanswered = before.slice(behind).filter(({ role }) => role === 'user')
  for (const message of unanswered.slice(0, mostLookedFor)) {
    at = (await findAnswered(engine, scope, conversationId, at, message)) ?? at
  }
  return at
}
