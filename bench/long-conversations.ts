import { randomUUIDv7 } from 'node:crypto'
import type { ImportedMessage } from '../src/ports/imports.ts'
import type { Store } from '../src/ports/store.ts'
import { createSpeaker, rareWord } from './spoken.ts'

/** A person, and how many conversations of which length they have. */
export interface Holder {
  userId: string
  messages: number
  conversations: number
}

const slice = 1_000
const rareMessages = 5
const daysMs = 86_400_000

async function bringIn({ imports }: Store, userId: string, count: number, now: number): Promise<string> {
  const scope = { userId, namespace: 'v1' }
  const id = randomUUIDv7()
  const begin = now - daysMs - 1000 * count
  const facts = { id, title: 'Long', persona: 'personal-assistant', metadata: {} }
  await imports.begin(scope, { ...facts, createdAt: begin, now: now - daysMs, owner: 'bench' })
  const speaker = createSpeaker(count)
  const rareEvery = Math.ceil(count / rareMessages)
  let parentId: string | null = null
  for (let from = 0; from < count; from += slice) {
    const messages: ImportedMessage[] = []
    for (let i = from; i < Math.min(from + slice, count); i++) {
      const said = speaker.sentence()
      const content = i % rareEvery === 0 ? `${rareWord} ${said}` : said
      const role = i % 2 === 0 ? 'user' : 'assistant'
      const message: ImportedMessage = {
        id: randomUUIDv7(),
        seq: i + 1,
        parentId,
        role,
        name: null,
        content,
        createdAt: begin + 1000 * i,
      }
      messages.push(message)
      parentId = message.id
    }
    await imports.append(scope, id, messages)
  }
  await imports.finish(scope, id, count + 1)
  return id
}

/** The ids of what they then have. */
export async function bringAllIn(store: Store, holders: readonly Holder[]): Promise<string[][]> {
  const now = Date.now()
  return Promise.all(
    holders.map(({ userId, messages, conversations }) =>
      Promise.all(Array.from({ length: conversations }, () => bringIn(store, userId, messages, now))),
    ),
  )
}

/** As if these had been said in S1 once more; that is in no index. */
export const saidInS1 = (conversations: readonly string[]): string[] => {
  const these = conversations.map((id) => `'${id}'`).join(', ')
  return [
    `insert into conversations (id, user_id, namespace, external_id, persona, title, metadata, next_seq, tallied, created_at, updated_at)
    select 's1-' || id, user_id, 'smart-chatbot', 'history', persona, title, metadata, next_seq, 50, created_at, updated_at
    from conversations where id in (${these})`,
    `insert into messages (id, conversation_id, seq, parent_id, role, content, status, created_at)
    select 's1-' || id, 's1-' || conversation_id, seq, 's1-' || parent_id, role, content, status, created_at
    from messages where conversation_id in (${these})`,
    `insert into tallies (namespace, conversations, exchanges) values ('smart-chatbot', ${conversations.length}, ${50 * conversations.length})`,
  ]
}

const answers = `from messages join conversations on conversations.id = messages.conversation_id
  where messages.role = 'assistant'`
const event = (number: number, kind: string, payload: string): string =>
  `insert into run_events (run_id, seq, kind, payload) select 'r' || messages.id, ${number}, '${kind}', ${payload} ${answers}`
const begins = 1_048_577
const textEnd = begins + 20

/** As if every answer had been given here, more than a day ago, and all had been learned from. */
export const asIfAnswered = [
  'delete from chores',
  `insert into runs (id, user_id, conversation_id, dialect, persona, user_message_id, message_id, position, request_hash,
    request, state, model, input_tokens, output_tokens, estimated, text_end, compacted, created_at, ended_at)
  select 'r' || messages.id, user_id, conversation_id, namespace, persona, parent_id, messages.id, seq, '',
    '{"model":"as-asked"}', 'completed', 'as-asked', 50, 20, 0, ${textEnd}, 1, messages.created_at, messages.created_at ${answers}`,
  "update messages set run_id = 'r' || id where role = 'assistant'",
  event(
    begins,
    'started',
    `'{"runId":"r' || messages.id || '","messageId":"' || messages.id || '","model":"as-asked"}'`,
  ),
  event(textEnd + 3, 'usage', `'{"inputTokens":50,"outputTokens":20,"totalTokens":70,"estimated":false}'`),
  event(
    textEnd + 4,
    'completed',
    `'{"message":{"id":"' || messages.id || '","content":"' || content || '"},"finishReason":"stop"}'`,
  ),
  `insert into usage (run_id, user_id, conversation_id, model, input_tokens, output_tokens, estimated, at)
  select 'r' || messages.id, user_id, conversation_id, 'as-asked', 50, 20, 0, messages.created_at ${answers}`,
]
