import { connect } from 'node:net'

/** Bytes as they are, on a connection of their own; resolves with all that comes back before it is closed. */
export function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => (said += text))
  socket.on('error', () => {})
  socket.on('close', () => resolve(said))
  socket.write(Buffer.from(bytes, 'latin1'))
  return promise
}

export const statusesIn = (said: string): number[] =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
