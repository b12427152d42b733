import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import type { Message, RunEvent } from '../../src/conversation/types.ts'
import { createFollowRun, type Encoder, type Reader, type Record } from '../../src/streams/follow-run.ts'

const encoder: Encoder = { encode: ({ seq }) => `${seq} `, farewell: () => '' }
const delta = (seq: number): RunEvent => ({ seq, type: 'delta', text: 'x' })
const stopped = (seq: number): RunEvent => ({ seq, type: 'stopped', data: { message: {} as Message } })

interface WorldOptions {
  read?: Record['read']
  ended?: Record['ended']
}

interface Asked {
  transient?: boolean
  run?: string
  encoderOfItsOwn?: Encoder
}

/** A run that is on no record, and whoever reads it. */
function createWorld({ read = async () => [], ended = async () => false }: WorldOptions = {}) {
  const live = createLiveLog()
  const deserted: string[] = []
  const { follow } = createFollowRun({
    live,
    record: { read, ended },
    onDeserted: (run) => void deserted.push(run),
  })
  live.open('r', 0)
  return {
    live,
    deserted,
    read({ transient = true, run = 'r', encoderOfItsOwn = encoder }: Asked = {}) {
      const told: string[] = []
      const failures: unknown[] = []
      const reader: Reader = follow({ run, userId: 'ann', after: 0, transient }, encoderOfItsOwn, {
        write: (frames) => told.push(frames) > 0,
        end: (last) => told.push(last ? last.type : 'over'),
        fail: (error) => failures.push(error),
      })
      return { ...reader, told, failures }
    },
  }
}

describe('W8, S0-6: a run that belongs to no conversation is deserted', () => {
  test('when its only reader leaves before its end, and once', async () => {
    const { read, live, deserted } = createWorld()
    const reader = read()
    live.push('r', delta(1))
    await nextTick()
    expect(reader.told).toEqual(['1 '])
    expect(deserted).toEqual([])
    reader.close()
    expect(deserted).toEqual(['r'])
    reader.close()
    live.push('r', delta(2))
    live.push('r', stopped(3))
    live.close('r')
    await nextTick()
    expect(deserted).toEqual(['r'])
    expect(reader.told).toEqual(['1 '])
  })

  test('and one that is on record does not wait for a writer that has lost it for good', async () => {
    const { read, live } = createWorld({ ended: async () => true })
    const reader = read({ transient: false })
    live.push('r', delta(1))
    await nextTick()
    live.close('r')
    for (let i = 0; i < 5; i++) await nextTick()
    expect(reader.told).toEqual(['1 ', 'over'])
  })

  test('when its reader leaves before the first event', async () => {
    const { read, deserted } = createWorld()
    read().close()
    expect(deserted).toEqual(['r'])
  })

  test('not while somebody else reads it, only when the last of them leaves', async () => {
    const { read, deserted } = createWorld()
    const ownWords: Encoder = { ...encoder }
    const readers = [read(), read(), read({ encoderOfItsOwn: ownWords })]
    await nextTick()
    for (const reader of readers.slice(0, 2)) {
      reader.close()
      reader.close()
    }
    expect(deserted).toEqual([])
    readers[2]?.close()
    expect(deserted).toEqual(['r'])
  })

  test('again when somebody has come back to it and left once more', () => {
    const { read, deserted } = createWorld()
    const first = read()
    const second = read()
    first.close()
    read().close()
    expect(deserted).toEqual([])
    second.close()
    read().close()
    expect(deserted).toEqual(['r', 'r'])
  })

  test('each for itself', () => {
    const { read, live, deserted } = createWorld()
    live.open('other', 0)
    const [one, other] = [read(), read({ run: 'other' })]
    other.close()
    expect(deserted).toEqual(['other'])
    one.close()
    expect(deserted).toEqual(['other', 'r'])
  })

  test('not when it has ended first, or was all told', async () => {
    const { read, live, deserted } = createWorld()
    const readers = [read(), read()]
    live.push('r', stopped(1))
    live.close('r', true)
    await nextTick()
    const late = read()
    for (const reader of [...readers, late]) {
      expect(reader.told).toEqual(['1 ', 'stopped'])
      reader.close()
    }
    expect(deserted).toEqual([])
  })

  test('not by those whose words are over, but by the last who was still listening', async () => {
    const { read, live, deserted } = createWorld()
    const short = read({ encoderOfItsOwn: { ...encoder, over: true } })
    const long = read()
    live.push('r', delta(1))
    await nextTick()
    expect(short.told).toEqual(['1 ', 'over'])
    short.close()
    expect(deserted).toEqual([])
    long.close()
    expect(deserted).toEqual(['r'])
  })

  test('not by readers of what is on record, which goes on without them', async () => {
    const { read, deserted } = createWorld()
    const [one, two] = [read({ transient: false }), read()]
    one.close()
    expect(deserted).toEqual([])
    const three = read({ transient: false })
    two.close()
    expect(deserted).toEqual(['r'])
    three.close()
    expect(deserted).toEqual(['r'])
  })

  test('when its log cannot be read', async () => {
    const { read, deserted } = createWorld({ read: () => Promise.reject(new Error('away')) })
    const reader = read({ run: 'elsewhere' })
    await nextTick()
    expect(reader.failures).toEqual([new Error('away')])
    expect(deserted).toEqual(['elsewhere'])
    reader.close()
    expect(deserted).toEqual(['elsewhere'])
  })

  test('not because one of two cannot read it', async () => {
    const answers = [Promise.reject(new Error('away')), new Promise<never>(() => {})]
    const { read, deserted } = createWorld({ read: () => answers.shift() ?? Promise.resolve([]) })
    const [broken, whole] = [read({ run: 'elsewhere' }), read({ run: 'elsewhere' })]
    await nextTick()
    expect(broken.failures).toHaveLength(1)
    expect(deserted).toEqual([])
    whole.close()
    expect(deserted).toEqual(['elsewhere'])
  })

  test('once by a reader whose log turns out to be unreadable after it has left', async () => {
    const { promise, reject } = Promise.withResolvers<RunEvent[]>()
    const answers = [promise, new Promise<never>(() => {})]
    const { read, deserted } = createWorld({ read: () => answers.shift() ?? Promise.resolve([]) })
    const [left, stays] = [read({ run: 'elsewhere' }), read({ run: 'elsewhere' })]
    left.close()
    reject(new Error('away'))
    await nextTick()
    expect(left.failures).toEqual([])
    expect(deserted).toEqual([])
    stays.close()
    expect(deserted).toEqual(['elsewhere'])
  })

  test('not by those who find it ended, its words no longer kept', async () => {
    const { read, deserted } = createWorld({ ended: async () => true })
    const reader = read({ run: 'elsewhere' })
    await nextTick()
    expect(reader.told).toEqual(['over'])
    expect(deserted).toEqual([])
  })
})
