import { connect, type Socket } from 'node:net'
import { monotonicMicroseconds } from './clock.ts'
import type { Job, Post } from './load-job.ts'
import type { Tally } from './load-tally.ts'
import { createReplyReader } from './reply-reader.ts'

export interface LoadConnection {
  /** Connects, and asks for a conversation where the target has them. */
  open(): Promise<void>
  /** Posts until there is nothing left to post. */
  start(): void
  close(): void
}

export interface LoadEvents {
  /** Takes one of the posts that are still to make. */
  take(): boolean
  /** Once a connection, at its first token ever. */
  streaming(): void
  ended(): void
}

// callbacks take what has arrived before the next read, so all connections share one buffer
const shared = Buffer.allocUnsafe(262_144)
const IDENTITY = '{id}'

let named = 0
const newName = (): string => `bench-${process.pid}-${named++}`

const readId = (body: string): string | null => {
  try {
    const { id } = JSON.parse(body) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

export const createConnection = (job: Job, tally: Tally, events: LoadEvents): LoadConnection => {
  let socket: Socket | null = null
  let id = newName()
  let doing: 'nothing' | 'opening' | 'sending' = 'nothing'
  let repliesSinceOpen = 0
  let closed = false
  let streamed = false
  let opened: { done(): void; failed(error: Error): void } | null = null
  let startedAt = 0
  let arrivedAt = 0
  let tokens = 0
  let lastStamp = 0

  const reader = createReplyReader((stamp) => {
    // what a target repeats (a whole text at the end) is older than what it has already shown
    if (stamp <= lastStamp) return
    lastStamp = stamp
    tally.tokenDelay(arrivedAt + job.wallOffset - stamp)
    if (tokens++ > 0) return
    tally.firstToken(arrivedAt - startedAt)
    if (!streamed) events.streaming()
    streamed = true
  })

  const connected = (): Socket => {
    if (socket !== null) return socket
    const fresh: Socket = connect({
      port: job.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: shared, callback: (length: number): boolean => arrived(fresh, length) },
    })
    fresh.on('error', () => fresh.destroy())
    fresh.on('close', () => lost(fresh))
    socket = fresh
    return fresh
  }

  const post = ({ path, headers, body: template }: Post): void => {
    const body = template.replace(IDENTITY, id)
    const lines = [
      `POST ${path.replace(IDENTITY, id)} HTTP/1.1`,
      `Host: 127.0.0.1:${job.port}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]
    reader.reset()
    connected().write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  }

  const arrived = (from: Socket, length: number): boolean => {
    if (from !== socket || doing === 'nothing') return true
    arrivedAt = monotonicMicroseconds()
    if (reader.read(shared, length)) whole()
    return true
  }

  const lost = (which: Socket): void => {
    if (which !== socket) return
    socket = null
    if (closed) return
    const was = doing
    doing = 'nothing'
    if (was === 'sending') failed('the connection closed before the reply had ended')
    else if (was === 'opening') openFailed('the connection closed before the conversation was there')
    else opened?.failed(new Error('the target refused the connection'))
  }

  const whole = (): void => {
    const { status, keepAlive, body } = reader.reply()
    const was = doing
    doing = 'nothing'
    if (!keepAlive) {
      socket?.destroy()
      socket = null
    }
    if (was === 'opening') {
      hasOpened(status, body)
      return
    }
    repliesSinceOpen++
    if (status !== 200) failed(`status ${status}: ${body.slice(0, 300)}`)
    else if (tokens !== job.tokensPerReply) failed(`${tokens} tokens of ${job.tokensPerReply}`)
    else {
      tally.whole()
      events.ended()
      next()
    }
  }

  const hasOpened = (status: number, body: string): void => {
    const named = status < 300 ? readId(body) : null
    if (named === null) {
      openFailed(`asking for a conversation was answered with ${status}: ${body.slice(0, 300)}`)
      return
    }
    id = named
    repliesSinceOpen = 0
    if (opened) opened.done()
    else send()
  }

  const openFailed = (why: string): void => {
    if (opened) opened.failed(new Error(why))
    else failed(why)
  }

  const failed = (why: string): void => {
    tally.bad(why)
    events.ended()
    // not at once, since a target that refuses everything would be asked without a pause
    setTimeout(next, 100)
  }

  const ask = (open: Post): void => {
    doing = 'opening'
    post(open)
  }

  const send = (): void => {
    doing = 'sending'
    tokens = 0
    startedAt = monotonicMicroseconds()
    post(job.send)
  }

  const next = (): void => {
    if (closed || !events.take()) return
    const isNew = repliesSinceOpen >= job.repliesPerOpen
    if (isNew && job.open) {
      ask(job.open)
      return
    }
    if (isNew) {
      id = newName()
      repliesSinceOpen = 0
    }
    send()
  }

  return {
    open: async () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      opened = { done: resolve, failed: reject }
      if (job.open) ask(job.open)
      else connected().once('connect', resolve)
      await promise
      opened = null
    },
    start: next,
    close: () => {
      closed = true
      socket?.destroy()
    },
  }
}
