import { type Kysely, type RawBuilder, sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import { type Found, hitsAStretch, type SearchIndex } from '../sql/search-index.ts'
import { maxWords } from '../sql/search-words.ts'
import { stretchesOf } from './search-stretches.ts'
import { type TextQuery, textQuery, textVector } from './text-vector.ts'

/** Longer texts weigh less for the same word, as the logarithm of their length. */
const byLength = 1

/** Hits are looked for among so many messages of their owner first, then among so many. */
const near = 1_000
const far = 8_000
/** Then among so many times as many rows, and again, where all there are would be many more; and at last among all. */
const wider = 8
const widened = 2
const manyMore = 4

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () =>
    sql`insert into messages_search ("row", terms) values (${p('row')}, ${p('terms')}::tsvector)`.compile(db),
}))

/** In the order of the index of owners, whatever share of all rows the planner believes to be theirs. */
const nth = (owner: string, below: number, n: number): RawBuilder<number | null> => sql`(
  select "row" from messages_search where owner >= ${owner} and owner <= ${owner} and "row" < ${below}
  order by owner desc, "row" desc offset ${n} limit 1
)`

const newestIn = (places: string, from: number, to: number): RawBuilder<unknown> =>
  sql`select * from search_newest(${places}::tsquery, ${from}, ${to}, ${hitsAStretch})`

export function createFullText(reads: Kysely<Schema>): SearchIndex {
  /** Postgres reads all that holds a word, however few are wanted: so it is asked for within parts, the newest first. */
  async function partsOf({ owner, places }: TextQuery, below: number): Promise<RawBuilder<unknown>[]> {
    const { rows } = await sql<Record<'top' | 'near' | 'far', number | null>>`
      select ${nth(owner, below, 0)} as top, ${nth(owner, below, near)} as near, ${nth(owner, below, far)} as far`.execute(
      reads,
    )
    const [reach] = rows
    if (reach?.top == null) return []
    const end = reach.top + 1
    const limits = [reach.near, reach.far].filter((row) => row !== null)
    for (let i = 0; i < widened && reach.far !== null; i++) {
      const last = limits.at(-1) ?? end
      const length = wider * (end - last)
      // To read a part costs as much as to read several hits of each hundred in all.
      if (last > manyMore * length) limits.push(last - length)
    }
    const parts: RawBuilder<unknown>[] = []
    let to = end
    for (const from of limits) {
      parts.push(newestIn(`${places} & (${stretchesOf(from, to).join(' | ')})`, from, to))
      to = from
    }
    return [...parts, newestIn(places, 0, to)]
  }

  return {
    async add(db, userId, namespace, messages) {
      await Promise.all(
        messages.map(({ row, content }) => insertTerms(db, { row, terms: textVector(userId, namespace, content) })),
      )
    },

    async remove(db, rows) {
      await sql`delete from messages_search where "row" in (${sql.join(rows)})`.execute(db)
    },

    async find(userId, namespace, text, below) {
      const query = textQuery(userId, namespace, text, maxWords)
      const parts = query ? await partsOf(query, below) : []
      if (!query || parts.length === 0) return []
      // A part is asked for only where those before it have not found enough.
      const { rows } = await sql<Found>`
        select newest."row", size from (
          select * from (${sql.join(parts, sql` union all `)}) as parts limit ${hitsAStretch}
        ) as newest
        cross join lateral (
          select octet_length(content) as size from messages where messages."row" = newest."row" offset 0
        ) as told
        order by ts_rank(terms, ${query.words}::tsquery, ${sql.lit(byLength)}) desc, newest."row" desc`.execute(reads)
      return rows
    },
  }
}
