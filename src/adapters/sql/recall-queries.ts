import { sql } from 'kysely'
import { rowSlots } from './in-slots.ts'
import type { RowSlots } from './in-slots.ts'
import { currentMemories } from './memory-rows.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import { countedDocs, manyDocs } from './recall-score.ts'
import type { FactArgs, Known, Placed, RecallSteps, TurnArgs, Whose } from './recall-steps.ts'

/** A text that is no longer than this is given as it is: one with a U+0000 would end there. */
export const beginningOf = (column: string, length: number) => sql<string>`
  case when octet_length(${sql.ref(column)}) > ${length}
    then substr(${sql.ref(column)}, 1, cast(${length} as integer)) else ${sql.ref(column)} end`

/** What may be told again of what a person has said. */
export const tellable = (db: Queryable, userId: string) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .where('conversations.user_id', '=', userId)
    .where('conversations.hidden', 'is', null)
    .where('conversations.memory', '=', 1)
    .where('messages.status', 'in', ['completed', 'stopped', 'blocked'])

const turns = prepared<TurnArgs>()((db, p) =>
  tellable(db, p('userId'))
    .innerJoin('recall_docs', 'recall_docs.row', 'messages.row')
    .select([
      'messages.row',
      'messages.id',
      'messages.conversation_id',
      'messages.seq',
      'messages.role',
      'messages.name',
      'messages.created_at',
      beginningOf('messages.content', p('length')).as('text'),
    ])
    .where('messages.row', 'in', rowSlots(p)),
)

const facts = prepared<FactArgs>()((db, p) => currentMemories(db, p('userId')).where('memories.row', 'in', rowSlots(p)))

const extent = prepared<{ person: number }>()<Known>((db, p) => ({
  compile: () =>
    sql<Known>`
      select count(*) as docs, min("row") as since, max("row") as last, (
        select "row" from recall_docs where person = ${p('person')}
        order by "row" desc limit 1 offset ${sql.lit(manyDocs - 1)}
      ) as early
      from (
        select "row" from recall_docs where person = ${p('person')} order by "row" desc limit ${sql.lit(countedDocs)}
      ) as newest`.compile(db),
}))

const docs = prepared<Whose & RowSlots>()((db, p) =>
  db
    .selectFrom('recall_docs as docs')
    .leftJoin('conversations', 'conversations.id', 'docs.conversation_id')
    .select(['docs.row', 'docs.size', 'docs.asks', 'docs.conversation_id as conversationId', 'docs.seq'])
    .where('docs.row', 'in', rowSlots(p))
    .where('docs.person', '=', p('person'))
    .where(({ eb, and, or }) =>
      or([
        eb('docs.row', '<', 0),
        and([
          eb('conversations.user_id', '=', p('userId')),
          eb('conversations.hidden', 'is', null),
          eb('conversations.memory', '=', 1),
        ]),
      ]),
    ),
)

const placed = (index: Pick<RecallIndex, 'placesIn'>) =>
  prepared<{ person: number; places: string }>()<Placed>((db, p) => ({
    compile: () =>
      sql<Placed>`
        select messages."row", places.at
        from ${index.placesIn(p('places'))} as places cross join messages cross join recall_docs as docs
        where messages.conversation_id = places.conversation_id and messages.seq = places.seq
          and docs."row" = messages."row" and docs.person = ${p('person')}`.compile(db),
  }))

export const recallQueries = (index: Pick<RecallIndex, 'placesIn'>) => ({
  extent,
  docs,
  placed: placed(index),
  turns,
  facts,
})

/** The steps as they are asked of a database from here. */
export function recallSteps(reads: Queryable, index: RecallIndex): RecallSteps {
  const queries = recallQueries(index)
  return {
    extent: (args) => queries.extent(reads, args),
    holders: (person, terms, known) => index.holders(reads, person, terms, known),
    docs: (args) => queries.docs(reads, args),
    placed: (args) => queries.placed(reads, args),
    turns: (args) => queries.turns(reads, args),
    facts: (args) => queries.facts(reads, args),
  }
}
