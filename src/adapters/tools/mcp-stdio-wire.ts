import { spawn } from 'node:child_process'
import { errorCode } from '../../std/error-code.ts'
import { parseJson } from '../../std/parse-json.ts'
import { createLastWords } from './last-words.ts'
import { createLineReader } from './line-reader.ts'
import { McpError, type McpErrorCode } from './mcp-error.ts'
import { mostBytes, mostDepth, type Wire, type WireEnd } from './mcp-wire.ts'

export interface StdioPlace {
  command: string
  args: readonly string[]
  /** All of it: nothing is inherited. */
  env: Readonly<Record<string, string>>
  cwd?: string | undefined
  /** Told to nobody, should the process say them. */
  hidden: readonly string[]
}

export interface StdioTimings {
  /** How long a process that was asked to end may take. */
  killMs: number
}

/** What a process has not read by now. */
const mostUnread = 16 << 20

function parse(line: Buffer): unknown {
  try {
    return parseJson(line, { depth: mostDepth })
  } catch {
    // Many a server logs where it should answer.
    return undefined
  }
}

/** A process of its own group, which goes as a whole. No shell sees the command. */
export function openStdioWire(place: StdioPlace, { killMs }: StdioTimings, end: WireEnd): Wire {
  const { command, args, env, cwd, hidden } = place
  const detached = process.platform !== 'win32'
  const child = spawn(command, args, { cwd, env, detached, shell: false, windowsHide: true, stdio: 'pipe' })
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const words = createLastWords(hidden)
  let isOver = false
  let isLeaving = false
  let isGone = false

  function over(code: McpErrorCode, reason: string): void {
    if (isOver) return
    isOver = true
    const stderr = words.told()
    end.ended(new McpError(code, { reason, ...(stderr !== undefined && { stderr }) }))
  }

  function kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (child.pid === undefined || isGone) return
    try {
      if (detached) process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // All of them have gone.
    }
  }

  child.on('error', (error) => {
    over('unreachable', errorCode(error))
    if (child.pid === undefined) resolve()
  })
  // Whoever it has left behind holds the pipes.
  child.on('exit', () => void (isLeaving || kill('SIGKILL')))
  child.on('close', (code, signal) => {
    over('ended', signal ?? `exit code ${code}`)
    kill('SIGKILL')
    // From now on its number may be another's.
    isGone = true
    resolve()
  })
  child.stdin.on('error', () => {})
  child.stderr.on('data', words.heard).on('error', () => {})
  const read = createLineReader(
    mostBytes,
    (line) => void (isOver || end.heard(parse(line))),
    () => {
      over('garbled', 'a line is too long')
      kill('SIGKILL')
    },
  )
  child.stdout.on('data', read).on('error', () => {})

  return {
    async send(message) {
      if (isOver || !child.stdin.writable) throw new McpError('ended', { reason: 'it reads no more' })
      if (child.stdin.writableLength > mostUnread) throw new McpError('busy', { reason: 'it does not read' })
      child.stdin.write(`${JSON.stringify(message)}\n`)
    },
    agreed() {},
    async [Symbol.asyncDispose]() {
      over('cancelled', 'it was let go')
      isLeaving = true
      child.stdin.end()
      kill('SIGTERM')
      const timer = setTimeout(() => {
        kill('SIGKILL')
        // One that has left the group may hold them for ever.
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
      }, killMs)
      await closed
      clearTimeout(timer)
    },
  }
}
