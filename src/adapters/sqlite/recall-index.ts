import { sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { RecallIndex } from '../sql/recall-index.ts'
import { turnsAWord } from '../sql/recall-score.ts'
import { recallWords } from '../sql/recall-word.ts'
import { recallPhrase } from './recall-phrase.ts'

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () => sql`insert into recall_terms (rowid, terms) values (${p('row')}, ${p('terms')})`.compile(db),
}))

const memoriesHolding = (asked: string) =>
  sql<{ row: number }>`select rowid as "row" from recall_terms where recall_terms match ${asked} and rowid < 0`

/** The list of a word is in the order of its rows, and is read from either end as far as is needed. */
export const holdersOf = prepared<{ phrase: string }>()<{ rows: string }>((db, p) => ({
  compile: () =>
    sql<{ rows: string }>`
      select json_group_array("row") as "rows" from (
        select * from (${memoriesHolding(p('phrase'))})
        union all
        select * from (
          select rowid as "row" from recall_terms where recall_terms match ${p('phrase')} and rowid > 0
          order by rowid desc limit ${sql.lit(turnsAWord)}
        )
      )`.compile(db),
}))

export const recallIndex: RecallIndex = {
  async add(db, person, docs) {
    for (const { row, terms } of docs) await insertTerms(db, { row, terms: recallWords(person, terms).join(' ') })
  },

  async remove(db, rows) {
    await sql`delete from recall_terms where rowid in (${sql.join(rows)})`.execute(db)
  },

  memoriesWith: (person, term) => memoriesHolding(recallPhrase(person, term)),

  holders: (reads, person, terms) =>
    Promise.all(
      terms.map(async (term) => {
        const [list] = await holdersOf(reads, { phrase: recallPhrase(person, term) })
        return JSON.parse(list?.rows ?? '[]') as number[]
      }),
    ),

  placesIn: (list) =>
    sql`(select value ->> 0 as conversation_id, value ->> 1 as seq, value ->> 2 as at from json_each(${list}))`,
}
