import { prepared, type Queryable } from './prepared.ts'

/** What stands for a person in indexes, and whether anything is remembered of them. */
export interface PersonNumber {
  number: number
  memory: boolean
}

const byUser = prepared<{ userId: string }>()((db, p) =>
  db.selectFrom('people').select(['number', 'memory']).where('user_id', '=', p('userId')),
)

const lockByUser = prepared<{ userId: string }>()((db, p) =>
  db.selectFrom('people').select(['number', 'memory']).where('user_id', '=', p('userId')).forNoKeyUpdate(),
)

const insertPerson = prepared<{ userId: string }>()((db, p) =>
  db
    .insertInto('people')
    .values({ user_id: p('userId') })
    .onConflict((conflict) => conflict.column('user_id').doNothing()),
)

const toPerson = (row: { number: number; memory: 0 | 1 }): PersonNumber => ({
  number: row.number,
  memory: row.memory === 1,
})

/** Undefined where nothing was ever to be remembered of them. */
export async function findPerson(db: Queryable, userId: string): Promise<PersonNumber | undefined> {
  const [row] = await byUser(db, { userId })
  return row && toPerson(row)
}

const anyOf = prepared<{ userId: string }>()((db, p) =>
  db
    .selectFrom('people')
    .innerJoin('recall_docs', 'recall_docs.person', 'people.number')
    .select('recall_docs.row')
    .where('people.user_id', '=', p('userId'))
    .where('people.memory', '=', 1)
    .limit(1),
)

/** Whether anything is remembered of them. */
export const isRemembered = async (db: Queryable, userId: string): Promise<boolean> =>
  (await anyOf(db, { userId })).length > 0

/** Nobody else changes what is known of this person until the transaction has ended. */
export async function lockPerson(trx: Queryable, userId: string): Promise<PersonNumber | undefined> {
  const [row] = await lockByUser(trx, { userId })
  return row && toPerson(row)
}

/** Of two who come first at once the second waits, and finds the row of the other. */
export async function personOf(db: Queryable, userId: string): Promise<PersonNumber> {
  const known = await findPerson(db, userId)
  if (known) return known
  await insertPerson(db, { userId })
  const made = await findPerson(db, userId)
  if (!made) throw new Error('A person who was just put on record is not there')
  return made
}
