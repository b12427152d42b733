import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { createCleanPages } from './clean-pages.ts'

const { path, file, checkpointMs } = workerData as { path: string; file: number; checkpointMs: number }

const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY')
const checkpoints = new DatabaseSync(path, { timeout: 1_000 })

const cleanPages = createCleanPages({ database: checkpoints, path, file })

/** What is asked again and again is compiled once. */
const keptStatements = 100
const statements = new Map<string, StatementSync>()

function prepared(sql: string): StatementSync {
  const kept = statements.get(sql)
  if (kept) return kept
  const statement = database.prepare(sql)
  if (statements.size >= keptStatements) statements.delete(statements.keys().next().value ?? '')
  statements.set(sql, statement)
  return statement
}

type Question =
  | { id: number; kind: 'read'; sql: string; parameters: SQLInputValue[] }
  /** Of the connection that may empty the log in front of the file. */
  | { id: number; kind: 'checkpoint'; sql: string }
  | { id: number; kind: 'clean' }

function answer(question: Question): unknown[] {
  if (question.kind === 'clean') return [{ more: cleanPages() }]
  if (question.kind === 'checkpoint') return checkpoints.prepare(question.sql).all()
  return prepared(question.sql).all(...question.parameters)
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
