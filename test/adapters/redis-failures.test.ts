import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createLimiter } from '../../src/adapters/in-process/limiter.ts'
import { createRedisLimiter } from '../../src/adapters/redis/limiter.ts'
import { openRedis, type Redis } from '../../src/adapters/redis/open-redis.ts'
import { createRedisRelay } from '../../src/adapters/redis/relay.ts'
import type { Limiter } from '../../src/ports/limiter.ts'
import type { Relay, Signal } from '../../src/ports/relay.ts'
import { ask } from '../contracts/limiter.contract.ts'
import { type Hearing, joinAs, stop, tail } from '../contracts/relay.contract.ts'
import { heapGrowth } from '../heap-growth.ts'
import { describeWithOwnRedis } from '../services/describe-with-redis.ts'
import { type OwnRedis, ownRedis } from '../services/redis-server.ts'
import { rawClient } from './redis-raw.ts'

const soon = { timeout: 15_000, interval: 10 }

interface Node extends AsyncDisposable {
  redis: Redis
  relay: Relay
  limiter: Limiter
  troubles: unknown[]
  fallbacks: boolean[]
}

async function startNode(server: { url(): string }, prefix: string): Promise<Node> {
  const stack = new AsyncDisposableStack()
  const [troubles, fallbacks] = [[] as unknown[], [] as boolean[]]
  const onTrouble = (error: unknown): void => void troubles.push(error)
  // A busy machine is not a Redis that fails.
  const redis = stack.use(await openRedis({ url: server.url(), prefix, timeoutMs: 1_000, onTrouble }))
  const relay = stack.use(createRedisRelay(redis))
  const fallback = createLimiter({ now: () => performance.now() })
  const limiter = createRedisLimiter({ redis, fallback, onFallback: (active) => fallbacks.push(active) })
  return { redis, relay, limiter, troubles, fallbacks, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function startServer(): Promise<OwnRedis> {
  const server = await ownRedis()
  await server.start()
  return server
}

/** A network in between, which can swallow what passes on the connections that there are. */
async function networkTo(server: OwnRedis) {
  const pairs: [Socket, Socket][] = []
  const listener = createServer((client) => {
    const there = connect(Number(new URL(server.url()).port), '127.0.0.1')
    pairs.push([client, there])
    for (const [from, to] of [
      [client, there],
      [there, client],
    ] as const)
      from.on('error', () => to.destroy()).pipe(to)
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as { port: number }
  return {
    url: () => `redis://127.0.0.1:${port}`,
    swallow(): void {
      for (const [client, there] of pairs.splice(0)) {
        client.unpipe().resume()
        there.unpipe().resume()
      }
    },
    [Symbol.dispose]: () => listener.close(),
  }
}

/** Told again and again, until one is heard: some are lost while the ways are made anew. */
async function passesAgain(from: Relay, to: string, { heard }: Hearing): Promise<void> {
  const mark = `again ${randomUUID()}`
  const isHeard = (): boolean => heard.some(({ signal }) => signal.kind === 'stop' && signal.runs[0] === mark)
  await expect
    .poll(() => {
      from.tell(to, [stop(mark)])
      return isHeard()
    }, soon)
    .toBe(true)
}

const take = (limiter: Limiter, requests = 1_000): ReturnType<Limiter['take']> =>
  limiter.take([ask('user', 'ann', requests, 600)])

// LESSONS 34: Redis loses. What it carries may be lost at any time, and nobody may wait for it.
describeWithOwnRedis('Redis that fails', () => {
  test('a Redis that is killed and comes back empty carries signals and counts again by itself', async () => {
    await using server = await startServer()
    const prefix = server.prefix()
    await using a = await startNode(server, prefix)
    await using b = await startNode(server, prefix)
    const [hearsA, hearsB] = [await joinAs(a.relay, 'a'), await joinAs(b.relay, 'b')]
    await passesAgain(a.relay, 'b', hearsB)
    await take(a.limiter)
    for (let round = 1; round <= 2; round++) {
      await server.kill()
      await expect.poll(() => a.relay.connected() || b.relay.connected(), soon).toBe(false)
      await expect.poll(() => a.redis.commands.usable(), soon).toBe(false)
      a.relay.tell('b', [stop('lost')])
      expect((await take(a.limiter)).allowed).toBe(true)
      expect(a.fallbacks.at(-1)).toBe(true)

      await server.start()
      await expect.poll(() => a.relay.connected() && b.relay.connected(), soon).toBe(true)
      await passesAgain(a.relay, 'b', hearsB)
      await passesAgain(b.relay, 'a', hearsA)
      await expect.poll(async () => (await take(a.limiter), a.fallbacks.at(-1)), soon).toBe(false)
      expect(hearsB.heard).not.toContainEqual({ from: 'a', signal: stop('lost') })
      // Once an outage, not once an attempt.
      expect(a.fallbacks).toHaveLength(2 * round)
      expect(a.troubles).toHaveLength(round)
    }
  })

  test('while Redis is paused nobody waits and memory is bounded; afterwards signals pass again', async () => {
    await using server = await startServer()
    const prefix = server.prefix()
    await using a = await startNode(server, prefix)
    await using b = await startNode(server, prefix)
    await joinAs(a.relay, 'a')
    const hearsB = await joinAs(b.relay, 'b')
    await passesAgain(a.relay, 'b', hearsB)
    const large = tail('r', 'x'.repeat(100_000))
    server.pause()
    const kept = await heapGrowth(async () => {
      for (let i = 0; i < 1_000; i++) {
        a.relay.tell('b', [structuredClone(large)])
        if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    })
    expect(kept).toBeLessThan(24)
    for (let i = 0; i < 50; i++) expect((await take(a.limiter)).allowed).toBe(true)
    expect(a.fallbacks).toEqual([true])
    // One command that was too late says it.
    expect(a.relay.connected()).toBe(false)
    await expect.poll(() => a.relay.connected() || b.relay.connected(), soon).toBe(false)

    server.resume()
    await expect.poll(() => a.relay.connected() && b.relay.connected(), soon).toBe(true)
    await passesAgain(a.relay, 'b', hearsB)
    await expect.poll(async () => (await take(a.limiter), a.fallbacks), soon).toEqual([true, false])
  })

  test('connections that the network swallowed are found out and made anew', async () => {
    await using server = await startServer()
    using network = await networkTo(server)
    const prefix = server.prefix()
    await using a = await startNode(network, prefix)
    await using b = await startNode(network, prefix)
    await joinAs(a.relay, 'a')
    const hearsB = await joinAs(b.relay, 'b')
    await passesAgain(a.relay, 'b', hearsB)
    network.swallow()
    await passesAgain(a.relay, 'b', hearsB)
    await expect.poll(() => a.relay.connected() && b.relay.connected(), soon).toBe(true)
    await expect.poll(async () => (await take(a.limiter), a.fallbacks.at(-1) ?? false), soon).toBe(false)
  })

  test('a paused Redis holds up neither the end of a node nor the start of another', async () => {
    await using server = await startServer()
    const prefix = server.prefix()
    const a = await startNode(server, prefix)
    await joinAs(a.relay, 'a')
    server.pause()
    a.relay.tell('b', [stop('r')])
    await a[Symbol.asyncDispose]()
    expect(a.relay.connected()).toBe(false)
    await using b = await startNode(server, prefix)
    await joinAs(b.relay, 'b')
    expect(b.relay.connected()).toBe(false)
    expect((await take(b.limiter)).allowed).toBe(true)
    server.resume()
    await expect.poll(() => b.relay.connected(), soon).toBe(true)
  })

  test('a node that starts without Redis uses it when it comes', async () => {
    await using server = await ownRedis()
    const prefix = server.prefix()
    await using a = await startNode(server, prefix)
    await using b = await startNode(server, prefix)
    await joinAs(a.relay, 'a')
    const hearsB = await joinAs(b.relay, 'b')
    a.relay.tell('b', [stop('lost')])
    a.relay.tellAll(stop('lost'))
    expect([a.relay.connected(), (await take(a.limiter)).allowed]).toEqual([false, true])
    await server.start()
    await passesAgain(a.relay, 'b', hearsB)
    await expect.poll(async () => (await take(a.limiter), a.fallbacks), soon).toEqual([true, false])
    expect(hearsB.heard).not.toContainEqual({ from: 'a', signal: stop('lost') })
  })

  test('what is told while the reader is cut off from Redis is heard when it is back, once and in order', async () => {
    await using server = await startServer()
    const prefix = server.prefix()
    await using a = await startNode(server, prefix)
    await using b = await startNode(server, prefix)
    using raw = await rawClient(server.url())
    await joinAs(a.relay, 'a')
    const { heard } = await joinAs(b.relay, 'b')
    const told: Signal[] = []
    for (let round = 0; round < 20; round++) {
      const before = stop(`${round} before`)
      const after = stop(`${round} after`)
      a.relay.tell('b', [before])
      await new Promise((resolve) => setImmediate(resolve))
      for (const line of (await raw.sendCommand<string>(['CLIENT', 'LIST'])).split('\n'))
        if (line.includes('cmd=xread'))
          await raw.sendCommand(['CLIENT', 'KILL', 'ID', /id=(\d+)/.exec(line)?.[1] ?? ''])
      a.relay.tell('b', [after])
      told.push(before, after)
    }
    await expect.poll(() => heard.length, soon).toBe(told.length)
    expect(heard.map(({ signal }) => signal)).toEqual(told)
  })

  test('a Redis that comes back with a clock that is behind is heard at once', async () => {
    await using server = await startServer()
    const prefix = server.prefix()
    await using a = await startNode(server, prefix)
    await using b = await startNode(server, prefix)
    await joinAs(a.relay, 'a')
    const hearsB = await joinAs(b.relay, 'b')
    {
      using raw = await rawClient(server.url())
      const fields = { from: '"a"', by: randomUUID(), n: '1', signals: JSON.stringify([stop('of next year')]) }
      const nextYear = `${Date.now() + 365 * 86_400_000}-0`
      for (const key of ['node:b', 'all']) await raw.xAdd(`${prefix}${key}`, nextYear, fields)
      await expect.poll(() => hearsB.heard.length, soon).toBeGreaterThan(0)
    }
    await server.kill()
    await server.start()
    await passesAgain(a.relay, 'b', hearsB)
    a.relay.tellAll({ kind: 'released' })
    await expect.poll(() => hearsB.heard, soon).toContainEqual({ from: 'a', signal: { kind: 'released' } })
  })

  test('a Redis that refuses to write is tried now and then, not for every request, and told of once', async () => {
    await using server = await startServer()
    await using a = await startNode(server, server.prefix())
    using raw = await rawClient(server.url())
    await joinAs(a.relay, 'a')
    await raw.sendCommand(['REPLICAOF', '127.0.0.1', '1'])
    await raw.sendCommand(['CONFIG', 'RESETSTAT'])
    for (let i = 0; i < 500; i++) {
      a.relay.tell('b', [stop('lost')])
      expect((await take(a.limiter)).allowed).toBe(true)
    }
    const stats = await raw.sendCommand<string>(['INFO', 'commandstats'])
    const calls = [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
    expect(calls).toBeGreaterThan(0)
    expect(calls).toBeLessThan(50)
    expect(a.fallbacks).toEqual([true])
    expect(a.troubles.filter((error) => String(error).includes('READONLY'))).toHaveLength(1)
    await raw.sendCommand(['REPLICAOF', 'NO', 'ONE'])
    await expect.poll(async () => (await take(a.limiter), a.fallbacks), soon).toEqual([true, false])
  })

  test('scripts that Redis has forgotten are sent again, without a guess in between', async () => {
    await using server = await startServer()
    await using a = await startNode(server, server.prefix())
    using raw = await rawClient(server.url())
    for (let i = 0; i < 10; i++) {
      await raw.sendCommand(['SCRIPT', 'FLUSH'])
      const { states } = await take(a.limiter, 10)
      expect(states[0]?.remaining).toBe(9 - i)
    }
    expect((await take(a.limiter, 10)).allowed).toBe(false)
    expect(a.fallbacks).toEqual([])
  })

  test('a password opens Redis, and neither it nor a wrong one is told to anybody', async () => {
    await using server = await ownRedis([['requirepass', 'open sesame']])
    await server.start()
    const troubles: unknown[] = []
    const onTrouble = (error: unknown): void => void troubles.push(error)
    const urlWith = (password: string): string => server.url().replace('//', `//:${password}@`)
    await using right = await openRedis({ url: urlWith('open%20sesame'), onTrouble })
    expect([right.commands.usable(), troubles]).toEqual([true, []])
    await using wrong = await openRedis({ url: urlWith('hunter2'), onTrouble })
    expect([wrong.commands.usable(), troubles.length]).toEqual([false, 1])
    for (const url of ['redis://:hunter2@[', 'http://:hunter2@localhost', 'hunter2', 'redis://:hunter2@localhost/x'])
      await openRedis({ url, onTrouble }).then(() => expect.fail('it opened'), onTrouble)
    expect(troubles).toHaveLength(5)
    expect(inspect(troubles, { depth: 10 })).not.toContain('hunter2')
  })

  test.each(['redis', 'rediss'])(
    'what accepts a %s connection and never answers holds up neither start nor end',
    async (scheme) => {
      const hole = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1')
      await once(hole, 'listening')
      const address = hole.address() as { port: number }
      const troubles: unknown[] = []
      const redis = await openRedis({
        url: `${scheme}://127.0.0.1:${address.port}`,
        onTrouble: (error) => troubles.push(error),
      })
      expect([redis.commands.usable(), troubles.length]).toEqual([false, 1])
      await redis[Symbol.asyncDispose]()
      // Ends only when every connection to it has.
      hole.close()
      await once(hole, 'close')
    },
  )
})
