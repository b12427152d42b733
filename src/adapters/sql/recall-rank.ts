import { type RawBuilder, sql } from 'kysely'
import type { RecallWord } from '../../ports/recall.ts'
import { range } from './portions.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import {
  contenders,
  countedDocs,
  density,
  factsCount,
  fromConversation,
  fromNext,
  fromPrevious,
  fromQuestion,
  maxWords,
  rarity,
  turnsAWord,
} from './recall-score.ts'

export interface Ranked {
  row: number
  score: number
  words: string[]
}

interface Whose {
  person: number
  userId: string
}

/** Between two turns that hold a word there may be two that are not in the index: beyond the limit no more are lost. */
const overLimit = 3

/** The weightiest of them, each once. */
function chosen(words: readonly RecallWord[]): RecallWord[] {
  const byTerm = new Map<string, RecallWord>()
  for (const word of words) if (word.weight > (byTerm.get(word.term)?.weight ?? 0)) byTerm.set(word.term, word)
  return [...byTerm.values()].sort((a, b) => b.weight - a.weight).slice(0, maxWords)
}

/** Each word has a bit of its own, so that a sum says which of them a row holds. */
const bitOf = (at: number): number => 2 ** at

/** What a ranking by so many words is asked with. */
interface Args {
  person: number
  userId: string
  limit: number
  /** Of the turns, with those that may not be there. */
  most: number
  [word: `word${number}`]: string
  [weight: `weight${number}`]: number
}
type Param = <Name extends keyof Args>(name: Name) => Args[Name]

const holders = (index: RecallIndex, count: number, p: Param): RawBuilder<unknown> =>
  sql.join(
    range(count).map(
      (at) => sql`
        select "row", ${sql.lit(bitOf(at))} as bit from (${index.holding(p(`word${at}`), turnsAWord)}) as holders`,
    ),
    sql` union all `,
  )

const weights = (count: number, p: Param): RawBuilder<unknown> =>
  sql.join(range(count).map((at) => sql`(${sql.lit(bitOf(at))}, cast(${p(`weight${at}`)} as double precision))`))

/**
 * What each row holds of the words gives it a score; a turn's goes on to those beside it, and the best of a conversation
 * to all of it. Each step is done before the next: the lists of the words are short, and nothing else is.
 */
const ranking = (index: RecallIndex, count: number) =>
  prepared<Args>()<{ row: number; score: number; bits: number }>((db, p) => ({
    compile: () =>
      sql<{ row: number; score: number; bits: number }>`
  with weights (bit, weight) as (values ${weights(count, p)}),
  hits as materialized (${holders(index, count, p)}),
  counts as materialized (
    select count(*) as docs from (select 1 from recall_docs where person = ${p('person')} limit ${sql.lit(countedDocs)}) as counted
  ),
  worths as materialized (
    select weights.bit, weight * ${rarity(sql`found.rows`, sql`counts.docs`)} as worth
    from (select bit, count(*) as "rows" from hits group by bit) as found
    join weights on weights.bit = found.bit cross join counts
  ),
  held as materialized (
    select hits."row", sum(worth) as worth, sum(hits.bit) as bits
    from hits cross join worths where worths.bit = hits.bit
    group by hits."row" order by worth desc, hits."row" desc limit ${sql.lit(contenders)}
  ),
  own as materialized (
    select held."row", conversation_id, seq, asks, bits, worth * ${density(sql`docs.size`)} as score
    from held cross join recall_docs as docs left join conversations on conversations.id = docs.conversation_id
    where docs."row" = held."row" and docs.person = ${p('person')} and (docs."row" < 0 or (
      conversations.user_id = ${p('userId')} and conversations.hidden is null and conversations.memory = 1))
  ),
  neighbours (step, share, share_of_question, own) as materialized (values
    (0, 1.0, 1.0, 1),
    (1, ${sql.lit(fromPrevious)}, ${sql.lit(fromQuestion)}, 0),
    (-1, ${sql.lit(fromNext)}, ${sql.lit(fromNext)}, 0)
  ),
  turns as materialized (
    select conversation_id, seq + step as seq, sum(bits * neighbours.own) as bits,
      sum(score * case asks when 1 then share_of_question else share end)
        + ${sql.lit(fromConversation)} * max(best) as score
    from (
      select own.*, max(score) over (partition by conversation_id) as best from own where seq is not null
    ) as said cross join neighbours
    group by conversation_id, seq + step
    order by score desc limit ${p('most')}
  )
  select * from (
    select messages."row", turns.score, turns.bits
    from turns cross join messages cross join recall_docs as docs
    where messages.conversation_id = turns.conversation_id and messages.seq = turns.seq
      and docs."row" = messages."row" and docs.person = ${p('person')}
    union all
    select "row", score * ${sql.lit(factsCount)}, bits from own where "row" < 0
  ) as ranked
  order by score desc, "row" desc limit ${p('limit')}`.compile(db),
  }))

/** Tells rows of the index, best first. */
export function createRanking(index: RecallIndex) {
  const byCount = new Map<number, ReturnType<typeof ranking>>()

  /** For each number of words there is one statement. */
  function rankingBy(count: number): ReturnType<typeof ranking> {
    const known = byCount.get(count) ?? ranking(index, count)
    byCount.set(count, known)
    return known
  }

  return async (
    reads: Queryable,
    { person, userId }: Whose,
    words: readonly RecallWord[],
    limit: number,
  ): Promise<Ranked[]> => {
    const asked = chosen(words)
    if (asked.length === 0 || limit < 1) return []
    const args: Args = { person, userId, limit, most: overLimit * limit }
    for (const [at, { term, weight }] of asked.entries()) {
      args[`word${at}`] = index.wordFor(person, term)
      args[`weight${at}`] = weight
    }
    const rows = await rankingBy(asked.length)(reads, args)
    return rows.map(({ row, score, bits }) => ({
      row,
      score,
      words: asked.flatMap(({ term }, at) => ((bits & bitOf(at)) === 0 ? [] : [term])),
    }))
  }
}
