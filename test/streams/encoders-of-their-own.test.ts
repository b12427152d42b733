import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { seqOf } from '../../src/conversation/seq.ts'
import type { Message, RunEvent, Seq } from '../../src/conversation/types.ts'
import { createFollowRun, type Encoder } from '../../src/streams/follow-run.ts'

const at = (n: number): Seq => seqOf(1, n)
const delta = (n: number, text: string): RunEvent => ({ seq: at(n), type: 'delta', text })
const stopped = (n: number): RunEvent => ({ seq: at(n), type: 'stopped', data: { message: {} as Message } })

/** Counts what it was told, as contracts with numbered frames do; after so many texts it has no more to say. */
function createCounting(most = Infinity): Encoder {
  let count = 0
  return {
    encode: (event) => (event.type === 'delta' && count < most ? `${count++}:${event.text} ` : ''),
    get over() {
      return count >= most
    },
    farewell: () => '',
  }
}

/** A run whose record holds everything that was flushed. */
function createWorld() {
  const live = createLiveLog()
  const stored: RunEvent[] = []
  let untold: RunEvent[] = []
  const { follow } = createFollowRun({
    live,
    record: {
      read: async (_user, _run, after) => stored.filter(({ seq }) => seq > after).slice(0, 2),
      ended: async () => stored.some(({ type }) => type === 'stopped'),
    },
    onDeserted() {},
  })
  live.open('r', 0)
  return {
    live,
    tell(...events: RunEvent[]): void {
      for (const event of events) live.push('r', event)
      untold.push(...events)
    },
    /** Twice: the tail keeps what was stored last. */
    flush(): void {
      stored.push(...untold)
      untold = []
      const last = stored.at(-1)?.seq ?? 0
      live.stored('r', last)
      live.stored('r', last)
    },
    read(encoder: Encoder, after: Seq = 0) {
      const ends: unknown[] = []
      let told = ''
      let flows = true
      const reader = follow({ run: 'r', userId: 'ann', after }, encoder, {
        write(frames) {
          told += frames
          return flows
        },
        end: (last) => ends.push(last?.type),
        fail: (error) => ends.push(error),
      })
      return { ...reader, ends, told: () => told, stall: () => (flows = false), flow: () => (flows = true) }
    },
  }
}

describe('SETTLED 7: an encoder that is over', () => {
  test('ends its reader, without the end of the run, and nobody else’s', async () => {
    const { tell, read } = createWorld()
    const [short, long, other] = [read(createCounting(2)), read(createCounting()), read(createCounting(3))]
    tell(delta(1, 'a'))
    await nextTick()
    expect([short.ends, long.ends, other.ends]).toEqual([[], [], []])
    tell(delta(2, 'b'))
    await nextTick()
    expect([short.ends, long.ends, other.ends]).toEqual([[undefined], [], []])
    tell(delta(3, 'c'))
    await nextTick()
    tell(delta(4, 'd'), stopped(5))
    await nextTick()
    expect([short.told(), other.told(), long.told()]).toEqual(['0:a 1:b ', '0:a 1:b 2:c ', '0:a 1:b 2:c 3:d '])
    expect([short.ends, long.ends, other.ends]).toEqual([[undefined], ['stopped'], [undefined]])
  })

  test('ends its reader also where it is over in the middle of what it is told at once', async () => {
    const { tell, read } = createWorld()
    const waiting = read(createCounting(1))
    tell(delta(1, 'a'), delta(2, 'b'), delta(3, 'c'))
    await nextTick()
    const late = read(createCounting(2))
    expect([waiting.told(), waiting.ends]).toEqual(['0:a ', [undefined]])
    expect([late.told(), late.ends]).toEqual(['0:a 1:b ', [undefined]])
  })

  test('ends its reader also when it reads from the record', async () => {
    const { tell, flush, read } = createWorld()
    tell(delta(1, 'a'), delta(2, 'b'), delta(3, 'c'), delta(4, 'd'))
    flush()
    const reader = read(createCounting(3))
    await nextTick()
    expect([reader.told(), reader.ends]).toEqual(['0:a 1:b 2:c ', [undefined]])
  })

  test('that ends with the run ends as it does', async () => {
    const { tell, read } = createWorld()
    const reader = read(createCounting(1))
    tell(delta(1, 'a'), stopped(2))
    await nextTick()
    expect([reader.told(), reader.ends]).toEqual(['0:a ', ['stopped']])
  })

  test('is not woken again, nor ended twice when its reader leaves', async () => {
    const { tell, read } = createWorld()
    const reader = read(createCounting(1))
    tell(delta(1, 'a'))
    await nextTick()
    reader.close()
    reader.resume()
    tell(delta(2, 'b'), stopped(3))
    await nextTick()
    expect([reader.told(), reader.ends]).toEqual(['0:a ', [undefined]])
  })
})

describe('W3, S2-1: encoders that remember', () => {
  test('do not mix: whoever comes late counts from what it is told first', async () => {
    const { tell, read } = createWorld()
    const first = read(createCounting())
    tell(delta(1, 'a'), delta(2, 'b'))
    await nextTick()
    const whole = read(createCounting())
    const rest = read(createCounting(), at(1))
    tell(delta(3, 'c'))
    await nextTick()
    tell(stopped(4))
    await nextTick()
    expect(first.told()).toBe('0:a 1:b 2:c ')
    expect(whole.told()).toBe('0:a 1:b 2:c ')
    expect(rest.told()).toBe('0:b 1:c ')
  })

  test.each(['the tail', 'the record'])(
    'are told everything once when their reader stalls and reads on from %s',
    async (from) => {
      const { tell, flush, read } = createWorld()
      const [slow, lively] = [read(createCounting()), read(createCounting())]
      await nextTick()
      slow.stall()
      for (let n = 1; n <= 9; n++) {
        tell(delta(n, `${n}`))
        await nextTick()
        if (from === 'the record') flush()
      }
      expect(slow.told()).toBe('0:1 ')
      slow.flow()
      slow.resume()
      slow.resume()
      tell(delta(10, '10'))
      for (let i = 0; i < 20; i++) await nextTick()
      tell(stopped(11))
      await nextTick()
      expect(lively.told()).toBe('0:1 1:2 2:3 3:4 4:5 5:6 6:7 7:8 8:9 9:10 ')
      expect(slow.told()).toBe(lively.told())
      expect(slow.ends).toEqual(['stopped'])
    },
  )
})
