import type { Memory } from '../../conversation/types.ts'
import type { Queryable } from './prepared.ts'

/** Of what no message is stored of, a source names this one. */
export const unstored = ''

/** Where a memory is in the index: its row stands below zero, so that it is never a message's. */
export const rowOfMemory = (row: number): number => -row

/** What is known of a person, each with the newest of the words that it was learned from: ids grow with time. */
export const currentMemories = (db: Queryable, userId: string) =>
  db
    .selectFrom('memories')
    .leftJoin('memory_sources as source', (join) =>
      join.onRef('source.memory_id', '=', 'memories.id').on(({ eb, selectFrom }) =>
        eb(
          'source.message_id',
          '=',
          selectFrom('memory_sources as any_source')
            .select(({ fn }) => fn.max('any_source.message_id').as('newest'))
            .whereRef('any_source.memory_id', '=', 'memories.id'),
        ),
      ),
    )
    .select([
      'memories.row',
      'memories.id',
      'memories.text',
      'memories.importance',
      'memories.version',
      'memories.external_id',
      'memories.created_at',
      'memories.updated_at',
      'source.message_id',
      'source.quote',
    ])
    .where('memories.user_id', '=', userId)
    .where('memories.superseded_by', 'is', null)

export type MemoryRow = Awaited<ReturnType<ReturnType<typeof currentMemories>['execute']>>[number]

export const messageOf = ({ message_id: id }: MemoryRow): string | null => (id === unstored ? null : id)

const iso = (time: number): string => new Date(time).toISOString()

export const toMemory = (row: MemoryRow): Memory => ({
  id: row.id,
  text: row.text,
  importance: row.importance,
  version: row.version,
  createdAt: iso(row.created_at),
  updatedAt: iso(row.updated_at),
  source: row.quote === null ? null : { messageId: messageOf(row), quote: row.quote },
})
