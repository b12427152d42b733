import { dateTerms, recallTerms } from '../../std/recall-terms.ts'
import { saysWhen, whenTerm } from '../../std/time-words.ts'
import { rowOfMemory } from './memory-rows.ts'
import { preparedWrite, type Queryable } from './prepared.ts'
import type { RecallDoc, RecallIndex } from './recall-index.ts'

export interface IndexedTurn {
  row: number
  conversationId: string
  seq: number
  text: string
  name: string | null
  at: number
}

export interface IndexedMemory {
  row: number
  text: string
}

const question = /[?？؟]/u

interface Doc extends RecallDoc {
  asks: boolean
  conversationId: string | null
  seq: number | null
}

/** Of a longer text the beginning is found: to take a mebibyte apart would hold every stream up. */
const indexedLength = 100_000

/** Without RETURNING, which makes a table of its own each time. */
const insertDoc = preparedWrite<{
  row: number
  person: number
  conversationId: string | null
  seq: number | null
  size: number
  asks: 0 | 1
}>()((db, p) =>
  db
    .insertInto('recall_docs')
    .values({
      row: p('row'),
      person: p('person'),
      conversation_id: p('conversationId'),
      seq: p('seq'),
      size: p('size'),
      asks: p('asks'),
    })
    .onConflict((conflict) => conflict.column('row').doNothing()),
)

export function termsOfMemory(text: string): string[] {
  const beginning = text.slice(0, indexedLength)
  return [...recallTerms(beginning), ...(saysWhen(beginning) ? [whenTerm] : [])]
}

export const termsOfTurn = ({ text, name, at }: Pick<IndexedTurn, 'text' | 'name' | 'at'>): string[] => [
  ...termsOfMemory(text),
  ...(name === null ? [] : recallTerms(name)),
  ...dateTerms(at),
]

/** The rows that were not in it yet. */
async function addDocs(db: Queryable, index: RecallIndex, person: number, docs: readonly Doc[]): Promise<number[]> {
  const inserted = await Promise.all(
    docs.map(async (doc) => {
      const { row, conversationId, seq, terms, asks } = doc
      const values = { row, person, conversationId, seq, size: terms.length, asks: asks ? 1 : 0 } as const
      const stored = await insertDoc(db, values)
      return stored > 0 ? [doc] : []
    }),
  )
  const added = inserted.flat()
  await index.add(db, person, added)
  return added.map(({ row }) => row)
}

/** In the transaction that stores them; what is in the index already stays as it is. Returns the rows that were not. */
export function indexTurns(
  db: Queryable,
  index: RecallIndex,
  person: number,
  turns: readonly IndexedTurn[],
): Promise<number[]> {
  const docs = turns.map((turn) => {
    const { row, conversationId, seq } = turn
    return { row, conversationId, seq, terms: termsOfTurn(turn), asks: question.test(turn.text) }
  })
  return addDocs(db, index, person, docs)
}

export async function indexMemories(
  db: Queryable,
  index: RecallIndex,
  person: number,
  memories: readonly IndexedMemory[],
): Promise<void> {
  const docs = memories.map(({ row, text }) => ({
    row: rowOfMemory(row),
    conversationId: null,
    seq: null,
    terms: termsOfMemory(text),
    asks: false,
  }))
  await addDocs(db, index, person, docs)
}

/** Of rows of the index, whether they are in it or not. */
export async function unindexRows(db: Queryable, index: RecallIndex, rows: readonly number[]): Promise<void> {
  if (rows.length === 0) return
  const found = await db
    .deleteFrom('recall_docs')
    .where('row', 'in', [...rows])
    .returning('row')
    .execute()
  // Last: whoever stores a vector at this moment holds the row above until it is there.
  await db
    .deleteFrom('recall_vectors')
    .where('row', 'in', [...rows])
    .execute()
  const indexed = found.map(({ row }) => row)
  if (indexed.length > 0) await index.remove(db, indexed)
}
