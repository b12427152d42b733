import type { Memory } from '../../conversation/types.ts'
import type { Foreign, Memories } from '../../ports/memories.ts'
import type { AskMem0 } from './mem0-ask.ts'
import type { Mem0Client } from './mem0-client.ts'
import type { JsonObject } from './mem0-exchange.ts'
import { memoryText } from './mem0-text.ts'

export interface Mem0AdoptDeps {
  client: Pick<Mem0Client, 'list'>
  ask: AskMem0
  memories: Pick<Memories, 'byExternalId' | 'adopt'>
  hashOf(userId: string, text: string): string
  now(): number
}

/** What Mem0 has, wherever it says so. */
export interface AtMem0 {
  id: string
  text: string
  metadata: JsonObject
}

/** As many as may be kept of a person. */
const mostPages = 20
/** Of one page, whatever comes. */
const mostRows = 200
/** A transaction is held by no more. */
const adoptedAtOnce = 10

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Each memory that Mem0 has of a person is to have one here, or to go there. */
export function createMem0Adopt({ client, ask, memories, hashOf, now }: Mem0AdoptDeps) {
  /** Those of ours that stand for them, by their ids there: of what is new, too. */
  async function adopt(userId: string, person: string, found: readonly AtMem0[]): Promise<Map<string, Memory>> {
    const known = await memories.byExternalId(
      userId,
      found.map(({ id }) => id),
    )
    const unknown = found.flatMap(({ id, text: said, metadata }): Foreign[] => {
      const text = memoryText(said)
      if (known.has(id) || text === undefined) return []
      const memoryId = textIn(metadata['memoryId'])
      const messageId = textIn(metadata['messageId'])
      const origin = { ...(memoryId !== undefined && { memoryId }), ...(messageId !== undefined && { messageId }) }
      return [{ externalId: id, text, hash: hashOf(userId, text), ...origin }]
    })
    for (let from = 0; from < unknown.length; from += adoptedAtOnce) {
      const some = unknown.slice(from, from + adoptedAtOnce)
      for (const [id, memory] of await memories.adopt(userId, person, some, now())) known.set(id, memory)
    }
    return known
  }

  return {
    adopt,

    /** All that Mem0 has of a person, looked through. */
    async settle(userId: string, person: string, signal: AbortSignal): Promise<AtMem0[]> {
      const all: AtMem0[] = []
      for (let page = 1; page <= mostPages; page++) {
        const { memories: rows, more } = await ask(() => client.list(person, page, signal))
        const some = rows.slice(0, mostRows)
        await adopt(userId, person, some)
        all.push(...some)
        if (!more) break
      }
      return all
    },
  }
}

export type Mem0Adopt = ReturnType<typeof createMem0Adopt>
