import type { IncomingHttpHeaders } from 'undici/types/header.js'

export function isEventStream(headers: IncomingHttpHeaders): boolean {
  const encoding = String(headers['content-encoding'] ?? 'identity')
  const type = String(headers['content-type'] ?? '')
  return /^\s*text\/event-stream\s*(;|$)/i.test(type) && encoding === 'identity'
}
