import { DatabaseSync } from 'node:sqlite'

/** Makes a conversation, with all that is under it, somebody else's: a server without authentication knows one person only. */
export function giveAway(path: string, conversation: string): void {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  try {
    database.exec('PRAGMA busy_timeout = 5000')
    database.prepare("UPDATE conversations SET user_id = 'somebody else' WHERE id = ?").run(conversation)
    database.prepare("UPDATE runs SET user_id = 'somebody else' WHERE conversation_id = ?").run(conversation)
    database.prepare("UPDATE usage SET user_id = 'somebody else' WHERE conversation_id = ?").run(conversation)
  } finally {
    database.close()
  }
}

/** How many rows there are of what belongs to people. */
export function countRows(path: string): Record<string, number> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const tables = ['conversations', 'messages', 'runs', 'run_events', 'feedback', 'usage', 'messages_search']
    return Object.fromEntries(
      tables.map((table) => [table, Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)]),
    )
  } finally {
    database.close()
  }
}
