import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPacedWriter } from '../../src/http/paced-writer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A socket that says whether it takes more, and what it was given. */
function createSocket() {
  const writes: string[] = []
  const listeners: (() => void)[] = []
  let flows = true
  return {
    writes,
    block: () => (flows = false),
    drain() {
      flows = true
      for (const listener of listeners) listener()
    },
    write: (text: string) => writes.push(text) > 0 && flows,
    onDrain: (listener: () => void) => void listeners.push(listener),
  }
}

const frame = (i: number): string => `data: {"content": "${String(i).padStart(80, '.')}"}\n\n`
const many = Array.from({ length: 1_000 }, (_, i) => frame(i)).join('')

test('W3: what comes at once is written little by little, and never in the middle of a frame', () => {
  const socket = createSocket()
  const writer = createPacedWriter(socket)
  let resumed = 0
  writer.onDrain(() => resumed++)
  expect(writer.write(many)).toBe(false)
  expect(socket.writes).toHaveLength(1)
  vi.runAllTimers()
  expect(socket.writes.join('')).toBe(many)
  expect(socket.writes.length).toBeGreaterThan(5)
  for (const text of socket.writes) {
    expect(text.length).toBeLessThanOrEqual(16_384)
    expect(text.endsWith('\n\n')).toBe(true)
  }
  expect(resumed).toBe(1)
})

test('W7: what fits is written through at once, and says what the socket says', () => {
  const socket = createSocket()
  const writer = createPacedWriter(socket)
  expect(writer.write(frame(1))).toBe(true)
  socket.block()
  expect(writer.write(frame(2))).toBe(false)
  expect(socket.writes).toEqual([frame(1), frame(2)])
})

test('LESSONS 8: a socket that is full is not written to until it has drained', () => {
  const socket = createSocket()
  const writer = createPacedWriter(socket)
  let resumed = 0
  writer.onDrain(() => resumed++)
  socket.block()
  writer.write(many)
  vi.runAllTimers()
  expect(socket.writes).toHaveLength(1)
  socket.drain()
  vi.runAllTimers()
  expect(socket.writes.join('')).toBe(many)
  expect(resumed).toBe(1)
})

test('what is said last waits for its turn, and the end for it', () => {
  const socket = createSocket()
  const writer = createPacedWriter(socket)
  writer.write(many)
  writer.write(frame(-1))
  let ended = 0
  writer.whenWritten(() => ended++)
  expect(ended).toBe(0)
  vi.runAllTimers()
  expect(socket.writes.join('')).toBe(many + frame(-1))
  expect(ended).toBe(1)
})

test('after its reader has left, nothing more is written', () => {
  const socket = createSocket()
  const writer = createPacedWriter(socket)
  writer.write(many)
  writer.stop()
  vi.runAllTimers()
  expect(socket.writes).toHaveLength(1)
})
