import type { RunId } from '../../conversation/types.ts'
import type { Journal, JournalEntry } from '../../ports/journal.ts'
import { lockConversationsOf } from './lock-conversations.ts'
import { lockRuns, type OwnedRun } from './owned-runs.ts'
import type { Queryable } from './prepared.ts'
import { writeNotes } from './safety-notes.ts'
import type { SqlParts } from './sql-parts.ts'
import { isLogged, writeLog } from './write-log.ts'
import { writeSeals } from './write-seals.ts'

/** Ended by this very entry: its connection broke before anybody heard that it was done. */
async function isDone(db: Queryable, run: OwnedRun, entry: JournalEntry): Promise<boolean> {
  const { seal } = entry
  const isItsEnd = seal === undefined || (seal.state === run.state && seal.now === run.ended_at)
  return isItsEnd && isLogged(db, entry)
}

export function createCommit({
  index,
  recallIndex,
  shared,
  transaction,
}: Pick<SqlParts, 'index' | 'recallIndex' | 'shared' | 'transaction'>): Journal['commit'] {
  return (entries) =>
    transaction(async (trx) => {
      const inOrder = entries.toSorted((a, b) => (a.run < b.run ? -1 : 1))
      const changing = inOrder.flatMap(({ run, seal, notes }) => (seal || notes ? [run] : []))
      if (shared) await lockConversationsOf(trx, changing)
      const ids = inOrder.map(({ run }) => run)
      const byId = await lockRuns(trx, ids)
      const lost = new Set<RunId>()
      const ours: { entry: JournalEntry; run: OwnedRun }[] = []
      for (const entry of inOrder) {
        const run = byId.get(entry.run)
        if (run?.fence !== entry.fence) lost.add(entry.run)
        else if (run.ended_at === null) ours.push({ entry, run })
        else if (!(await isDone(trx, run, entry))) lost.add(entry.run)
      }
      const endings = ours.flatMap(({ entry: { seal }, run }) => (seal ? [{ run, seal }] : []))
      const logged = ours.map(({ entry }) => entry)
      await Promise.all([writeLog(trx, logged), writeSeals(trx, { index, recallIndex }, endings)])
      await writeNotes(trx, shared, ours)
      return lost
    })
}
