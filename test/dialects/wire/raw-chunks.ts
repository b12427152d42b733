import { connect } from 'node:net'
import type { Ask } from './streams.ts'

/** Asks on a socket of its own, as an older client does, and takes the HTTP chunks of the body apart. */
export async function readChunks(
  url: string,
  { method, path, headers, body }: Ask,
  onChunk: (chunk: string) => void = () => {},
): Promise<string[]> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const json = body === undefined ? '' : JSON.stringify(body)
  const fields = Object.entries({
    ...headers,
    Host: `${hostname}:${port}`,
    Accept: 'text/event-stream',
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) }),
  })
  socket.write(
    `${method} ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${json}`,
  )
  let bytes = Buffer.alloc(0)
  let at = -1
  const chunks: string[] = []
  for await (const received of socket) {
    bytes = Buffer.concat([bytes, received as Buffer])
    if (at === -1) {
      const head = bytes.indexOf('\r\n\r\n')
      if (head === -1) continue
      at = head + 4
    }
    for (;;) {
      const end = bytes.indexOf('\r\n', at)
      const length = Number.parseInt(bytes.subarray(at, end).toString(), 16)
      if (end === -1 || bytes.length < end + 4 + length) break
      if (length === 0) return chunks
      const chunk = bytes.subarray(end + 2, end + 2 + length).toString()
      chunks.push(chunk)
      onChunk(chunk)
      at = end + 4 + length
    }
  }
  throw new Error(`The connection ended before the body did. It said:\n${bytes.toString()}`)
}
