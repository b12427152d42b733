import type { EndState, RunEvent, TerminalEvent } from './types.ts'

const ends: ReadonlySet<string> = new Set<EndState>(['completed', 'stopped', 'failed', 'blocked'])

export const isTerminal = (event: RunEvent): event is TerminalEvent => event.type !== 'delta' && ends.has(event.type)
