import { createServer, type AddressInfo, type Socket } from 'node:net'
import { monotonicMicroseconds, readWallOffset } from './clock.ts'
import { chatCompletions, responses, type ModelApi, type ModelStream } from './model-frames.ts'
import { readAsked, takeRequest } from './model-request.ts'

/** What the model server tells the process that started it, once it listens. */
export interface ModelServerReady {
  port: number
  wallOffset: number
}

interface OpenStream extends ModelStream {
  socket: Socket
  api: ModelApi
  left: number
  everyMs: number
  dueMs: number
  lastStamp: number
}

const wallOffset = readWallOffset()
const STREAM_HEAD =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n'
const REFUSAL = JSON.stringify({
  error: { message: 'Ask for a stream, with paced-N-MS or burst-N as the model or the message', code: 'bench' },
})
const BURST_BYTES = 32_768
const SLOTS = 1024

const wheel: OpenStream[][] = Array.from({ length: SLOTS }, () => [])
let turnedTo = 0
let live = 0
let timer: NodeJS.Timeout | null = null
let nextId = 1_000_000_000_000_000

// stamps grow strictly within a stream, so that a reader can tell a token from its repetition
const token = (stream: OpenStream): string => {
  const stamp = Math.max(Math.trunc(monotonicMicroseconds() + wallOffset), stream.lastStamp + 1)
  stream.lastStamp = stamp
  stream.left--
  const frame = stream.api.token(stream, stamp)
  stream.written++
  return frame
}

const place = (stream: OpenStream): void => {
  // a stream that is behind gets the next slot, never one that the wheel has passed
  const slot = Math.max(Math.ceil(stream.dueMs), turnedTo + 1)
  wheel[slot % SLOTS]?.push(stream)
}

const leave = (): void => {
  live--
  if (live > 0 || timer === null) return
  clearInterval(timer)
  timer = null
}

const turn = (): void => {
  const now = performance.now()
  // more than one round behind, every slot is due once
  if (now - turnedTo > SLOTS) turnedTo = Math.floor(now) - SLOTS
  while (turnedTo + 1 <= now) {
    turnedTo++
    const due = wheel[turnedTo % SLOTS]
    if (due === undefined || due.length === 0) continue
    wheel[turnedTo % SLOTS] = []
    for (const stream of due) write(stream, now)
  }
}

const write = (stream: OpenStream, now: number): void => {
  if (stream.socket.destroyed) {
    leave()
    return
  }
  let frames = ''
  while (stream.left > 0 && stream.dueMs <= now) {
    frames += token(stream)
    stream.dueMs += stream.everyMs
  }
  if (stream.left === 0) frames += stream.api.closing(stream)
  if (frames !== '') stream.socket.write(frames, 'latin1')
  if (stream.left > 0) place(stream)
  else leave()
}

const burst = (stream: OpenStream, opening: string): void => {
  let frames = opening
  while (stream.left > 0 && frames.length < BURST_BYTES) frames += token(stream)
  if (stream.left === 0) frames += stream.api.closing(stream)
  const taken = stream.socket.write(frames, 'latin1')
  if (stream.left === 0 || stream.socket.destroyed) return
  if (taken) setImmediate(burst, stream, '')
  else stream.socket.once('drain', () => burst(stream, ''))
}

const answer = (socket: Socket, path: string, body: string): void => {
  const asked = body === '' ? null : readAsked(body)
  const api = path.endsWith('/chat/completions') ? chatCompletions : path.endsWith('/responses') ? responses : null
  if (asked === null || api === null) {
    const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${REFUSAL.length}\r\n\r\n`
    socket.write(head + REFUSAL)
    return
  }
  const { pace, wantsUsage } = asked
  const now = performance.now()
  const stream: OpenStream = {
    id: String(nextId++),
    written: 0,
    text: '',
    wantsUsage,
    socket,
    api,
    left: pace.tokens,
    everyMs: pace.everyMs,
    dueMs: now + pace.everyMs,
    lastStamp: 0,
  }
  const opening = STREAM_HEAD + api.opening(stream)
  if (pace.everyMs === 0) {
    burst(stream, opening)
    return
  }
  if (timer === null) {
    turnedTo = Math.floor(now)
    timer = setInterval(turn, 1)
  }
  live++
  socket.write(opening + token(stream), 'latin1')
  place(stream)
}

const server = createServer({ noDelay: true }, (socket) => {
  let received = ''
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    received += chunk.toString()
    for (let request = takeRequest(received); request !== null; request = takeRequest(received)) {
      received = request.rest
      answer(socket, request.path, request.body)
    }
  })
})

server.listen({ port: Number(process.argv[2] ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
  const ready: ModelServerReady = { port: (server.address() as AddressInfo).port, wallOffset }
  if (process.send) process.send(ready)
  else console.log(JSON.stringify(ready))
})
// without whoever started it, nobody would end it
process.on('disconnect', () => process.exit(0))
