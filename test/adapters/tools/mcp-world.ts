import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { McpError } from '../../../src/adapters/tools/mcp-error.ts'
import {
  createMcpToolbox,
  type McpServerOptions,
  type McpToolboxOptions,
} from '../../../src/adapters/tools/mcp-toolbox.ts'
import type { PersonaUse, ToolResult } from '../../../src/ports/tools.ts'

export const { signal: never } = new AbortController()

export const someUse: PersonaUse = { userId: 'ann', persona: 'personal-assistant', runId: 'r_1', callId: 'r_1-0' }

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

const env = { PATH: process.env['PATH'] ?? '' }

export const sdkPlace = {
  kind: 'stdio',
  command: process.execPath,
  args: [pathOf('sdk-stdio-server.ts')],
  env,
  hidden: [],
} as const

export const meanPlace = (how: string, diary = '') =>
  ({ ...sdkPlace, args: [pathOf('mean-stdio-server.ts'), how, diary] }) as const

export interface World extends AsyncDisposable {
  names(): Promise<string[]>
  tools(persona?: string, signal?: AbortSignal): ReturnType<ReturnType<typeof createMcpToolbox>['of']>
  use(name: string, input?: Record<string, unknown>, signal?: AbortSignal): Promise<ToolResult>
  readonly troubles: { server: string; error: unknown }[]
  /** Resolves once there were so many. */
  troubled(count: number): Promise<void>
  /** Lets this much time pass, of the toolbox's own clock. */
  pass(ms: number): void
}

type Entry = Partial<McpServerOptions> & Pick<McpServerOptions, 'place'>

/** A toolbox whose clock stands still until it is told, before servers that are real or mean. */
export function openWorld(servers: Entry | Entry[], timings: McpToolboxOptions['timings'] = {}): World {
  const troubles: World['troubles'] = []
  const waiting: { count: number; resolve(): void }[] = []
  let time = 0
  const box = createMcpToolbox({
    servers: [servers].flat().map((entry, i) => ({
      name: i === 0 ? 'it' : `it-${i}`,
      approval: 'destructive',
      personas: ['personal-assistant'],
      callMs: 1e6,
      ...entry,
    })),
    connectMs: 1e6,
    now: () => time,
    onTrouble(server, error) {
      troubles.push({ server, error })
      for (const { count, resolve } of waiting) if (troubles.length >= count) resolve()
    },
    timings: { waitMs: 1e6, replyMs: 1e6, pingMs: 1e6, ...timings },
  })
  const of = (persona = 'personal-assistant', signal = never) => box.of(persona, signal)
  return {
    troubles,
    tools: of,
    names: async () => (await of()).map(({ spec }) => spec.name),
    use: (name, input = {}, signal = never) => box.use(name, input, someUse, signal),
    troubled(count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      if (troubles.length >= count) resolve()
      waiting.push({ count, resolve })
      return promise
    },
    pass: (ms) => void (time += ms),
    [Symbol.asyncDispose]: () => box[Symbol.asyncDispose](),
  }
}

/** What a server has told of itself. */
export function openDiary() {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-tools-'))
  const path = join(folder, 'diary')
  const lines = (): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return {
    path,
    lines,
    /** Of the process itself, or of its child. */
    pidOf: (what: string): number =>
      Number(
        lines()
          .find((line) => line.startsWith(what))
          ?.split(' ')[1],
      ),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('It went well'),
    (error: unknown) => error,
  )
  if (!(error instanceof McpError)) throw error
  return error.code
}

/** One that has ended may wait for long until its parent hears of it. */
function isOver(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isOver(pid)
  } catch {
    return false
  }
}
