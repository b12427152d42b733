import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** What a document prints, byte for byte. */
export const printed = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')

/** The same, for a server that is elsewhere than where the document looks for it. */
export function printedFor(file: string, { url }: { url: string }): string {
  const text = printed(file)
  const moved = text.replaceAll(/http:\/\/localhost:[58]000/g, url)
  if (moved === text) throw new Error(`${file} names no server`)
  return moved
}

export interface Output {
  stdout: string
  stderr: string
}

export interface RunningClient {
  /** Rejects when the client fails. */
  finished: Promise<Output>
  /** Resolves as soon as it has printed this. */
  says(part: string): Promise<void>
}

const run = promisify(execFile)
const directly = { no_proxy: '*', NO_PROXY: '*', PYTHONIOENCODING: 'utf-8' }

function start(command: string, ...args: string[]): RunningClient {
  const finished = run(command, args, { env: { ...process.env, ...directly }, timeout: 25_000 })
  const { stdout } = finished.child
  let text = ''
  stdout?.on('data', (chunk: string) => (text += chunk))

  async function says(part: string): Promise<void> {
    const over = finished.then(({ stdout }) => {
      if (!stdout.includes(part)) throw new Error(`The client ended without ${JSON.stringify(part)}:\n${stdout}`)
    })
    const { promise: here, resolve } = Promise.withResolvers<void>()
    const look = (): void => (text.includes(part) ? resolve() : undefined)
    stdout?.on('data', look)
    look()
    await Promise.race([here, over])
    stdout?.off('data', look)
  }

  return { finished, says }
}

export const startBash = (script: string): RunningClient => start('bash', '-c', script)
export const runBash = (script: string): Promise<Output> => startBash(script).finished
export const runPython = (script: string, ...args: string[]): Promise<Output> =>
  start('python3', '-c', script, ...args).finished

/** One call of `console`. */
export interface Said {
  level: 'log' | 'error'
  args: unknown[]
}

const page = pathToFileURL(join(import.meta.dirname, 'page-globals.ts')).href

/** Runs a script of a page in a process of its own, until nothing of it is left; resolves with what it said. */
export async function runPageScript(script: string): Promise<Said[]> {
  const args = ['--disable-warning=UNDICI-ES', `--import=${page}`, '--input-type=module', '--eval', script]
  const { stdout } = await start(process.execPath, ...args).finished
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Said)
}
