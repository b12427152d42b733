import { describe, expect, test } from 'vitest'
import type { NodeId, Relay, Signal } from '../../src/ports/relay.ts'

/** Relays of one store, made as they are asked for. */
export interface RelaysUnderTest extends AsyncDisposable {
  create(): Promise<Relay>
}

export interface Hearing {
  relay: Relay
  heard: { from: NodeId; signal: Signal }[]
}

export async function joinAs(relay: Relay, id: NodeId): Promise<Hearing> {
  const heard: Hearing['heard'] = []
  await relay.join(id, (from, signal) => heard.push({ from, signal }))
  return { relay, heard }
}

export const stop = (...runs: string[]): Signal => ({ kind: 'stop', runs })

export const tail = (run: string, ...texts: string[]): Signal => ({
  kind: 'tail',
  run,
  after: 0,
  recorded: 0,
  events: texts.map((text, i) => ({ seq: i + 1, type: 'delta', text })),
  closed: 'no',
})

const signalsOf = ({ heard }: Hearing): Signal[] => heard.map(({ signal }) => signal)

/** What was told before has come when this has: nothing else says that no more will come. */
async function settle(from: Hearing, to: readonly [NodeId, Hearing][]): Promise<void> {
  for (const [id, hearing] of to) {
    const mark = `mark ${crypto.randomUUID()}`
    from.relay.tell(id, [stop(mark)])
    const isMark = ({ signal }: { signal: Signal }): boolean => signal.kind === 'stop' && signal.runs[0] === mark
    await expect.poll(() => hearing.heard.some(isMark), { timeout: 10_000, interval: 5 }).toBe(true)
    hearing.heard.splice(hearing.heard.findIndex(isMark), 1)
  }
}

