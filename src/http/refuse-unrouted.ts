import type { IncomingMessage, ServerResponse } from 'node:http'
import { correlationIdOf } from './correlation-id.ts'
import { makeLast } from './last-request.ts'
import { securityHeaders } from './security-headers.ts'

/** Answers what is not even looked at, as the last of its connection; Node holds it back until its turn. */
export function refuseUnrouted(
  request: IncomingMessage,
  response: ServerResponse,
  { status, error, detail }: { status: number; error: string; detail: string },
): void {
  makeLast(request)
  const id = correlationIdOf(request)
  const body = JSON.stringify({ error, detail, correlation_id: id })
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-correlation-id': id,
    connection: 'close',
  })
  response.end(body)
}
