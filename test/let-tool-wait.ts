import { DatabaseSync } from 'node:sqlite'

/** Has the use of a tool wait for leave in this run, as only a model would. */
export function letToolWait(path: string, run: string): void {
  using database = new DatabaseSync(path, { timeout: 5_000 })
  database.prepare("INSERT INTO tool_calls VALUES (?, 0, 0, 'send', '{}', 'waiting', NULL)").run(run)
}
