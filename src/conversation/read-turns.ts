import type { HistoryPlace, Runs, Turn } from '../ports/runs.ts'

/** Most contexts are read with one query; a long one with a few. */
const firstPage = 24
const nextPage = 96

export interface WayTo {
  userId: string
  conversationId: string
  messageId: string
}

/** The turns that lead to a message, newest first, page by page; undefined after the last. */
export function readTurnsOf(
  runs: Pick<Runs, 'history'>,
  { userId, conversationId, messageId }: WayTo,
): () => Promise<Turn[] | undefined> {
  let from: HistoryPlace | undefined = { messageId }
  let limit = firstPage
  return async () => {
    if (!from) return undefined
    const page = await runs.history(userId, conversationId, from, limit)
    from = page.next
    limit = nextPage
    return page.turns
  }
}
