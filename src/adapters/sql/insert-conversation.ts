import type { Scope } from '../../conversation/types.ts'
import { prepared } from './prepared.ts'

interface Beginning extends Scope {
  id: string
  externalId: string | null
  persona: string
  title: string | null
  titledBy: 'person' | null
  metadata: string
  memory: 0 | 1
  now: number
}

export const insertConversation = prepared<{ [Column in keyof Beginning]: Beginning[Column] }>()((db, p) =>
  db.insertInto('conversations').values({
    id: p('id'),
    user_id: p('userId'),
    namespace: p('namespace'),
    external_id: p('externalId'),
    persona: p('persona'),
    title: p('title'),
    titled_by: p('titledBy'),
    metadata: p('metadata'),
    memory: p('memory'),
    next_seq: 1,
    created_at: p('now'),
    updated_at: p('now'),
  }),
)
