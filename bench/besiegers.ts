import { connect, type Socket } from 'node:net'

/** Who connects and says nothing, and who says something a byte at a time. */
export interface Siege {
  silent: number
  slow: number
}

const atOnce = 250
const dripMs = 500
const head = 'POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
const beginnings = [
  [head, 'X-More: x\r\n'],
  [`${head}Content-Length: 1000000\r\n\r\n{"message": "`, 'x'],
] as const

const connected = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('connect', resolve)
    socket.once('close', () => resolve())
  })

/** Lays siege to a port: whoever is sent away comes again, until the siege is lifted. */
export const besiege = async (port: number, { silent, slow }: Siege): Promise<() => void> => {
  const sockets = new Set<Socket>()
  let lifted = false

  const come = (beginning: string, drip: string): Socket => {
    const socket = connect(port, '127.0.0.1')
    sockets.add(socket)
    const timer = drip === '' ? undefined : setInterval(() => socket.write(drip), dripMs)
    socket.on('error', () => {})
    socket.resume()
    socket.on('close', () => {
      clearInterval(timer)
      sockets.delete(socket)
      if (!lifted) come(beginning, drip)
    })
    if (beginning !== '') socket.write(beginning)
    return socket
  }

  for (let count = 0; count < silent; count += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, silent - count) }, () => connected(come('', ''))))
  }
  for (let i = 0; i < slow; i++) {
    const [beginning, drip] = beginnings[i % beginnings.length] ?? beginnings[0]
    await connected(come(beginning, drip))
  }
  return () => {
    lifted = true
    for (const socket of sockets) socket.destroy()
  }
}
