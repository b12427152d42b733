import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../src/conversation/types.ts'
import type { LiveLog } from '../../src/ports/live-log.ts'

const delta = (seq: number, text = 'x'): RunEvent => ({ seq, type: 'delta', text })
const run = 'r'

export function liveLogContract(create: () => LiveLog): void {
  describe('the LiveLog contract', () => {
    function opened(from = 0, ...seqs: number[]): LiveLog {
      const live = create()
      live.open(run, from)
      for (const seq of seqs) live.push(run, delta(seq))
      return live
    }

    function woken(live: LiveLog, id = run): { times: number; stop(): void } {
      const count = { times: 0, stop: () => {} }
      count.stop = live.wake(id, () => count.times++)
      return count
    }

    test('a tail gives what was pushed strictly after a cursor, in order', () => {
      const live = opened(4, 5, 6, 8)
      expect(live.tail(run, 4)).toEqual([delta(5), delta(6), delta(8)])
      expect(live.tail(run, 6)).toEqual([delta(8)])
      expect(live.tail(run, 7)).toEqual([delta(8)])
      expect(live.tail(run, 8)).toEqual([])
    })

    test('a tail says where it begins and where it ends, however little of it is left', () => {
      const live = opened(4)
      expect([live.reach(run), live.end(run)]).toEqual([4, 4])
      for (const seq of [5, 6]) live.push(run, delta(seq))
      for (const upTo of [6, 6]) live.stored(run, upTo)
      expect([live.tail(run, 6), live.reach(run), live.end(run)]).toEqual([[], 6, 6])
      expect([live.reach('another'), live.end('another')]).toEqual([undefined, undefined])
    })

    test('a tail that is dropped is gone at once, kept or not, and its readers are woken to read the record', async () => {
      const live = opened(0, 1)
      const kept = opened(0, 1)
      kept.close(run, true)
      await nextTick()
      for (const each of [live, kept]) {
        const reader = woken(each)
        each.drop(run)
        expect(each.tail(run, 1)).toBe('elsewhere')
        await nextTick()
        expect(reader.times).toBe(1)
        each.open(run, 5)
        each.push(run, delta(6))
        expect(each.tail(run, 5)).toEqual([delta(6)])
      }
    })

    test('a reader of a run without a tail can be woken', async () => {
      const live = create()
      const reader = woken(live)
      live.touch(run)
      await nextTick()
      expect(reader.times).toBe(1)
    })

    test('tells of the first reader of each run, and whether there is any', () => {
      const live = create()
      const heard: string[] = []
      live.onRead((id) => heard.push(id))
      const [one, two] = [woken(live), woken(live)]
      woken(live, 'another')
      expect(heard).toEqual([run, 'another'])
      one.stop()
      expect(live.isRead(run)).toBe(true)
      two.stop()
      expect(live.isRead(run)).toBe(false)
      woken(live)
      expect(heard).toEqual([run, 'another', run])
    })

    test('a tail that does not reach back to a cursor says so, rather than leave a gap', () => {
      const live = opened(4, 5)
      expect(live.tail(run, 3)).toBe('elsewhere')
      expect(live.tail(run, 0)).toBe('elsewhere')
      expect(live.tail('another', 0)).toBe('elsewhere')
    })

    test('what is stored may leave the tail, and no reader with a newer cursor notices', () => {
      const live = opened(0, 1, 2, 3)
      for (const upTo of [1, 2, 3]) {
        live.stored(run, upTo)
        for (let after = 0; after <= 3; after++) {
          const tail = live.tail(run, after)
          if (tail !== 'elsewhere') expect(tail.map(({ seq }) => seq)).toEqual([1, 2, 3].filter((seq) => seq > after))
          else expect(after).toBeLessThan(upTo)
        }
      }
      live.push(run, delta(4))
      expect(live.tail(run, 3)).toEqual([delta(4)])
    })

    test('what is stored does leave the tail, however long the answer', () => {
      const live = opened()
      for (let seq = 1; seq <= 1000; seq++) {
        live.push(run, delta(seq))
        if (seq % 10 === 0) live.stored(run, seq)
      }
      expect(live.tail(run, 900)).toBe('elsewhere')
    })

    test('a reader is woken once a tick, whatever was pushed in it', async () => {
      const live = opened()
      await nextTick()
      const reader = woken(live)
      live.push(run, delta(1))
      live.push(run, delta(2))
      expect(reader.times).toBe(0)
      await nextTick()
      expect(reader.times).toBe(1)
      live.push(run, delta(3))
      await nextTick()
      expect(reader.times).toBe(2)
      await nextTick()
      expect(reader.times).toBe(2)
    })

    test('a reader that waits for a run is woken when its tail begins', async () => {
      const live = create()
      const reader = woken(live)
      live.open(run, 0)
      await nextTick()
      expect(reader.times).toBe(1)
    })

    test('a reader hears of its own run alone, and of nothing once it has left', async () => {
      const live = opened()
      await nextTick()
      const [gone, stays, other] = [woken(live), woken(live), woken(live, 'another')]
      gone.stop()
      live.push(run, delta(1))
      await nextTick()
      expect([gone.times, stays.times, other.times]).toEqual([0, 1, 0])
      stays.stop()
      stays.stop()
      live.push(run, delta(2))
      await nextTick()
      expect(stays.times).toBe(1)
    })

    test('readers may leave and come while they are woken', async () => {
      const live = opened()
      await nextTick()
      const late = { times: 0 }
      const stop = live.wake(run, () => {
        stop()
        live.wake(run, () => late.times++)
      })
      const other = woken(live)
      live.push(run, delta(1))
      await nextTick()
      expect(other.times).toBe(1)
      live.push(run, delta(2))
      await nextTick()
      expect(late.times).toBeGreaterThan(0)
      expect(other.times).toBe(2)
    })

    test('the last event can be read after the tail is closed, for one tick more', async () => {
      const live = opened()
      await nextTick()
      let seen: unknown
      live.wake(run, () => (seen = live.tail(run, 0)))
      live.push(run, delta(1))
      live.close(run)
      await nextTick()
      expect(seen).toEqual([delta(1)])
      expect(live.tail(run, 0)).toBe('elsewhere')
      expect(live.size(run)).toBe(0)
    })

    describe('a tail that is to be kept, for it is on no record', () => {
      const megabyte = 1024 * 1024
      /** A run that tells so many megabytes of text and ends; its end can be read in the same tick and in later ones. */
      function ended(live: LiveLog, id: string, megabytes: number): void {
        live.open(id, 0)
        for (let seq = 1; seq <= megabytes; seq++) live.push(id, delta(seq, 'x'.repeat(megabyte)))
        live.push(id, delta(megabytes + 1, 'end'))
        live.close(id, true)
      }
      const kept = (live: LiveLog, ids: readonly string[]) => ids.filter((id) => live.tail(id, 0) !== 'elsewhere')

      test('can be read from its start as long as there is room', async () => {
        const live = opened(0, 1, 2, 3)
        const reader = woken(live)
        live.close(run, true)
        for (let i = 0; i < 3; i++) await nextTick()
        expect(reader.times).toBe(1)
        expect(live.tail(run, 0)).toEqual([delta(1), delta(2), delta(3)])
        expect(live.tail(run, 2)).toEqual([delta(3)])
        expect(live.tail(run, 3)).toEqual([])
        expect(live.size(run)).toBe(3)
      })

      test('says that it is closed from its end on, and not before', async () => {
        const live = opened(0, 1)
        expect([live.closed(run), live.closed('unheard-of')]).toEqual(['no', 'no'])
        live.close(run, true)
        expect(live.closed(run)).toBe('kept')
        await nextTick()
        expect(live.closed(run)).toBe('kept')
      })

      test('is no different from others where it is not said to be', async () => {
        const live = opened(0, 1)
        live.close(run, false)
        await nextTick()
        expect(live.tail(run, 0)).toBe('elsewhere')
      })

      test('makes room for newer ones, the oldest first, and only as much as is needed', async () => {
        const live = create()
        const ids = ['a', 'b', 'c', 'd', 'e']
        for (const id of ids.slice(0, 3)) {
          ended(live, id, 5)
          await nextTick()
        }
        expect(kept(live, ids)).toEqual(['a', 'b', 'c'])
        ended(live, 'd', 5)
        await nextTick()
        expect(kept(live, ids)).toEqual(['b', 'c', 'd'])
        ended(live, 'e', 9)
        await nextTick()
        expect(kept(live, ids)).toEqual(['d', 'e'])
      })

      test('makes no room of those that still run, or are on record', async () => {
        const live = create()
        live.open('runs', 0)
        live.push('runs', delta(1, 'x'.repeat(20 * megabyte)))
        ended(live, 'kept', 15)
        await nextTick()
        expect(kept(live, ['runs', 'kept'])).toEqual(['runs', 'kept'])
        ended(live, 'newer', 2)
        await nextTick()
        expect(kept(live, ['runs', 'kept', 'newer'])).toEqual(['runs', 'newer'])
      })

      test('costs room for its events as well, however short they are', async () => {
        const live = create()
        const many = 200_000
        for (const id of ['a', 'b']) {
          live.open(id, 0)
          for (let seq = 1; seq <= many; seq++) live.push(id, delta(seq))
          live.close(id, true)
          await nextTick()
        }
        expect(kept(live, ['a', 'b'])).toEqual(['b'])
      })

      test('is read to its end by those who wait for it, though there be no room for it after', async () => {
        const live = create()
        const heard: string[] = []
        const ids = ['a', 'b', 'too long']
        for (const id of ids)
          live.wake(id, () => {
            const tail = live.tail(id, 0)
            if (tail !== 'elsewhere') heard.push(`${id} ${tail.length}`)
          })
        ended(live, 'a', 9)
        ended(live, 'b', 9)
        ended(live, 'too long', 17)
        await nextTick()
        expect(heard).toEqual(['a 10', 'b 10', 'too long 18'])
        await nextTick()
        expect(kept(live, ids)).toEqual([])
      })
    })

    test('a run that is taken up again has a new tail, which reaches back to its beginning alone', async () => {
      const live = opened(0, 1, 2)
      live.close(run)
      await nextTick()
      live.open(run, 10)
      live.push(run, delta(11))
      expect(live.tail(run, 2)).toBe('elsewhere')
      expect(live.tail(run, 10)).toEqual([delta(11)])
    })

    test('a tail that is closed and opened again in one tick is not lost', async () => {
      const live = opened(0, 1)
      live.close(run)
      live.open(run, 10)
      live.push(run, delta(11))
      await nextTick()
      expect(live.tail(run, 10)).toEqual([delta(11)])
    })

    test('size grows by the text that was told, stored or not', () => {
      const live = opened()
      live.push(run, delta(1, 'four'))
      live.push(run, { seq: 2, type: 'notice', data: { kind: 'waiting' } })
      live.stored(run, 2)
      live.push(run, delta(3, 'four'))
      live.stored(run, 3)
      expect(live.size(run)).toBe(8)
    })

    test('what nobody opened is nobody’s: writing to it changes nothing', async () => {
      const live = create()
      const reader = woken(live)
      live.push(run, delta(1))
      live.stored(run, 1)
      live.close(run)
      await nextTick()
      expect(live.tail(run, 0)).toBe('elsewhere')
      expect(reader.times).toBe(0)
    })
  })
}
