import type { Foreign, Memories } from '../../ports/memories.ts'
import { takeCodePoints } from '../../std/code-points.ts'
import { goneElsewhere, nameElsewhere, removeElsewhere } from './memory-elsewhere.ts'
import { currentMemories, toMemory } from './memory-rows.ts'
import { insertMemory, maxMemories } from './memory-write.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import type { SqlParts } from './sql-parts.ts'

interface Source {
  conversationId: string
  quote: string
}

interface Adopting {
  trx: Queryable
  index: RecallIndex
  userId: string
  now: number
  /** Of the messages that are still there. */
  sources: Map<string, Source>
  /** What is not to be taken from there. */
  suppressed: Set<string>
  /** How many there are. */
  count: number
}

const importance = 0.5
const quoteLength = 500

/** Whoever deletes one of these conversations meanwhile waits, and takes along what comes of it. */
async function lockSources(trx: Queryable, userId: string, found: readonly Foreign[]): Promise<Map<string, Source>> {
  const ids = found.flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId]))
  if (ids.length === 0) return new Map()
  const conversations = await trx
    .selectFrom('conversations')
    .select('id')
    .where('user_id', '=', userId)
    .where('hidden', 'is', null)
    .where('memory', '=', 1)
    .where('id', 'in', (eb) =>
      eb.selectFrom('messages').select('messages.conversation_id').where('messages.id', 'in', ids),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (conversations.length === 0) return new Map()
  const messages = await trx
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'content'])
    .where('id', 'in', ids)
    .where(
      'conversation_id',
      'in',
      conversations.map(({ id }) => id),
    )
    .execute()
  return new Map(
    messages.map(({ id, conversation_id: conversationId, content }) => [
      id,
      { conversationId, quote: takeCodePoints(content, quoteLength) },
    ]),
  )
}

async function mayAdopt(trx: Queryable, userId: string, pseudonym: string): Promise<boolean> {
  const person = await trx
    .selectFrom('people')
    .select(['pseudonym', 'memory'])
    .where('user_id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return person?.pseudonym === pseudonym && person.memory === 1
}

async function readSuppressed(trx: Queryable, userId: string, found: readonly Foreign[]): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('memory_suppressions')
    .select('hash')
    .where('user_id', '=', userId)
    .where(
      'hash',
      'in',
      found.flatMap(({ hash, externalId }) => [hash, goneElsewhere(externalId)]),
    )
    .execute()
  return new Set(rows.map(({ hash }) => hash))
}

const current = ({ trx, userId }: Adopting) =>
  trx
    .selectFrom('memories')
    .select(['id', 'external_id'])
    .where('user_id', '=', userId)
    .where('superseded_by', 'is', null)

/** False where it is not to be kept, or has a memory here that has another name there. */
async function adoptOne(adopting: Adopting, foreign: Foreign): Promise<boolean> {
  const { trx, index, userId, now, sources, suppressed } = adopting
  const { externalId, text, hash, memoryId, messageId } = foreign
  if (suppressed.has(goneElsewhere(externalId))) return false
  if (memoryId === undefined && (suppressed.has(hash) || (messageId !== undefined && !sources.has(messageId)))) {
    return false
  }
  const same =
    memoryId === undefined ? current(adopting).where('text', '=', text) : current(adopting).where('id', '=', memoryId)
  const [twin] = await same.orderBy('row').execute()
  if (twin) {
    if (twin.external_id === null) await nameElsewhere(trx, twin.id, externalId)
    return twin.external_id === null || twin.external_id === externalId
  }
  if (memoryId !== undefined || adopting.count >= maxMemories) return false
  const said = { text, slot: null, topic: null, polarity: 0 } as const
  const { id } = await insertMemory(trx, index, userId, { ...said, importance, externalId }, now)
  adopting.count += 1
  const source = messageId === undefined ? undefined : sources.get(messageId)
  if (source && messageId !== undefined) {
    const { conversationId, quote } = source
    await trx
      .insertInto('memory_sources')
      .values({ memory_id: id, message_id: messageId, conversation_id: conversationId, quote, ...said })
      .execute()
  }
  return true
}

export const createAdopt =
  ({ recallIndex: index, transaction }: Pick<SqlParts, 'recallIndex' | 'transaction'>): Memories['adopt'] =>
  (userId, pseudonym, found, now) =>
    transaction(async (trx) => {
      if (found.length === 0) return new Map()
      const sources = await lockSources(trx, userId, found)
      if (!(await mayAdopt(trx, userId, pseudonym))) return new Map()
      const ids = found.map(({ externalId }) => externalId)
      const named = () => currentMemories(trx, userId).where('memories.external_id', 'in', ids).execute()
      const known = new Set((await named()).map(({ external_id: id }) => id))
      const suppressed = await readSuppressed(trx, userId, found)
      const adopting: Adopting = { trx, index, userId, now, sources, suppressed, count: 0 }
      adopting.count = (await current(adopting).execute()).length
      const refused: string[] = []
      for (const foreign of found) {
        if (known.has(foreign.externalId)) continue
        if (!(await adoptOne(adopting, foreign))) refused.push(foreign.externalId)
        else known.add(foreign.externalId)
      }
      await removeElsewhere(trx, refused)
      return new Map((await named()).map((row) => [row.external_id ?? '', toMemory(row)]))
    })
