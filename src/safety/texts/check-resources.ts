import { toCountry } from './language-tags.ts'
import type { Resource } from './resource.ts'

const kinds = ['call', 'text', 'chat', 'web', 'emergency'] as const

const fields = new Set(['id', 'country', 'name', 'languages', 'channels', 'hours', 'source', 'verifiedAt'])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
/** What a person calls or types: the characters of numbers. */
const isNumber = (value: string): boolean => /^[\d+*#][\d +*#()-]*$/.test(value)

function faultOfChannel(channel: unknown): string | undefined {
  if (!isObject(channel)) return 'every channel must be an object'
  const { kind, value, note } = channel
  if (!kinds.some((known) => known === kind)) return `a channel's kind must be one of ${kinds.join(', ')}`
  if (!isText(value)) return `the channel "${String(kind)}" needs a value`
  if (kind !== 'web' && kind !== 'chat' && !isNumber(value))
    return `${JSON.stringify(value)} is no number for the channel "${String(kind)}"`
  return note === undefined || isText(note) ? undefined : `the note of the channel "${String(kind)}" must be a text`
}

function faultOf(row: unknown): string | undefined {
  if (!isObject(row)) return 'it must be an object'
  const unknown = Object.keys(row).find((field) => !fields.has(field))
  if (unknown !== undefined) return `it has a field "${unknown}" that no row has`
  const { id, country, name, languages, channels, hours, source, verifiedAt } = row
  if (!isText(id)) return 'it needs an id'
  if (country !== null && (typeof country !== 'string' || toCountry(country) !== country))
    return 'country must be two capital letters of ISO 3166, or null where it is for everybody'
  if (!isText(name)) return 'it needs a name'
  if (!Array.isArray(languages) || !languages.every((one) => typeof one === 'string' && /^[a-z]{2,3}$/.test(one)))
    return 'languages must be a list of tags such as "en"'
  if (!Array.isArray(channels) || channels.length === 0) return 'it needs a channel'
  const wrong = channels.map(faultOfChannel).find((fault) => fault !== undefined)
  if (wrong !== undefined) return wrong
  if (hours !== undefined && !isText(hours)) return 'hours must be a text'
  if (!isText(source) || !/^https:\/\/[^\s/]+\.[^\s]+$/.test(source))
    return 'source must be the https address where it is published'
  if (
    verifiedAt !== null &&
    (!isText(verifiedAt) || !/^\d{4}-\d\d-\d\d/.test(verifiedAt) || Number.isNaN(Date.parse(verifiedAt)))
  )
    return 'verifiedAt must be a date such as "2026-01-31", or null'
  return undefined
}

/** The rows as they are, or an error that names the first that is none. */
export function checkResources(document: unknown, file: string): readonly Resource[] {
  if (!Array.isArray(document)) throw new Error(`Cannot use ${file}: it must be a list of resources.`)
  const seen = new Set<unknown>()
  for (const [i, row] of (document as unknown[]).entries()) {
    const id = isObject(row) ? row['id'] : undefined
    const fault = faultOf(row) ?? (seen.has(id) ? 'another row has the same id' : undefined)
    const named = isText(id) ? `row ${String(i + 1)} ("${id}")` : `row ${String(i + 1)}`
    if (fault !== undefined) throw new Error(`Cannot use ${file}, ${named}: ${fault}.`)
    seen.add(id)
  }
  return document as readonly Resource[]
}
