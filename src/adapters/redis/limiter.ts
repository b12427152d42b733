import { hash } from 'node:crypto'
import type { LimitAsk, Limiter } from '../../ports/limiter.ts'
import { hashText } from '../../std/hash-text.ts'
import type { Redis } from './open-redis.ts'

/**
 * A window is a count that Redis forgets by its own clock when the window is over: nothing else knows the time, and
 * nothing stays. One that would last longer than it may is of a clock that was set back, and begins anew.
 */
const script = `
local windows, allowed, reply = {}, 1, {}
for i, key in ipairs(KEYS) do
  local window = windows[key]
  if not window then
    local length, left = tonumber(ARGV[2 * i]), redis.call('PTTL', key)
    if left > 0 and left <= length then
      window = { used = tonumber(redis.call('GET', key)), left = left, taken = 0 }
    else
      window = { used = 0, left = length, taken = 0, new = true }
    end
    windows[key] = window
  end
  window.taken = window.taken + 1
end
for i, key in ipairs(KEYS) do
  local window = windows[key]
  if window.used + window.taken > tonumber(ARGV[2 * i - 1]) then allowed = 0 end
end
if allowed == 1 then
  for key, window in pairs(windows) do
    window.used = window.used + window.taken
    if window.new then
      redis.call('SET', key, window.used, 'PX', window.left)
    else
      redis.call('INCRBY', key, window.taken)
    end
  end
end
for i, key in ipairs(KEYS) do
  reply[2 * i - 1], reply[2 * i] = windows[key].used, windows[key].left
end
return { allowed, reply }
`
const digest = hash('sha1', script)

/** After a failure one request in so much time is tried on Redis again. */
const probeMs = 1_000

interface RedisLimiterDeps {
  redis: Redis
  /** Counts instead while Redis does not answer: a guess, for it does not know of other nodes. */
  fallback: Limiter
  onFallback(active: boolean, error?: unknown): void
}

/** Counts over all nodes: Redis runs one script at a time. */
export function createRedisLimiter({ redis, fallback, onFallback }: RedisLimiterDeps): Limiter {
  let active = false
  let triedAt = -Infinity

  const keyOf = ({ name, rate, key }: LimitAsk): string =>
    `${redis.prefix}limit:${rate.seconds} ${name}:${hashText(key)}`

  async function run(asks: readonly LimitAsk[]): Promise<unknown> {
    const options = {
      keys: asks.map(keyOf),
      arguments: asks.flatMap(({ rate }) => [String(rate.requests), String(rate.seconds * 1_000)]),
    }
    // One time-out for both.
    return redis.commands.ask(async (client) => {
      try {
        return await client.evalSha(digest, options)
      } catch (error) {
        // The first word of what Redis says is its code.
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT '))) throw error
        return client.eval(script, options)
      }
    })
  }

  async function takeThere(asks: readonly LimitAsk[]): ReturnType<Limiter['take']> {
    const [allowed, counted] = (await run(asks)) as [number, number[]]
    const states = asks.map(({ name, rate }, i) => ({
      name,
      rate,
      remaining: Math.max(0, rate.requests - (counted[2 * i] ?? 0)),
      resetMs: counted[2 * i + 1] ?? 0,
    }))
    return { allowed: allowed === 1, states }
  }

  function change(to: boolean, error?: unknown): void {
    if (active === to) return
    active = to
    onFallback(to, error)
  }

  async function attempt(asks: readonly LimitAsk[]): Promise<Awaited<ReturnType<Limiter['take']>> | undefined> {
    triedAt = performance.now()
    try {
      const taken = await takeThere(asks)
      change(false)
      return taken
    } catch (error) {
      triedAt = performance.now()
      change(true, error)
      return undefined
    }
  }

  return {
    async take(asks) {
      if (asks.length === 0) return { allowed: true, states: [] }
      if (!active) return (await attempt(asks)) ?? fallback.take(asks)
      // Nobody waits for the trial, which counts what was let in here.
      if (redis.commands.usable() && performance.now() - triedAt >= probeMs) void attempt(asks)
      return fallback.take(asks)
    },
  }
}
