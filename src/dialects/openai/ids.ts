import { DomainError } from '../../conversation/errors.ts'
import type { RunId } from '../../conversation/types.ts'

const prefixes = { response: 'resp_', message: 'msg_', conversation: 'conv_' } as const

export type Kind = keyof typeof prefixes

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const completionId = (run: RunId): string => `chatcmpl-${run}`

export const wireId = (kind: Kind, id: string): string => `${prefixes[kind]}${id}`

export const nothingOf = (kind: Kind, param?: string): DomainError =>
  new DomainError('not_found', `There is no ${kind} of that id, or it is not yours.`, param ? { extra: { param } } : {})

/** The id of ours that stands in one of theirs. */
export function idIn(kind: Kind, given: string, param?: string): string {
  const prefix = prefixes[kind]
  const id = given.slice(prefix.length)
  if (!given.startsWith(prefix) || !uuid.test(id)) throw nothingOf(kind, param)
  return id
}

/** When a run was begun, in seconds: its id says so, and nobody need ask. */
export const beginningOfRun = (run: RunId): number =>
  Math.floor(Number.parseInt(run.slice(0, 13).replace('-', ''), 16) / 1_000)

export const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1_000)
