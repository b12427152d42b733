import type { Kysely } from 'kysely'
import type { ExportSection } from '../../ports/people.ts'
import { fitting, sizeOf } from './fitting.ts'
import { toConversation, toMessage, toRun } from './rows.ts'
import type { Schema } from './schema.ts'

const exportPage = 200

const iso = (time: number): string => new Date(time).toISOString()

interface Keyed {
  key: string | number
}

/** `messages` and `memories` page by row, everything else by id: both grow and never change. */
export function exportRows(
  reads: Kysely<Schema>,
  userId: string,
  from: string | undefined,
): Record<ExportSection, () => Promise<(Keyed & { item: unknown })[]>> {
  const after = from ?? ''
  return {
    conversations: async () => {
      const rows = await reads
        .selectFrom('conversations')
        .selectAll()
        .where('user_id', '=', userId)
        .where('hidden', 'is', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({ key: row.id, item: { ...toConversation(row), namespace: row.namespace } }))
    },
    messages: async () => {
      const query = reads
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .where('conversations.user_id', '=', userId)
        .where('conversations.hidden', 'is', null)
        .where('messages.row', '>', Number(after))
        .orderBy('messages.row')
      const sizes = await query.select(sizeOf('messages.content').as('size')).limit(exportPage).execute()
      const count = fitting(
        sizes.map(({ size }) => size),
        exportPage,
      )
      const rows = await query.selectAll('messages').limit(count).execute()
      return rows.map((row) => ({
        key: row.row,
        item: { ...toMessage(row), ...(row.name !== null && { name: row.name }) },
      }))
    },
    runs: async () => {
      const rows = await reads
        .selectFrom('runs')
        .selectAll()
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({ key: row.id, item: toRun(row) }))
    },
    feedback: async () => {
      const rows = await reads
        .selectFrom('feedback')
        .selectAll()
        .where('user_id', '=', userId)
        .where('message_id', '>', after)
        .orderBy('message_id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({
        key: row.message_id,
        item: { messageId: row.message_id, rating: row.rating, comment: row.comment, createdAt: iso(row.created_at) },
      }))
    },
    usage: async () => {
      const rows = await reads
        .selectFrom('usage')
        .selectAll()
        .where('user_id', '=', userId)
        .where('run_id', '>', after)
        .orderBy('run_id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({
        key: row.run_id,
        item: {
          runId: row.run_id,
          conversationId: row.conversation_id,
          model: row.model,
          inputTokens: row.input_tokens,
          outputTokens: row.output_tokens,
          estimated: row.estimated === 1,
          ...(row.cost_usd !== null && { costUsd: row.cost_usd }),
          at: iso(row.at),
        },
      }))
    },
    summaries: async () => {
      const [id, version] = after === '' ? ['', 0] : (JSON.parse(after) as [string, number])
      const rows = await reads
        .selectFrom('summaries')
        .innerJoin('conversations', 'conversations.id', 'summaries.conversation_id')
        .selectAll('summaries')
        .where('conversations.user_id', '=', userId)
        .where('conversations.hidden', 'is', null)
        .where((eb) => eb(eb.refTuple('summaries.conversation_id', 'summaries.version'), '>', eb.tuple(id, version)))
        .orderBy('summaries.conversation_id')
        .orderBy('summaries.version')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({
        key: JSON.stringify([row.conversation_id, row.version]),
        item: {
          conversationId: row.conversation_id,
          version: row.version,
          upToMessageId: row.message_id,
          text: row.text,
          createdAt: iso(row.created_at),
        },
      }))
    },
    memories: async () => {
      const rows = await reads
        .selectFrom('memories')
        .selectAll()
        .where('user_id', '=', userId)
        .where('row', '>', Number(after))
        .orderBy('row')
        .limit(exportPage)
        .execute()
      const ids = rows.map(({ id }) => id)
      const found =
        ids.length === 0
          ? []
          : await reads.selectFrom('memory_sources').selectAll().where('memory_id', 'in', ids).execute()
      const sources = Map.groupBy(found, ({ memory_id: id }) => id)
      return rows.map((row) => ({
        key: row.row,
        item: {
          id: row.id,
          text: row.text,
          importance: row.importance,
          version: row.version,
          // Those that others stand in the place of are its history.
          supersededBy: row.superseded_by,
          sources: (sources.get(row.id) ?? []).map(
            ({ message_id: messageId, conversation_id: conversationId, quote }) => ({
              messageId,
              conversationId,
              quote,
            }),
          ),
          createdAt: iso(row.created_at),
          updatedAt: iso(row.updated_at),
        },
      }))
    },
  }
}
