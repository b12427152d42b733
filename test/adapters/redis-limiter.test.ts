import { expect, test } from 'vitest'
import { createRedisLimiter } from '../../src/adapters/redis/limiter.ts'
import { openRedis } from '../../src/adapters/redis/open-redis.ts'
import type { Limiter } from '../../src/ports/limiter.ts'
import { ask, limiterContract } from '../contracts/limiter.contract.ts'
import { describeWithRedis } from '../services/describe-with-redis.ts'
import { rawClient } from './redis-raw.ts'

/** Where Redis answers, nobody else is asked. */
const nobody: Limiter = {
  take: () => Promise.reject(new Error('Redis did not answer')),
}

describeWithRedis('limits over Redis', (server) => {
  async function node(prefix: string): Promise<{ limiter: Limiter } & AsyncDisposable> {
    const stack = new AsyncDisposableStack()
    const redis = stack.use(
      await openRedis({
        url: server.url(),
        prefix,
        timeoutMs: 10_000,
        onTrouble: (error) => stack.defer(() => expect.fail(String(error))),
      }),
    )
    const limiter = createRedisLimiter({ redis, fallback: nobody, onFallback: () => {} })
    return { limiter, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  async function keysOf(raw: Awaited<ReturnType<typeof rawClient>>, prefix: string): Promise<string[]> {
    const found: string[] = []
    for await (const keys of raw.scanIterator({ MATCH: `${prefix}*`, COUNT: 1_000 })) found.push(...keys)
    return found
  }

  limiterContract(async () => {
    const prefix = server.prefix()
    const stack = new AsyncDisposableStack()
    const { limiter } = stack.use(await node(prefix))
    const raw = stack.use(await rawClient(server.url()))
    return {
      limiter,
      // What is left of a window is all that Redis knows of time: less of it left is time gone by.
      async pass(ms) {
        for (const key of await keysOf(raw, prefix)) await raw.pExpire(key, (await raw.pTTL(key)) - ms)
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    }
  })

  test('two nodes together let through what the rate says, and not one more', async () => {
    const prefix = server.prefix()
    await using one = await node(prefix)
    await using other = await node(prefix)
    const [user, address] = [ask('user', 'ann', 150, 600), ask('address', '192.0.2.1', 100, 600)]
    const crowd = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) =>
        (i % 2 === 0 ? one : other).limiter.take(i % 3 === 0 ? [user, address] : [address, user]),
      ),
    )
    expect(crowd.filter(({ allowed }) => allowed)).toHaveLength(100)
    for (const { limiter } of [one, other]) expect((await limiter.take([address])).allowed).toBe(false)
    expect((await other.limiter.take([user])).states[0]?.remaining).toBe(49)
  })

  test('a window ends by itself, and leaves nothing in Redis', async () => {
    const prefix = server.prefix()
    await using under = await node(prefix)
    using raw = await rawClient(server.url())
    const asks = [ask('user', 'ann', 2, 1)]
    const first = await under.limiter.take(asks)
    expect(first.states[0]?.resetMs).toBe(1_000)
    const left = async (): Promise<number | undefined> => (await under.limiter.take(asks)).states[0]?.remaining
    expect(await left()).toBe(0)
    // Only a window that is begun anew has more left.
    await expect.poll(left, { timeout: 10_000, interval: 20 }).toBe(1)
    await expect.poll(() => keysOf(raw, prefix), { timeout: 10_000 }).toEqual([])
  })

  test('a window that would last longer than it may, after a clock was set back, begins anew', async () => {
    const prefix = server.prefix()
    await using under = await node(prefix)
    using raw = await rawClient(server.url())
    const asks = [ask('user', 'ann', 1)]
    await under.limiter.take(asks)
    for (const key of await keysOf(raw, prefix)) await raw.pExpire(key, 3_600_000)
    expect((await under.limiter.take(asks)).allowed).toBe(true)
    const { allowed, states } = await under.limiter.take(asks)
    expect(allowed).toBe(false)
    expect(states[0]?.resetMs).toBeLessThanOrEqual(60_000)
  })

  test('nobody is named in Redis, and halves of characters are two keys', async () => {
    const prefix = server.prefix()
    await using under = await node(prefix)
    using raw = await rawClient(server.url())
    for (const key of ['ann@example.com', '\ud83d', '\ud83e'])
      expect((await under.limiter.take([ask('user', key, 1)])).allowed).toBe(true)
    const keys = await keysOf(raw, prefix)
    expect(keys).toHaveLength(3)
    for (const key of keys) expect(key).toMatch(/:limit:60 user:[0-9a-f]{64}$/)
  })
})
