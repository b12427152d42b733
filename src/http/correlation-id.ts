import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const known = /^[A-Za-z0-9._:-]{1,128}$/

/** The client's own where it is fit to be logged and sent back, else a new one. */
export function correlationIdOf(request: IncomingMessage): string {
  const header = request.headers['x-correlation-id']
  return typeof header === 'string' && known.test(header) ? header : randomUUID()
}
