import type { RunJob, Runs, Turn } from '../ports/runs.ts'

/** Most contexts are read with one query; a long one with a few. */
const firstPage = 24
const nextPage = 96

/** The turns that lead to what a run answers, newest first, page by page; an empty page after the last. */
export function readTurnsOf(runs: Pick<Runs, 'history'>, { userId, run }: RunJob): () => Promise<Turn[]> {
  let from: string | null = run.userMessageId
  let limit = firstPage
  return async () => {
    if (from === null) return []
    const page: Turn[] = await runs.history(userId, run.conversationId, from, limit)
    from = page.length < limit ? null : (page.at(-1)?.parentId ?? null)
    limit = nextPage
    return page
  }
}
