import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openRedis, type Redis } from '../../src/adapters/redis/open-redis.ts'
import { createRedisRelay } from '../../src/adapters/redis/relay.ts'
import { joinAs, relayContract, stop, tail } from '../contracts/relay.contract.ts'
import { heapGrowth } from '../heap-growth.ts'
import { describeWithRedis } from '../services/describe-with-redis.ts'
import { rawClient } from './redis-raw.ts'

describeWithRedis('signals over Redis', (server) => {
  async function open(prefix: string, troubles: unknown[] = []): Promise<Redis> {
    return openRedis({ url: server.url(), prefix, timeoutMs: 5_000, onTrouble: (error) => troubles.push(error) })
  }

  relayContract(async () => {
    const prefix = server.prefix()
    const all = new AsyncDisposableStack()
    return {
      async create() {
        const redis = await open(prefix)
        const relay = createRedisRelay(redis)
        // As a process ends: one right after the other.
        const end = async (): Promise<void> => {
          await relay[Symbol.asyncDispose]()
          await redis[Symbol.asyncDispose]()
        }
        return all.use({ ...relay, [Symbol.asyncDispose]: end })
      },
      [Symbol.asyncDispose]: () => all.disposeAsync(),
    }
  })

  test('what another version writes is passed over, and told of once', async () => {
    const [prefix, troubles] = [server.prefix(), [] as unknown[]]
    await using redis = await open(prefix, troubles)
    await using relay = createRedisRelay(redis)
    const { heard } = await joinAs(relay, 'b')
    using raw = await rawClient(server.url())
    const [by, inbox] = [randomUUID(), `${prefix}node:b`]
    const fields = (n: number, signals: string) => ({ from: '"a"', by, n: String(n), signals })
    for (const strange of [
      { anything: 'else' },
      { from: '"a"', by, n: 'not a number', signals: '[]' },
      { from: 'no json', by, n: '1', signals: '[]' },
      fields(2, '[{"kind":"stop","runs":["cut sh'),
      fields(3, '{"kind":"stop","runs":[]}'),
      fields(
        4,
        '[null, 7, {"kind":"toString"}, {"kind":"stop"}, {"kind":"tail","run":"r","events":[{}]}, {"kind":"later"}]',
      ),
    ])
      await raw.xAdd(inbox, '*', strange)
    await raw.xAdd(inbox, '*', fields(5, '[{"kind":"later"}, {"kind":"stop","runs":["r"]}]'))
    await expect.poll(() => heard).toEqual([{ from: 'a', signal: stop('r') }])
    expect(troubles.map(String)).toEqual([expect.stringContaining('not understood')])
  })

  test('what a broken connection brings too late is neither out of order nor repeated', async () => {
    const prefix = server.prefix()
    await using redis = await open(prefix)
    await using relay = createRedisRelay(redis)
    const { heard } = await joinAs(relay, 'b')
    using raw = await rawClient(server.url())
    const by = randomUUID()
    for (const n of [1, 3, 2, 3, 4])
      await raw.xAdd(`${prefix}node:b`, '*', { from: '"a"', by, n: String(n), signals: JSON.stringify([stop(`${n}`)]) })
    const told = (): unknown[] => heard.map(({ signal }) => signal)
    await expect.poll(told).toContainEqual(stop('4'))
    expect(told()).toEqual([stop('1'), stop('3'), stop('4')])
  })

  test('what is told in one turn is one entry, and no entry is too large', async () => {
    const prefix = server.prefix()
    await using redis = await open(prefix)
    await using relay = createRedisRelay(redis)
    await joinAs(relay, 'a')
    using raw = await rawClient(server.url())
    for (let i = 0; i < 100; i++) relay.tell('b', [stop(`${i}`)])
    await expect.poll(() => raw.xLen(`${prefix}node:b`)).toBe(1)
    for (let i = 0; i < 10; i++) relay.tell('c', [tail('r', 'x'.repeat(60_000))])
    await expect.poll(() => raw.xLen(`${prefix}node:c`)).toBe(3)
    for (const { message } of (await raw.xRange(`${prefix}node:c`, '-', '+')) ?? [])
      expect(message['signals']?.length).toBeLessThan(256 * 1_024 + 100)
  })

  test('no inbox stays for ever, and what was read does not stay at all', async () => {
    const prefix = server.prefix()
    await using one = await open(prefix)
    await using other = await open(prefix)
    await using a = createRedisRelay(one)
    await using b = createRedisRelay(other)
    await joinAs(a, 'a')
    const { heard } = await joinAs(b, 'b')
    using raw = await rawClient(server.url())
    for (let i = 0; i < 1_000; i++) {
      a.tell('b', [stop(`${i}`)])
      await new Promise((resolve) => setImmediate(resolve))
    }
    a.tellAll({ kind: 'released' })
    await expect.poll(() => heard.length).toBe(1_001)
    await expect.poll(() => raw.xLen(`${prefix}node:b`)).toBeLessThanOrEqual(64)
    for (const key of [`${prefix}node:b`, `${prefix}all`]) expect(await raw.pTTL(key)).toBeGreaterThan(0)
  })

  test('a node that nobody reads for keeps a bounded inbox, and a crowd of tellers a bounded memory', async () => {
    const prefix = server.prefix()
    await using redis = await open(prefix)
    await using relay = createRedisRelay(redis)
    await joinAs(relay, 'a')
    using raw = await rawClient(server.url())
    const kept = await heapGrowth(async () => {
      for (let i = 0; i < 6_000; i++) {
        relay.tell('dead', [stop(`${i}`)])
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    expect(kept).toBeLessThan(10)
    expect(await raw.xLen(`${prefix}node:dead`)).toBeLessThan(2_500)
    expect(await raw.pTTL(`${prefix}node:dead`)).toBeGreaterThan(0)
  })
})
