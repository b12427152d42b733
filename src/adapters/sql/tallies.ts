import { prepared, type Queryable } from './prepared.ts'

export interface Counts {
  conversations: number
  exchanges: number
}

/** What changes in the tallies, by namespace. */
export type TallyChanges = Map<string, Counts>

export function addToChange(changes: TallyChanges, namespace: string, more: Counts): void {
  const { conversations, exchanges } = changes.get(namespace) ?? { conversations: 0, exchanges: 0 }
  changes.set(namespace, {
    conversations: conversations + more.conversations,
    exchanges: exchanges + more.exchanges,
  })
}

const add = prepared<Counts & { namespace: string }>()((db, p) =>
  db
    .insertInto('tallies')
    .values({ namespace: p('namespace'), conversations: p('conversations'), exchanges: p('exchanges') })
    .onConflict((conflict) =>
      conflict.column('namespace').doUpdateSet((eb) => ({
        conversations: eb('tallies.conversations', '+', eb.ref('excluded.conversations')),
        exchanges: eb('tallies.exchanges', '+', eb.ref('excluded.exchanges')),
      })),
    ),
)

/** In the order of their names, as everybody does. */
export async function changeTallies(db: Queryable, changes: TallyChanges): Promise<void> {
  for (const namespace of [...changes.keys()].sort()) {
    const { conversations, exchanges } = changes.get(namespace) ?? { conversations: 0, exchanges: 0 }
    if (conversations !== 0 || exchanges !== 0) await add(db, { namespace, conversations, exchanges })
  }
}
