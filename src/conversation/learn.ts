import type { MemoryKeeper, Said } from '../ports/memory.ts'
import type { Chore } from '../ports/chores.ts'
import type { ChoreHandler } from './do-chores.ts'
import type { Message } from './types.ts'

export interface LearnDeps {
  keeper: Pick<MemoryKeeper, 'observe'>
  message(userId: string, id: string): Promise<Message | undefined>
}

/** Learns from what a person has said, when they have paused. */
export function learn({ keeper, message }: LearnDeps): ChoreHandler {
  async function saidIn(userId: string, { payload }: Chore): Promise<Said[]> {
    const { messageId, text, at, imported } = payload
    if (typeof text === 'string') {
      return [{ text, at: Number(at), messageId: null, conversationId: null, imported: false }]
    }
    const found = await message(userId, String(messageId))
    // It may be deleted by now; and only what the person says is learned from.
    if (found?.role !== 'user') return []
    const { id, content, conversationId, createdAt } = found
    const stored = { messageId: id, conversationId, imported: imported === true }
    return [{ text: content, at: Date.parse(createdAt), ...stored }]
  }

  return async ({ userId, claim, chores }, signal) => {
    const said = (await Promise.all(chores.map((chore) => saidIn(userId, chore)))).flat()
    if (said.length > 0) await keeper.observe(userId, said, claim, signal)
  }
}
