import { randomUUIDv7 } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'

export interface Size {
  conversations: number
  messagesOfEach: number
  eventsOfEach: number
}

const words =
  'the quick brown fox jumps over a lazy dog while rain falls on quiet hills near Straße and 東京都 🙂'.split(' ')

/** Between 10 and 50 words. */
const sentence = (n: number): string =>
  Array.from({ length: 10 + (n % 41) }, (_word, i) => `${words[(n * 7 + i * 3) % words.length]}${(n + i) % 997}`).join(
    ' ',
  )

/** More of everything than a server would make in the time of a test: imported conversations, and old runs with logs. */
export async function fillDatabase(path: string, { conversations, messagesOfEach, eventsOfEach }: Size): Promise<void> {
  const store = await openSqliteStore({ path, durability: 'normal', now: Date.now })
  const ids: string[] = []
  for (let c = 0; c < conversations; c++) {
    const scope = { userId: `person-${c % 100}`, namespace: 'v1' }
    const id = randomUUIDv7()
    const now = 1_760_000_000_000 + c
    ids.push(id)
    const conversation = {
      id,
      title: sentence(c),
      persona: 'default',
      metadata: {},
      createdAt: now,
      now,
      owner: 'nobody',
    }
    await store.imports.begin(scope, conversation)
    const messages = Array.from({ length: messagesOfEach }, (_message, i) => ({
      id: randomUUIDv7(),
      seq: i + 1,
      parentId: null,
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      name: null,
      content: sentence(c * messagesOfEach + i),
      createdAt: now + i,
    }))
    await store.imports.append(scope, id, messages)
    await store.imports.finish(scope, id, messagesOfEach + 1)
  }
  await store[Symbol.asyncDispose]()

  using database = new DatabaseSync(path)
  const run = database.prepare(`
    INSERT INTO runs (id, user_id, conversation_id, dialect, persona, request_hash, request, state, owner, model, created_at, ended_at)
    VALUES (?, 'person', ?, 'v1', 'default', '', '{}', 'completed', 'somebody', 'gpt-4', ?, ?)`)
  const event = database.prepare("INSERT INTO run_events (run_id, seq, kind, payload) VALUES (?, ?, 'deltas', ?)")
  database.exec('BEGIN')
  for (const [n, conversation] of ids.entries()) {
    const id = randomUUIDv7()
    run.run(id, conversation, n, n + 1)
    for (let seq = 1; seq <= eventsOfEach; seq++) event.run(id, 1_048_576 + seq, JSON.stringify([sentence(n + seq)]))
  }
  database.exec('COMMIT')
}
