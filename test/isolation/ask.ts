import { randomUUIDv7 } from 'node:crypto'
import type { Client } from '../client.ts'
import type { Ids } from './belongings.ts'
import type { Sent } from './what-routes-do.ts'

export interface Heard {
  status: number
  headers: string
  text: string
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export const uuidsIn = (text: string): string[] => [...new Set(text.match(uuid))]

export function pathOf(path: string, { params = {}, query }: Sent): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? 'x'))
  return query ? `${filled}?${new URLSearchParams(query).toString()}` : filled
}

/** Asks, and hears all of the answer; of a stream that nobody expects, only that it is one. */
export async function ask(
  client: Client,
  method: string,
  path: string,
  sent: Sent,
  caller: Record<string, string>,
  expected?: number,
): Promise<Heard> {
  const { body } = sent
  const stream = await client.stream(method, pathOf(path, sent), {
    ...(body !== undefined && { body }),
    headers: { accept: '*/*', ...sent.headers, ...caller },
  })
  const isStream = stream.headers['content-type']?.startsWith('text/event-stream') === true
  if (isStream && expected !== undefined && stream.status !== expected) stream.leave()
  else await stream.all()
  return { status: stream.status, headers: JSON.stringify(stream.headers), text: stream.text() }
}

/** The same kinds of ids, and nobody's. */
export function nobodysIds(ids: Ids): Ids {
  const found = new Map<string, string>()
  const nobodys = (id: string): string => {
    const known = found.get(id) ?? randomUUIDv7()
    found.set(id, known)
    return known
  }
  const entries = Object.entries(ids).map(([name, value]: [string, string]) => {
    const other = value.replace(uuid, nobodys)
    return [name, other === value ? `nobodys-${name}` : other]
  })
  return Object.fromEntries(entries) as Ids
}

/** What two people would hear alike who did the same: without ids, times, their names, and how the machine is. */
export function alike({ status, headers, text }: Heard, me: string): object {
  const body = text
    .replace(uuid, '(id)')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, '(time)')
    .replaceAll(me, '(me)')
    .replace(/("(?:total_\w+|uptime_seconds|memory_mb|tookMs|created|created_at)": ?)[\d.]+/g, '$1(number)')
  const { 'content-type': type, ...others } = JSON.parse(headers) as Record<string, unknown>
  return { status, type, names: Object.keys(others).sort(), body }
}
