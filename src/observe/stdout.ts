import { writeSync } from 'node:fs'
import { pino } from 'pino'

export interface LineWriter {
  write: (line: string) => void
  /** Resolves when every line so far has left the process, or cannot leave it. */
  flush: () => Promise<void>
}

const MAX_WAITING_BYTES = 8 * 1024 * 1024

const writeLast = (line: string): void => {
  try {
    writeSync(1, line)
  } catch {
    // There is nobody left to tell.
  }
}

/** Writes in the background: a stdout that nobody reads costs lines past a cap, and never holds the process up. */
export const openStdout = (): LineWriter => {
  const stream = pino.destination({ dest: 1, sync: false, minLength: 1, maxLength: MAX_WAITING_BYTES })
  stream.on('error', () => undefined) // a full disk under the log is not the end of the service
  // At exit pino writes what waits, before this listener; what is said later finds no event loop to write it.
  let leaving = false
  process.once('exit', () => {
    leaving = true
  })
  const isClosed = (): boolean => leaving || ('destroyed' in stream && stream.destroyed === true)
  return {
    write(line) {
      if (isClosed()) writeLast(line)
      else stream.write(line)
    },
    flush: () => new Promise((resolve) => stream.flush(() => resolve())),
  }
}
