import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const { path, checkpointMs } = workerData as { path: string; checkpointMs: number }

const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
const checkpoints = new DatabaseSync(path, { timeout: 1_000 })

interface Question {
  id: number
  sql: string
  parameters: SQLInputValue[]
  /** Asked of the connection that may empty the log in front of the file. */
  checkpoint: boolean
}

parentPort?.on('message', ({ id, sql, parameters, checkpoint }: Question) => {
  try {
    parentPort?.postMessage({ id, rows: (checkpoint ? checkpoints : database).prepare(sql).all(...parameters) })
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
