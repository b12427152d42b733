import { sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { RecallIndex } from '../sql/recall-index.ts'
import { recallWord, recallWords } from '../sql/recall-word.ts'

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () => sql`insert into recall_terms (rowid, terms) values (${p('row')}, ${p('terms')})`.compile(db),
}))

/** The list of a word is in the order of its rows, and is read from either end as far as is needed. */
export const recallIndex: RecallIndex = {
  async add(db, person, docs) {
    for (const { row, terms } of docs) await insertTerms(db, { row, terms: recallWords(person, terms).join(' ') })
  },

  async remove(db, rows) {
    await sql`delete from recall_terms where rowid in (${sql.join(rows)})`.execute(db)
  },

  wordFor: (person, term) => `"${recallWord(person, term)}"`,

  holding: (word, limit) => sql`
      select * from (select rowid as "row" from recall_terms where recall_terms match ${word} and rowid < 0)
      union all
      select * from (
        select rowid as "row" from recall_terms where recall_terms match ${word} and rowid > 0
        order by rowid desc limit ${limit}
      )`,
}
