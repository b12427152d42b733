import type { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import type { Message, Scope } from '../../conversation/types.ts'
import type { Position } from '../../ports/page.ts'
import type { told } from './schema.ts'

type Told = z.infer<typeof told>[number]

const pageLength = 200
/** As long as a page shows it at once, and as it takes no time to tell. */
const most = { messages: 1_000, characters: 1_000_000 }

/** Failures are no part of the conversation; what is being answered is told by its stream. */
function toUiMessage({ id, role, content, status, createdAt, runId, model, usage }: Message): Told[] {
  if (role === 'system') return []
  const parts: Told['parts'] = [{ type: 'text', text: content, state: 'done' }]
  if (role === 'user') return [{ id, role, metadata: { createdAt }, parts }]
  if (status === 'streaming' || status === 'failed') return []
  const metadata = {
    createdAt,
    state: status,
    ...(runId !== null && { runId }),
    ...(model !== null && { model }),
    ...(usage !== null && { usage }),
  }
  return [{ id, role, metadata, parts }]
}

/** What was said in a chat last and all that led to it, oldest first: other branches are left out. */
export async function historyOf(engine: Engine, scope: Scope, conversationId: string): Promise<Told[]> {
  const branch: Told[] = []
  let characters = 0
  let wanted: string | null | undefined
  let from: Position | undefined
  do {
    const page = await engine.listMessages(scope, conversationId, { limit: pageLength, order: 'desc', from })
    for (const message of page.items) {
      if (wanted === null || (wanted !== undefined && message.id !== wanted)) continue
      branch.push(...toUiMessage(message))
      characters += message.content.length
      wanted = message.parentId
      if (branch.length >= most.messages || characters >= most.characters) return branch.reverse()
    }
    from = page.next ?? undefined
  } while (from && wanted !== null)
  return branch.reverse()
}
