import { pino } from 'pino'
import { redact } from './redact.ts'
import { openStdout, type LineWriter } from './stdout.ts'

const LEVELS = { debug: 20, info: 30, warning: 40, error: 50 }
export type LogLevel = keyof typeof LEVELS

/** All that a line may carry besides `event`, `level` and `timestamp`. What a person or a model says is none of it. */
export interface LogFields {
  correlation_id?: string
  method?: string
  path?: string
  route?: string
  status?: number
  duration_ms?: number
  bytes?: number
  /** How many, never which. */
  messages?: number
  count?: number
  dialect?: string
  persona?: string
  user_id?: string
  /** Of whoever asks: an IPv4 address, or a /64 of IPv6. */
  address?: string
  conversation_id?: string
  run_id?: string
  attempt?: number
  seq?: number
  state?: string
  model?: string
  input_tokens?: number | null
  output_tokens?: number | null
  total_tokens?: number | null
  estimated?: boolean
  host?: string
  port?: number
  version?: string
  signal?: string
  /** A sentence of our own. */
  detail?: string
  code?: string
  reason?: string
  error?: unknown
}

type Write = (event: string, fields?: LogFields) => void

export interface Logger extends Record<LogLevel, Write> {
  child(fields: LogFields): Logger
}

/** `flush` resolves when every line so far has left the process. */
export type RootLogger = Logger & { flush(): Promise<void> }

export const createLogger = (options: { level: LogLevel; write?: (line: string) => void }): RootLogger => {
  const destination: LineWriter =
    options.write === undefined ? openStdout() : { write: options.write, flush: () => Promise.resolve() }
  const lines = pino<LogLevel>(
    {
      level: options.level,
      customLevels: LEVELS,
      useOnlyCustomLevels: true,
      base: null,
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  const stack = options.level === 'debug'
  const clean = (fields: LogFields | undefined): object =>
    fields === undefined ? {} : Object(redact(fields, { stack }))

  const bind = (bound: object): Logger => {
    const at =
      (level: LogLevel): Write =>
      (event, fields) => {
        if (LEVELS[level] >= LEVELS[options.level]) lines[level]({ event, ...bound, ...clean(fields) })
      }
    return {
      debug: at('debug'),
      info: at('info'),
      warning: at('warning'),
      error: at('error'),
      child: (fields) => bind({ ...bound, ...clean(fields) }),
    }
  }
  return { ...bind({}), flush: destination.flush }
}
