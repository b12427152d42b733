import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface MoveProcess {
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

const program = fileURLToPath(new URL('../../src/move.ts', import.meta.url))

/** What servers compiled need not be compiled for each of these. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/colloquy', import.meta.url))

/** The command as it is given; its environment is empty beside PATH and `env`. */
export function spawnMove(args: readonly string[], env: Record<string, string> = {}): MoveProcess {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = (): boolean => child.kill('SIGKILL')
  process.once('exit', end)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', end)
    return { code: code as number | null, stdout, stderr }
  })
  return { signal: (name) => void child.kill(name), ended }
}

export const moved = (path: string, url: string) => spawnMove(['--from', `file:${path}`, '--to', url]).ended
