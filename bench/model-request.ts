import { readPace, type Pace } from './pace.ts'

/** One whole HTTP request at the start of what a socket has sent; null while some of it is missing. */
export const takeRequest = (received: string): { path: string; body: string; rest: string } | null => {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = received.slice(0, headEnd)
  const path = head.split(' ', 2)[1] ?? ''
  const start = headEnd + 4
  if (/^transfer-encoding:\s*chunked/im.test(head)) return takeChunked(received, start, path)
  const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0)
  if (received.length < start + length) return null
  return { path, body: received.slice(start, start + length), rest: received.slice(start + length) }
}

const takeChunked = (received: string, start: number, path: string): ReturnType<typeof takeRequest> => {
  let body = ''
  for (let at = start; ;) {
    const lineEnd = received.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(received.slice(at, lineEnd), 16)
    const next = lineEnd + 2 + size + 2
    if (received.length < next) return null
    if (size === 0) return { path, body, rest: received.slice(next) }
    body += received.slice(lineEnd + 2, lineEnd + 2 + size)
    at = next
  }
}

export interface Asked {
  pace: Pace
  wantsUsage: boolean
}

interface ModelCall {
  model?: unknown
  stream?: unknown
  messages?: unknown[]
  input?: unknown
  stream_options?: { include_usage?: unknown }
}

/** The pace that the model's name asks for, else the one that the last message names. */
export const readAsked = (body: string): Asked | null => {
  const call = JSON.parse(body) as ModelCall
  const said = call.messages ?? call.input
  const last: unknown = Array.isArray(said) ? said.at(-1) : said
  const pace = readPace(String(call.model)) ?? readPace(JSON.stringify(last) ?? '')
  if (call.stream !== true || pace === null) return null
  return { pace, wantsUsage: call.stream_options?.include_usage === true }
}
