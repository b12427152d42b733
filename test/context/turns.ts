import type { MessageStatus, Role } from '../../src/conversation/types.ts'
import { buildContext, type ContextParts } from '../../src/context/build-context.ts'
import type { Turn } from '../../src/ports/runs.ts'

export const turn = (role: Role, content: string, more: Partial<Turn> = {}): Turn => ({
  id: `${role}-${content}`,
  seq: 0,
  role,
  name: null,
  content,
  status: 'completed',
  ...more,
})

export const exchange = (name: string, status: MessageStatus = 'completed'): Turn[] => [
  turn('user', `Q${name}`),
  turn('assistant', `A${name}`, { status }),
]

/** A conversation as it is stored: each turn has its place. */
export const numbered = (turns: readonly Turn[]): Turn[] =>
  turns.map((one, i) => ({ ...one, id: `m${i + 1}`, seq: i + 1 }))

/** Pages of turns that are given oldest first, as a store reads them: newest first. */
export function paged(turns: readonly Turn[], pageSize = 24) {
  const newest = turns.toReversed()
  let reads = 0
  return {
    reads: () => reads,
    async readTurns(): Promise<Turn[] | undefined> {
      const page = newest.slice(reads * pageSize, ++reads * pageSize)
      return page.length > 0 ? page : undefined
    },
  }
}

export const persona = 'Be kind.'

/** What a model sees of these turns, oldest first. */
export async function contextOf(turns: readonly Turn[], parts: Partial<ContextParts> & { pageSize?: number } = {}) {
  const { pageSize, ...more } = parts
  const pages = paged(turns, pageSize)
  const context = await buildContext({
    systemPrompt: persona,
    readTurns: pages.readTurns,
    budgetTokens: 6_000,
    ...more,
  })
  return { ...context, reads: pages.reads() }
}

/** Text of so many tokens, by the estimate. */
export const textOf = (tokens: number): string => 'word '.repeat(Math.ceil((tokens * 4) / 5)).slice(0, tokens * 4)
