export interface Reply {
  status: number
  keepAlive: boolean
  /** Kept only for replies that are not streams. */
  body: string
}

export interface ReplyReader {
  /** Takes what has arrived; says true once, when the reply is whole. */
  read(bytes: Buffer, length: number): boolean
  reply(): Reply
  reset(): void
}

const STATE = { head: 0, sized: 1, chunkSize: 2, chunkData: 3, chunkEnd: 4, trailer: 5 } as const
const STAMP_DIGITS = 16
const AT = 64
const ZERO = 48
const NINE = 57
const LF = 10
const CR = 13

/** Reads HTTP replies byte by byte and calls `stamp` for every `@` + 16 digits + `@` in a body, however reads cut it. */
export const createReplyReader = (stamp: (value: number) => void): ReplyReader => {
  let state: number = STATE.head
  let head = ''
  let body = ''
  let status = 0
  let keepAlive = true
  let keepsBody = true
  let left = 0
  let lineLength = 0
  let digits = -1
  let value = 0

  const scan = (bytes: Buffer, from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0
      if (byte === AT) {
        if (digits === STAMP_DIGITS) stamp(value)
        digits = 0
        value = 0
      } else if (digits >= 0) {
        if (byte >= ZERO && byte <= NINE && digits < STAMP_DIGITS) {
          value = value * 10 + byte - ZERO
          digits++
        } else digits = -1
      }
    }
  }

  const take = (bytes: Buffer, from: number, to: number): void => {
    scan(bytes, from, to)
    if (keepsBody) body += bytes.toString('latin1', from, to)
    left -= to - from
  }

  const readHead = (bytes: Buffer, length: number): number => {
    const before = head.length
    head += bytes.toString('latin1', 0, length)
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return length
    const fields = head.slice(0, end + 2).toLowerCase()
    status = Number(fields.slice(9, 12))
    keepAlive = !fields.includes('\r\nconnection: close\r\n')
    keepsBody = !fields.includes('\r\ncontent-type: text/event-stream')
    if (fields.includes('\r\ntransfer-encoding: chunked\r\n')) {
      state = STATE.chunkSize
      left = 0
      lineLength = 0
    } else {
      state = STATE.sized
      left = Number(/\r\ncontent-length: *(\d+)\r\n/.exec(fields)?.[1] ?? 0)
    }
    return end + 4 - before
  }

  const hex = (byte: number): number => (byte <= NINE ? byte - ZERO : (byte | 32) - 87)

  const read = (bytes: Buffer, length: number): boolean => {
    let at = 0
    if (state === STATE.head) {
      at = readHead(bytes, length)
      if (state === STATE.head) return false
    }
    if (state === STATE.sized) {
      const to = Math.min(length, at + left)
      take(bytes, at, to)
      return left === 0
    }
    while (at < length) {
      if (state === STATE.chunkData) {
        const to = Math.min(length, at + left)
        take(bytes, at, to)
        at = to
        if (left === 0) state = STATE.chunkEnd
        continue
      }
      const byte = bytes[at++] ?? 0
      if (state === STATE.chunkSize) {
        if (byte === LF) state = left === 0 ? STATE.trailer : STATE.chunkData
        else if (byte !== CR) left = left * 16 + hex(byte)
      } else if (state === STATE.chunkEnd) {
        if (byte === LF) state = STATE.chunkSize
      } else if (byte === LF) {
        if (lineLength === 0) return true
        lineLength = 0
      } else if (byte !== CR) lineLength++
    }
    return false
  }

  const reset = (): void => {
    state = STATE.head
    head = ''
    body = ''
    status = 0
    keepAlive = true
    lineLength = 0
    digits = -1
  }

  return { read, reply: () => ({ status, keepAlive, body }), reset }
}
