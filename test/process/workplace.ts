import { mkdtempSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type FakeModel, startFakeModel } from '../fake-model.ts'
import { onTestFinished } from 'vitest'
import { environment, ready, type ServerProcess, type Spawned, spawnServer } from './server-process.ts'

/** A folder in which one process after another serves the same database, before a model that outlives them all. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string
  readonly model: FakeModel
  readonly database: string
  spawn(env?: Record<string, string>): Spawned
  start(env?: Record<string, string>): Promise<ServerProcess>
  /** Resolves when this much text of a run's log is on record. */
  untilStored(run: string, text: string): Promise<void>
  /** As a process that recorded the wish to stop and died before the deed. */
  markStopRequested(run: string): void
}

/** Reads are of one connection throughout: opening the file would itself be a change to wait for. */
async function untilStored(folder: string, path: string, run: string, text: string): Promise<void> {
  using database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 })
  const rows = database.prepare("SELECT payload FROM run_events WHERE run_id = ? AND kind = 'deltas' ORDER BY seq")
  const stored = (): boolean =>
    rows
      .all(run)
      .flatMap(({ payload }) => JSON.parse(String(payload)) as string[])
      .join('')
      .includes(text)
  await using stack = new AsyncDisposableStack()
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => void (stored() && resolve())
  const watcher = watch(folder, look)
  stack.defer(() => watcher.close())
  look()
  await promise
}

export async function openWorkplace(path = mkdtempSync(join(tmpdir(), 'colloquy-'))): Promise<Workplace> {
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(path, { recursive: true, force: true }))
  const model = stack.use(await startFakeModel())
  const database = join(path, 'colloquy.db')
  const owned = stack.move()
  // A test that timed out never leaves its scope.
  onTestFinished(() => owned.disposeAsync())
  const spawn = (env?: Record<string, string>): Spawned =>
    owned.use(spawnServer({ folder: path, env: environment(model.url, env) }))
  return {
    folder: path,
    model,
    database,
    spawn,
    start: async (env) => owned.use(await ready(spawn(env))),
    untilStored: (run, text) => untilStored(path, database, run, text),
    markStopRequested(run) {
      using file = new DatabaseSync(database)
      file.prepare('UPDATE runs SET stop_requested = 1 WHERE id = ?').run(run)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
