import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { createCleanPages } from './clean-pages.ts'

const { path, file, checkpointMs } = workerData as { path: string; file: number; checkpointMs: number }

const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
const checkpoints = new DatabaseSync(path, { timeout: 1_000 })

const cleanPages = createCleanPages({ database: checkpoints, path, file })

type Question =
  | { id: number; kind: 'read'; sql: string; parameters: SQLInputValue[] }
  /** Of the connection that may empty the log in front of the file. */
  | { id: number; kind: 'checkpoint'; sql: string }
  | { id: number; kind: 'clean' }

function answer(question: Question): unknown[] {
  if (question.kind === 'clean') return [{ more: cleanPages() }]
  if (question.kind === 'checkpoint') return checkpoints.prepare(question.sql).all()
  return database.prepare(question.sql).all(...question.parameters)
}

parentPort?.on('message', (question: Question) => {
  const { id } = question
  try {
    parentPort?.postMessage({ id, rows: answer(question) })
  } catch (error) {
    parentPort?.postMessage({ id, error })
  }
})

setInterval(() => {
  try {
    checkpoints.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch {
    // Busy or out of space: the writer's own last resort says so where somebody hears it.
  }
}, checkpointMs)
