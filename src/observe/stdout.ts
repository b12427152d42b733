import { write, writeSync } from 'node:fs'
import { errorCode } from '../std/error-code.ts'

export interface LineWriter {
  write: (line: string) => void
  /** Resolves when every line so far has left the process, or cannot leave it. */
  flush: () => Promise<void>
}

const STDOUT = 1
const MAX_WAITING = 8 * 1024 * 1024
const RETRY_MS = 20
const LAST_RETRIES = 50
const NOTHING = Buffer.alloc(0)

const pause = new Int32Array(new SharedArrayBuffer(4))

const writeLast = (bytes: Buffer): void => {
  let rest = bytes
  let retries = LAST_RETRIES
  while (rest.length > 0 && retries > 0) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest))
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return
      retries -= 1
      Atomics.wait(pause, 0, 0, RETRY_MS)
    }
  }
}

/** Writes in the background, the lines of a tick at once: a stdout that stalls, or a full disk under it, costs lines. */
export const openStdout = (): LineWriter => {
  let waiting = ''
  let batch = NOTHING
  let state: 'idle' | 'scheduled' | 'writing' | 'retrying' | 'leaving' | 'unread' = 'idle'
  let settled: (() => void)[] = []

  const settle = (next: 'idle' | 'unread'): void => {
    if (state !== 'leaving') state = next
    if (next === 'unread') {
      waiting = ''
      batch = NOTHING
    }
    const callbacks = settled
    settled = []
    for (const callback of callbacks) callback()
  }

  const writeNext = (): void => {
    if (batch.length === 0 && waiting !== '') {
      batch = Buffer.from(waiting)
      waiting = ''
    }
    if (batch.length === 0) {
      settle('idle')
      return
    }
    state = 'writing'
    write(STDOUT, batch, onWritten)
  }

  const onWritten = (error: NodeJS.ErrnoException | null, bytes: number): void => {
    if (error === null) {
      batch = batch.subarray(bytes)
      writeNext()
    } else if (error.code === 'EAGAIN') {
      state = 'retrying'
      setTimeout(writeNext, RETRY_MS)
    } else {
      // What could not be written waits for the next line to try again, unless the reader is gone for good.
      settle(error.code === 'EPIPE' ? 'unread' : 'idle')
    }
  }

  process.once('exit', () => {
    // A batch that the system already has is written without us; the rest should not overtake it.
    if (state === 'writing') Atomics.wait(pause, 0, 0, RETRY_MS)
    if (state !== 'unread') writeLast(Buffer.concat([state === 'writing' ? NOTHING : batch, Buffer.from(waiting)]))
    state = 'leaving'
  })

  return {
    write(line) {
      if (state === 'leaving') writeLast(Buffer.from(line))
      else if (state !== 'unread' && waiting.length + line.length <= MAX_WAITING) waiting += line
      if (state !== 'idle') return
      state = 'scheduled'
      setImmediate(writeNext)
    },
    flush: () =>
      new Promise((resolve) => {
        settled.push(resolve)
        if (state === 'idle') writeNext()
        else if (state === 'unread' || state === 'leaving') settle('unread')
      }),
  }
}
