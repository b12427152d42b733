import type { NodeId, Signal } from '../../ports/relay.ts'

/** What stands in one entry of a stream. */
export interface Entry {
  from: NodeId
  /** The making of its sender's relay that it comes from, which numbers what it sends. */
  by: string
  n: number
  signals: Signal[]
}

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
const isString = (value: unknown): value is string => typeof value === 'string'
const isListOf = (value: unknown, fits: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(fits)

/** What an event says, as far as anybody here relies on it; what else is in it is its reader's to show. */
function isEvent(event: unknown): boolean {
  if (!isFields(event) || !isNumber(event['seq'])) return false
  const { type, text, data } = event
  if (type === 'delta') return isString(text)
  if (!isString(type) || !isFields(data)) return false
  if (['completed', 'stopped', 'failed', 'blocked'].includes(type) && !isFields(data['message'])) return false
  return !['failed', 'blocked'].includes(type) || isFields(data['error'])
}

const namesRuns = ({ runs }: Fields): boolean => isListOf(runs, isString)

const shapes: Readonly<Record<Signal['kind'], (signal: Fields) => boolean>> = {
  follow: ({ runs }) =>
    isListOf(runs, (one) => isFields(one) && isString(one['run']) && (one['after'] === null || isNumber(one['after']))),
  unfollow: namesRuns,
  tail: ({ run, after, recorded, events, closed }) =>
    isString(run) &&
    isNumber(after) &&
    isNumber(recorded) &&
    isListOf(events, isEvent) &&
    (closed === 'no' || closed === 'gone' || closed === 'kept'),
  gone: namesRuns,
  stop: namesRuns,
  begun: namesRuns,
  released: () => true,
}

function isSignal(value: unknown): value is Signal {
  if (!isFields(value)) return false
  const kind = value['kind']
  return isString(kind) && Object.hasOwn(shapes, kind) && shapes[kind as Signal['kind']](value)
}

function parseList(json: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Its signals as JSON, each of them. */
export const toFields = (from: NodeId, by: string, n: number, signals: readonly string[]): Record<string, string> => ({
  from: JSON.stringify(from),
  by,
  n: String(n),
  signals: `[${signals.join(',')}]`,
})

/** `strange` where another version said something that this one does not know; what it does know is heard. */
export function readFields(fields: Readonly<Record<string, string>>): { entry: Entry | undefined; strange: boolean } {
  const from = parseList(`[${fields['from']}]`)?.[0]
  const [by, n, said] = [fields['by'], Number(fields['n']), parseList(fields['signals'] ?? '')]
  if (!isString(from) || by === undefined || !isNumber(n) || !said) return { entry: undefined, strange: true }
  const signals = said.filter(isSignal)
  return { entry: { from, by, n, signals }, strange: signals.length < said.length }
}