export function relayContract(open: () => Promise<RelaysUnderTest>): void {
  describe('the Relay contract', () => {
    async function three(under: RelaysUnderTest): Promise<[Hearing, Hearing, Hearing]> {
      const [a, b, c] = [await under.create(), await under.create(), await under.create()]
      return [await joinAs(a, 'a'), await joinAs(b, 'b'), await joinAs(c, 'c')]
    }

    test('what is told to one node is heard there, once and from whom, and nowhere else', async () => {
      await using under = await open()
      const [a, b, c] = await three(under)
      a.relay.tell('b', [stop('r1'), stop('r2')])
      c.relay.tell('b', [stop('r3')])
      await settle(a, [['b', b]])
      await settle(c, [['b', b]])
      await settle(a, [['c', c]])
      await settle(b, [['a', a]])
      expect(b.heard.filter(({ from }) => from === 'a')).toEqual([
        { from: 'a', signal: stop('r1') },
        { from: 'a', signal: stop('r2') },
      ])
      expect(b.heard.filter(({ from }) => from === 'c')).toEqual([{ from: 'c', signal: stop('r3') }])
      expect([a.heard, c.heard]).toEqual([[], []])
    })

    test('what is told to all is heard by all others, and not by who says it', async () => {
      await using under = await open()
      const [a, b, c] = await three(under)
      a.relay.tellAll({ kind: 'released' })
      await settle(a, [
        ['b', b],
        ['c', c],
      ])
      await settle(b, [['a', a]])
      expect([b.heard, c.heard]).toEqual([b, c].map(() => [{ from: 'a', signal: { kind: 'released' } }]))
      expect(a.heard).toEqual([])
    })

    test('nobody hears what they tell themselves', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      a.relay.tell('a', [stop('mine')])
      await settle(b, [['a', a]])
      expect(a.heard).toEqual([])
    })

    test('signals of every kind arrive as they were told', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      const message = {
        id: 'm',
        role: 'assistant',
        content: 'Hi',
        status: 'complete',
        createdAt: '2026-01-01T00:00:00.000Z',
      }
      const all: Signal[] = [
        {
          kind: 'follow',
          runs: [
            { run: 'r', after: 3 },
            { run: 's', after: null },
          ],
        },
        { kind: 'unfollow', runs: ['r', 's'] },
        tail('r', 'Hello', ' there'),
        {
          kind: 'tail',
          run: 'r',
          after: 2,
          recorded: 2,
          events: [{ seq: 3, type: 'notice', data: { kind: 'crisis', resources: [{ name: 'x', phone: null }] } }],
          closed: 'kept',
        },
        { kind: 'tail', run: 'r', after: 3, recorded: 3, events: [], closed: 'gone' },
        { kind: 'gone', runs: ['r'] },
        { kind: 'begun', runs: [] },
        stop('r'),
        { kind: 'released' },
        { kind: 'follow', runs: [{ run: JSON.stringify(message), after: 1_048_577 }] },
      ]
      a.relay.tell('b', all)
      await settle(a, [['b', b]])
      expect(signalsOf(b)).toEqual(all)
    })

    test('what one node tells one and all comes in the order in which it was told', async () => {
      await using under = await open()
      const [a, b, c] = await three(under)
      const told: Signal[] = []
      for (let round = 0; round < 200; round++) {
        const [first, second] = [stop(`${round} to one`), stop(`${round} to all`)]
        a.relay.tell('b', [first])
        a.relay.tellAll(second)
        told.push(first, second)
        c.relay.tellAll(stop(`${round} of another`))
        // Some in one turn of the event loop, some in several.
        if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      await settle(a, [['b', b]])
      expect(b.heard.filter(({ from }) => from === 'a').map(({ signal }) => signal)).toEqual(told)
    })

    test('thousands of signals in both directions at once arrive, each once and in order', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      const count = 5_000
      for (let i = 0; i < count; i++) {
        a.relay.tell('b', [tail('r', `a ${i}`)])
        b.relay.tell('a', [tail('s', `b ${i}`)])
        if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      await settle(a, [['b', b]])
      await settle(b, [['a', a]])
      expect(signalsOf(b)).toEqual(Array.from({ length: count }, (_, i) => tail('r', `a ${i}`)))
      expect(signalsOf(a)).toEqual(Array.from({ length: count }, (_, i) => tail('s', `b ${i}`)))
    })

    test('large signals arrive whole, alone and together', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      const large = Array.from({ length: 6 }, (_, i) => tail('r', `${i}`.repeat(200_000)))
      const larger = tail('r', 'x€'.repeat(400_000))
      a.relay.tell('b', [...large, larger, ...large])
      await settle(a, [['b', b]])
      expect(signalsOf(b)).toEqual([...large, larger, ...large])
    })

    test('text of any alphabet arrives, halves of characters too', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      const signal = tail('r', 'añ€\u{1f600}\u0000\r\n"\\', '\ud83d', '\ude00', '\u2028', '__proto__')
      a.relay.tell('b', [signal])
      await settle(a, [['b', b]])
      expect(signalsOf(b)).toEqual([signal])
    })

    test('what was told before a node has joined is not heard', async () => {
      await using under = await open()
      const a = await joinAs(await under.create(), 'a')
      const before = await joinAs(await under.create(), 'b')
      a.relay.tell('b', [stop('before')])
      a.relay.tellAll(stop('before, to all'))
      await settle(a, [['b', before]])
      await before.relay[Symbol.asyncDispose]()
      const b = await joinAs(await under.create(), 'b')
      await settle(a, [['b', b]])
      expect(b.heard).toEqual([])
    })

    test('a node that joins by another id is that one from then on', async () => {
      await using under = await open()
      const [a, b] = await three(under)
      const again = await joinAs(b.relay, 'other')
      a.relay.tell('b', [stop('to the former')])
      a.relay.tellAll(stop('to all'))
      await settle(a, [['other', again]])
      expect(signalsOf(again)).toEqual([stop('to all')])
      again.relay.tell('a', [stop('from the new one')])
      await settle(again, [['a', a]])
      expect(a.heard).toEqual([{ from: 'other', signal: stop('from the new one') }])
      expect(b.heard).toEqual([])
    })

    test('a signal that a listener fails at does not keep the next from it', async () => {
      await using under = await open()
      const a = await joinAs(await under.create(), 'a')
      const b: Hearing = { relay: await under.create(), heard: [] }
      await b.relay.join('b', (from, signal) => {
        b.heard.push({ from, signal })
        if (signal.kind === 'gone') throw new Error('a listener that fails')
      })
      a.relay.tell('b', [{ kind: 'gone', runs: ['r'] }, stop('after it')])
      await settle(a, [['b', b]])
      expect(signalsOf(b)).toEqual([{ kind: 'gone', runs: ['r'] }, stop('after it')])
    })

    test('nothing is heard or told after the end, and what was told just before it still is', async () => {
      await using under = await open()
      const [a, b, c] = await three(under)
      expect(b.relay.connected()).toBe(true)
      b.relay.tell('a', [stop('the last')])
      await b.relay[Symbol.asyncDispose]()
      expect(b.relay.connected()).toBe(false)
      b.relay.tell('a', [stop('too late')])
      b.relay.tellAll(stop('too late'))
      a.relay.tell('b', [stop('nobody is there')])
      await settle(a, [['c', c]])
      await settle(c, [['a', a]])
      expect(signalsOf(a)).toEqual([stop('the last')])
      expect(b.heard).toEqual([])
    })
  })
}
