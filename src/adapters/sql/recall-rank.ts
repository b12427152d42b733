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
  fromSecondNext,
  fromSecondPrevious,
  maxWords,
  rarity,
  saturation,
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

/** Around a turn that holds a word there may be four that are not in the index: beyond the limit no more are lost. */
const overLimit = 5

/** More than any conversation has messages: a turn's place among all is one number. */
const seqs = 2 ** 32

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
 * What each row holds of the words gives it a score; a turn's goes on to those around it, and that of a conversation, as
 * one text, to all of it. Each step is done before the next: the lists of the words are short, and nothing else is.
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
  sessions as materialized (
    select conversation_id, row_number() over (order by conversation_id) * ${sql.lit(seqs)} as beginning,
      sum(worth * ${saturation(sql`said`)}) as score
    from (
      select conversation_id, worth, count(*) as said from own cross join worths
      where seq is not null and (own.bits & worths.bit) <> 0 group by conversation_id, worths.bit, worth
    ) as spoken
    group by conversation_id
  ),
  neighbours (step, share, share_of_question, own) as materialized (values
    (0, 1.0, 1.0, 1),
    (1, ${sql.lit(fromPrevious)}, ${sql.lit(fromQuestion)}, 0),
    (2, ${sql.lit(fromSecondPrevious)}, ${sql.lit(fromSecondPrevious)}, 0),
    (-1, ${sql.lit(fromNext)}, ${sql.lit(fromNext)}, 0),
    (-2, ${sql.lit(fromSecondNext)}, ${sql.lit(fromSecondNext)}, 0)
  ),
  said as materialized (
    select beginning + seq as place, asks, bits, own.score, sessions.score as session
    from own cross join sessions where sessions.conversation_id = own.conversation_id
  ),
  turns as materialized (
    select place + step as place, sum(bits * neighbours.own) as bits,
      sum(score * case asks when 1 then share_of_question else share end)
        + ${sql.lit(fromConversation)} * max(session) as score
    from said cross join neighbours
    group by place + step
    order by score desc limit ${p('most')}
  )
  select * from (
    select messages."row", turns.score, turns.bits
    from turns cross join sessions cross join messages cross join recall_docs as docs
    where sessions.beginning = place - place % ${sql.lit(seqs)}
      and messages.conversation_id = sessions.conversation_id and messages.seq = place % ${sql.lit(seqs)}
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
