import { keyKind } from './key-kind.ts'
import { REDACTED, scrubText } from './scrub-text.ts'

const MAX_DEPTH = 6
const MAX_ENTRIES = 64
const MAX_VALUES = 200
const MAX_STACK_LINES = 20

interface Walk {
  stack: boolean
  left: number
  ancestors: object[]
}

const get = (target: object, key: PropertyKey): unknown => {
  try {
    return Reflect.get(target, key) as unknown
  } catch {
    return '[unreadable]'
  }
}

const isPlainData = (value: unknown): boolean => value === null || value === undefined || typeof value === 'boolean'

const withoutQuery = (url: unknown): unknown => (typeof url === 'string' ? url.split('?', 1)[0] : url)

const visitNamed = (key: string, value: unknown, walk: Walk): unknown => {
  if (isPlainData(value)) return value
  const kind = keyKind(key)
  if (kind === 'plain') return visit(value, walk)
  if (kind === 'url') return withoutQuery(visit(value, walk))
  return kind !== 'secret' && typeof value === 'number' ? value : REDACTED
}

const frames = (stack: unknown): string[] =>
  String(stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line)) // the lines before them repeat the message
    .slice(0, MAX_STACK_LINES)
    .map(scrubText)

const visitError = (error: Error, walk: Walk): unknown => {
  const name = String(get(error, 'name'))
  const code = get(error, 'code')
  const cause = get(error, 'cause')
  const errors = get(error, 'errors')
  return {
    name: scrubText(name),
    ...((typeof code === 'string' || typeof code === 'number') && { code: visit(code, walk) }),
    // A parser quotes what it could not read, which may be what a person wrote.
    message: name === 'SyntaxError' ? REDACTED : scrubText(String(get(error, 'message'))),
    ...(walk.stack && { stack: frames(get(error, 'stack')) }),
    ...(cause !== undefined && { cause: visit(cause, walk) }),
    ...(Array.isArray(errors) && { errors: visit(errors, walk) }),
  }
}

const visitArray = (items: readonly unknown[], walk: Walk): unknown[] => {
  const kept = Array.from({ length: Math.min(items.length, MAX_ENTRIES) }, (_, index) => visit(get(items, index), walk))
  if (items.length > MAX_ENTRIES) kept.push(`[${items.length - MAX_ENTRIES} more]`)
  return kept
}

const visitEntries = (value: object, walk: Walk): unknown => {
  const keys = Object.keys(value)
  const kept = keys
    .slice(0, MAX_ENTRIES)
    .map((key) => [scrubText(key), visitNamed(key, get(value, key), walk)] as const)
  if (keys.length > MAX_ENTRIES) kept.push(['…', `[${keys.length - MAX_ENTRIES} more]`])
  return Object.fromEntries(kept)
}

const visitObject = (value: object, walk: Walk): unknown => {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (value instanceof Error) return visitError(value, walk)
  if (Array.isArray(value)) return visitArray(value, walk)
  const toJson = get(value, 'toJSON')
  const json: unknown = typeof toJson === 'function' ? Reflect.apply(toJson, value, []) : undefined
  return typeof json === 'string' ? scrubText(json) : visitEntries(value, walk)
}

const descend = (value: object, walk: Walk): unknown => {
  if (walk.ancestors.includes(value)) return '[circular]'
  if (walk.ancestors.length >= MAX_DEPTH) return '[deep]'
  walk.ancestors.push(value)
  try {
    return visitObject(value, walk)
  } catch {
    return '[unreadable]'
  } finally {
    walk.ancestors.pop()
  }
}

const visit = (value: unknown, walk: Walk): unknown => {
  walk.left -= 1
  if (walk.left < 0) return '[cut]'
  if (typeof value === 'string') return scrubText(value)
  if (typeof value === 'object' && value !== null) return descend(value, walk)
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'function' || typeof value === 'symbol' ? `[${typeof value}]` : value
}

/** A bounded copy that is safe to write down, whatever slipped in. Never throws, never changes its input. */
export const redact = (value: unknown, options: { stack?: boolean } = {}): unknown =>
  visit(value, { stack: options.stack === true, left: MAX_VALUES, ancestors: [] })
