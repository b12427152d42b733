import { EventSource } from 'undici'
import type { Said } from './run-client.ts'

const say =
  (level: Said['level']) =>
  (...args: unknown[]): void => {
    process.stdout.write(`${JSON.stringify({ level, args } satisfies Said)}\n`)
  }

Object.assign(globalThis, { EventSource })
Object.assign(console, { log: say('log'), error: say('error') })
