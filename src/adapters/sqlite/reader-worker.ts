import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { type Asked, createRankTold } from '../sql/recall-told.ts'
import { createCleanPages } from './clean-pages.ts'
import { recallInThread } from './recall-in-thread.ts'
import type { RecallStatements } from './recall-statements.ts'

const { path, file, checkpointMs, recall } = workerData as {
  path: string
  file: number
  checkpointMs: number
  recall: RecallStatements
}

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

const read = (sql: string, parameters: readonly unknown[]): unknown[] =>
  prepared(sql).all(...(parameters as SQLInputValue[]))

const rankTold = createRankTold(recallInThread(recall, read))

type Question =
  | { id: number; kind: 'read'; sql: string; parameters: readonly unknown[] }
  | { id: number; kind: 'rank'; asked: Asked }
  /** Of the connection that may empty the log in front of the file. */
  | { id: number; kind: 'checkpoint'; sql: string }
  | { id: number; kind: 'clean' }

function answer(question: Question): readonly unknown[] | Promise<readonly unknown[]> {
  if (question.kind === 'rank') return rankTold(question.asked)
  if (question.kind === 'clean') return [{ more: cleanPages() }]
  if (question.kind === 'checkpoint') return checkpoints.prepare(question.sql).all()
  return read(question.sql, question.parameters)
}

async function reply(question: Question): Promise<void> {
  const { id } = question
  try {
    parentPort?.postMessage({ id, rows: await answer(question) })
  } catch (error) {
    parentPort?.postMessage({ id, error })
  }
}

parentPort?.on('message', (question: Question) => void reply(question))

setInterval(() => {
  try {
    checkpoints.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch {
    // Busy or out of space: the writer's own last resort says so where somebody hears it.
  }
}, checkpointMs)
