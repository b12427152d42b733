import type { HistoryPlace, RunJob, Runs, Turn } from '../ports/runs.ts'

/** Most contexts are read with one query; a long one with a few. */
const firstPage = 24
const nextPage = 96

/** The turns that lead to what a run answers, newest first, page by page; undefined after the last. */
export function readTurnsOf(runs: Pick<Runs, 'history'>, { userId, run }: RunJob): () => Promise<Turn[] | undefined> {
  let from: HistoryPlace | undefined = { messageId: run.userMessageId }
  let limit = firstPage
  return async () => {
    if (!from) return undefined
    const page = await runs.history(userId, run.conversationId, from, limit)
    from = page.next
    limit = nextPage
    return page.turns
  }
}
