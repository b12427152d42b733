import { type Selectable, sql } from 'kysely'
import { ofEverySize, portions, range } from './portions.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { Schema } from './schema.ts'

export type ChoreRow = Omit<Selectable<Schema['chores']>, 'attempts' | 'claim' | 'claimed_until'>

/** What goes on and on is not waited for any longer. */
const longestRestMs = 300_000

const last = sql<number>`chores.created_at + ${sql.lit(longestRestMs)}`

/** `due` is a number or what stands for one. */
const later = (due: unknown) => sql<number>`case when ${due} < ${last} then ${due} else ${last} end`

/** Neither what somebody is at, nor what was tried in vain and waits for longer. */
const mayWait = (due: unknown) => sql<boolean>`chores.claim is null and chores.due < ${due} and chores.due < ${last}`

const excludedDue = sql.ref('excluded.due')

const inserts = ofEverySize((size) =>
  prepared<{ [column: string]: string | number }>()((db, p) =>
    db
      .insertInto('chores')
      .values(
        range(size).map((i) => ({
          kind: p(`kind${i}`) as ChoreRow['kind'],
          subject: p(`subject${i}`) as string,
          seq: p(`seq${i}`) as number,
          user_id: p(`user_id${i}`) as string,
          payload: p(`payload${i}`) as string,
          due: p(`due${i}`) as number,
          created_at: p(`created_at${i}`) as number,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'subject', 'seq'])
          .doUpdateSet({ due: later(excludedDue) })
          .where(mayWait(excludedDue)),
      ),
  ),
)

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Of a key that is there only the time is put off. */
export async function storeChores(db: Queryable, chores: readonly ChoreRow[]): Promise<void> {
  const byKey = new Map(chores.map((row) => [JSON.stringify([row.kind, row.subject, row.seq]), row]))
  const inOrder = [...byKey.values()].sort(
    (a, b) => order(a.kind, b.kind) || order(a.subject, b.subject) || a.seq - b.seq,
  )
  for (const [size, portion] of portions(inOrder)) {
    const values: { [column: string]: string | number } = {}
    for (const [i, row] of portion.entries()) {
      for (const [column, value] of Object.entries(row)) values[`${column}${i}`] = value
    }
    await inserts.get(size)?.(db, values)
  }
}

interface Lesson {
  subject: string
  seq: number
}

const waiting = prepared<{ subject: string; due: number }>()((db, p) =>
  db
    .selectFrom('chores')
    .select(['subject', 'seq'])
    .where('kind', '=', 'learn')
    .where('subject', '=', p('subject'))
    .where(mayWait(p('due'))),
)

const putOff = prepared<Lesson & { due: number }>()((db, p) =>
  db
    .updateTable('chores')
    .set({ due: later(p('due')) })
    .where('kind', '=', 'learn')
    .where('subject', '=', p('subject'))
    .where('seq', '=', p('seq'))
    .where(mayWait(p('due'))),
)

/** While a conversation goes on, nothing of it is learned from. One by one: SQLite makes a table of what many change. */
export async function putOffLessons(db: Queryable, of: { subject: string; due: number }): Promise<void> {
  const lessons = await waiting(db, of)
  await Promise.all(lessons.map((lesson) => putOff(db, { ...of, ...lesson })))
}
