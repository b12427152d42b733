import { connect } from 'node:net'

/** Bytes as they are, on a connection of their own; resolves with all that comes back before it is closed. */
export function sendBytes(
  url: string | { host: string; port: number },
  bytes: string | Buffer,
  { ends = false, reads = 'latin1' }: { ends?: boolean; reads?: 'latin1' | 'utf8' } = {},
): Promise<string> {
  const { hostname: host, port } = typeof url === 'string' ? new URL(url) : { hostname: url.host, port: url.port }
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(Number(port), host)
  let said = ''
  socket.setEncoding(reads)
  socket.on('data', (text: string) => (said += text))
  // What is left unread when the server closes comes back as a reset.
  socket.on('error', () => {})
  socket.on('close', () => resolve(said))
  const sent = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
  if (ends) socket.end(sent)
  else socket.write(sent)
  return promise
}

export const statusesIn = (said: string): number[] =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
