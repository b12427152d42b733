import { Mem0Error } from './mem0-error.ts'
import { isObject } from './mem0-exchange.ts'
import type { JsonObject } from './mem0-exchange.ts'

export interface Mem0Change {
  id: string
  text: string
  event: 'ADD' | 'UPDATE' | 'DELETE'
}

export type Mem0Added = { kind: 'done'; memories: Mem0Change[] } | { kind: 'pending'; event: string }

export type Mem0Outcome = Mem0Added | { kind: 'failed' }

export interface Mem0Memory {
  id: string
  text: string
  metadata: JsonObject
  createdAt?: string
  updatedAt?: string
}

export interface Mem0Hit {
  id: string
  text: string
  metadata: JsonObject
  score: number
  createdAt?: string
  updatedAt?: string
}

/** Of memories, events and persons: what fits into a path and a query as it is, and is no wildcard. */
const ID = /^[\w-]{1,255}$/
const UNCHANGED = new Set(['NONE', 'NOOP'])
const UNDER_WAY = new Set(['PENDING', 'RUNNING'])

export function isMem0Id(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

/** What an add is answered with: by and by where it is queued, at once where it is not. */
export function addedOf(reply: JsonObject | null): Mem0Added {
  const { results, event_id: event, status } = reply ?? {}
  if (Array.isArray(results) && !UNDER_WAY.has(String(status))) return { kind: 'done', memories: changesOf(results) }
  if (isMem0Id(event)) return { kind: 'pending', event }
  throw garbled('an add without a result')
}

export function outcomeOf(reply: JsonObject | null, event: string): Mem0Outcome {
  const status = String(reply?.['status'])
  if (UNDER_WAY.has(status)) return { kind: 'pending', event }
  if (status === 'FAILED') return { kind: 'failed' }
  if (status === 'SUCCEEDED') return { kind: 'done', memories: changesOf(listIn(reply)) }
  throw garbled('an event of no known status')
}

export function hitsOf(reply: JsonObject | null, person: string): Mem0Hit[] {
  return rowsOf(reply, person).map((row) => {
    const { id, text, metadata, createdAt, updatedAt } = memoryOf(row)
    const score = row['score']
    if (typeof score !== 'number') throw garbled('a hit without a score')
    return { id, text, metadata, score, ...(createdAt && { createdAt }), ...(updatedAt && { updatedAt }) }
  })
}

export function memoriesOf(reply: JsonObject | null, person: string): Mem0Memory[] {
  return rowsOf(reply, person).map(memoryOf)
}

/** A reply that holds one row of another person was not filtered: nothing in it is believed. */
function rowsOf(reply: JsonObject | null, person: string): JsonObject[] {
  return listIn(reply).map((row) => {
    if (!isObject(row)) throw garbled('a memory that is no object')
    const owner = row['user_id'] ?? person
    if (owner !== person) throw garbled('a memory of another person')
    return row
  })
}

function memoryOf(row: JsonObject): Mem0Memory {
  const { id, memory: text, metadata } = row
  if (!isMem0Id(id)) throw garbled('a memory without an id')
  if (typeof text !== 'string') throw garbled('a memory without a text')
  const createdAt = timeOf(row['created_at'])
  const updatedAt = timeOf(row['updated_at'])
  return {
    id,
    text,
    metadata: isObject(metadata) ? metadata : {},
    ...(createdAt && { createdAt }),
    ...(updatedAt && { updatedAt }),
  }
}

/** One for each memory: of several the last. */
function changesOf(results: readonly unknown[]): Mem0Change[] {
  const changes = results.flatMap((row): Mem0Change[] => {
    if (!isObject(row)) throw garbled('a result that is no object')
    const event = row['event'] ?? 'ADD'
    if (typeof event === 'string' && UNCHANGED.has(event)) return []
    if (event !== 'ADD' && event !== 'UPDATE' && event !== 'DELETE') throw garbled('a result of no known kind')
    const { id } = row
    const data = isObject(row['data']) ? row['data'] : {}
    const text = row['memory'] ?? data['memory'] ?? (event === 'DELETE' ? '' : undefined)
    if (!isMem0Id(id) || typeof text !== 'string') throw garbled('a result without an id or a text')
    return [{ id, text, event }]
  })
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}

function listIn(reply: JsonObject | null): readonly unknown[] {
  const results = reply?.['results']
  if (!Array.isArray(results)) throw garbled('no list of results')
  return results
}

function timeOf(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function garbled(reason: string): Mem0Error {
  return new Mem0Error('garbled', { reason })
}
