import type { MemoryTraits } from '../../ports/memories.ts'
import { oneLine } from '../../std/one-line.ts'
import { termsOfMemory } from './index-recall.ts'
import { letGoElsewhere } from './memory-elsewhere.ts'
import { insertMemory, reindexMemory } from './memory-write.ts'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'

/** What a memory would say if it had been learned from these messages alone. */
interface Part extends MemoryTraits {
  text: string
  messages: string[]
}

/** More of one memory are not compared with each other: the older ones stay with it. */
const mostCompared = 200

const isSameThing = (a: MemoryTraits, b: MemoryTraits): boolean =>
  (a.slot !== null && a.slot === b.slot) || (a.topic !== null && a.topic === b.topic && a.polarity === b.polarity)

/** Together only as far as one of them says all that the others say. */
function partsOf(sources: readonly Part[]): Part[] {
  const parts: { part: Part; terms: ReadonlySet<string> }[] = []
  const readings = sources
    .map((source) => ({ source, terms: new Set(termsOfMemory(source.text)) }))
    .sort((a, b) => b.terms.size - a.terms.size)
  for (const { source, terms } of readings) {
    const fuller = parts.find(({ part, terms: all }) => terms.isSubsetOf(all) || isSameThing(part, source))
    if (fuller) fuller.part.messages.push(...source.messages)
    else parts.push({ part: source, terms })
  }
  return parts.map(({ part }) => part)
}

/** Where no text of what is left is known, the words that were said last stand for themselves. */
async function readParts(trx: Queryable, memoryId: string): Promise<Part[]> {
  const sources = trx
    .selectFrom('memory_sources')
    .where('memory_id', '=', memoryId)
    .orderBy('message_id', 'desc')
    .limit(mostCompared)
  const standing = await sources
    .select(['message_id', 'text', 'slot', 'topic', 'polarity'])
    .where('text', 'is not', null)
    .execute()
  if (standing.length > 0) {
    return partsOf(
      standing.map(({ message_id: id, text, ...traits }) => ({ ...traits, text: text ?? '', messages: [id] })),
    )
  }
  const [last] = await sources.select('quote').where('quote', '!=', '').limit(1).execute()
  const text = oneLine(last?.quote ?? '')
  return text === '' ? [] : [{ text, slot: null, topic: null, polarity: 0, messages: [] }]
}

/**
 * Of memories that have lost some of their sources: each says only what the others have said, in as many memories as
 * that takes. Returns those that have nothing to say.
 */
export async function sayWhatRemains(
  trx: Queryable,
  index: RecallIndex,
  userId: string,
  ids: readonly string[],
): Promise<string[]> {
  const silent: string[] = []
  const changed = await trx
    .selectFrom('memories')
    .select(['row', 'id', 'importance', 'superseded_by', 'created_at'])
    .where('id', 'in', [...ids])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('memory_sources')
            .select('memory_sources.memory_id')
            .whereRef('memory_sources.memory_id', '=', 'memories.id')
            .whereRef('memory_sources.text', '=', 'memories.text'),
        ),
      ),
    )
    .orderBy('row')
    .execute()
  for (const { row, id, importance, superseded_by: by, created_at: at } of changed) {
    const [first, ...others] = await readParts(trx, id)
    if (!first) {
      silent.push(id)
      continue
    }
    const { messages: _, ...said } = first
    await letGoElsewhere(trx, [id])
    await trx
      .updateTable('memories')
      .set((eb) => ({ ...said, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    // What another stands in the place of is found by nothing, and stays one.
    if (by !== null) continue
    await reindexMemory(trx, index, userId, { row, text: said.text })
    for (const { messages, ...part } of others) {
      const made = await insertMemory(trx, index, userId, { ...part, importance }, at)
      await trx
        .updateTable('memory_sources')
        .set({ memory_id: made.id })
        .where('memory_id', '=', id)
        .where('message_id', 'in', messages)
        .execute()
    }
  }
  return silent
}
