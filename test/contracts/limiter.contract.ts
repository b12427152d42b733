import { describe, expect, test } from 'vitest'
import type { LimitAsk, Limiter } from '../../src/ports/limiter.ts'

export interface LimiterUnderTest extends AsyncDisposable {
  limiter: Limiter
  /** Lets so much time go by. */
  pass(ms: number): Promise<void>
}

export const ask = (name: string, key: string, requests: number, seconds = 60): LimitAsk => ({
  name,
  key,
  rate: { requests, seconds },
})

export function limiterContract(create: () => Promise<LimiterUnderTest>): void {
  describe('the Limiter contract', () => {
    test('a key has what its rate says and no more, and is told what is left and until when', async () => {
      await using under = await create()
      const { limiter } = under
      const seen: [boolean, number | undefined][] = []
      for (let i = 0; i < 5; i++) {
        const { allowed, states } = await limiter.take([ask('user', 'ann', 3)])
        seen.push([allowed, states[0]?.remaining])
        expect(states[0]?.resetMs).toBeGreaterThan(0)
        expect(states[0]?.resetMs).toBeLessThanOrEqual(60_000)
      }
      expect(seen).toEqual([
        [true, 2],
        [true, 1],
        [true, 0],
        [false, 0],
        [false, 0],
      ])
    })

    test('all of it is there again one window after the first request, however late the last came', async () => {
      await using under = await create()
      const { limiter, pass } = under
      const asks = [ask('user', 'ann', 2)]
      await limiter.take(asks)
      await pass(55_000)
      await limiter.take(asks)
      expect((await limiter.take(asks)).allowed).toBe(false)
      await pass(6_000)
      expect(await limiter.take(asks)).toMatchObject({ allowed: true, states: [{ remaining: 1 }] })
      expect((await limiter.take(asks)).allowed).toBe(true)
      expect((await limiter.take(asks)).allowed).toBe(false)
    })

    test('who waits as long as a refusal says is let in', async () => {
      await using under = await create()
      const { limiter, pass } = under
      const asks = [ask('user', 'ann', 1, 10)]
      await limiter.take(asks)
      await pass(3_000)
      const refused = await limiter.take(asks)
      expect(refused.allowed).toBe(false)
      expect(refused.states[0]?.resetMs).toBeLessThanOrEqual(7_000)
      await pass(refused.states[0]?.resetMs ?? 0)
      expect((await limiter.take(asks)).allowed).toBe(true)
    })

    test('a refusal by one limit spends nothing of the others, whichever is asked first', async () => {
      await using under = await create()
      const { limiter } = under
      const [user, address] = [ask('user', 'ann', 5), ask('address', '192.0.2.1', 1)]
      await limiter.take([user, address])
      for (const asks of [
        [user, address],
        [address, user],
      ]) {
        const { allowed, states } = await limiter.take(asks)
        expect(allowed).toBe(false)
        expect(states.map(({ name, remaining }) => [name, remaining])).toEqual(
          asks.map(({ name }) => [name, name === 'user' ? 4 : 0]),
        )
      }
      expect((await limiter.take([user])).states[0]?.remaining).toBe(3)
    })

    test('a refused request begins no window and prolongs none', async () => {
      await using under = await create()
      const { limiter, pass } = under
      const [user, address] = [ask('user', 'ann', 1), ask('address', '192.0.2.1', 1, 600)]
      await limiter.take([address])
      const { states } = await limiter.take([user, address])
      expect(states[0]).toMatchObject({ remaining: 1 })
      expect(states[0]?.resetMs).toBeGreaterThan(0)
      await pass(40_000)
      expect((await limiter.take([user])).allowed).toBe(true)
      await pass(40_000)
      expect((await limiter.take([user])).allowed).toBe(false)
      await pass(21_000)
      expect((await limiter.take([user])).allowed).toBe(true)
    })

    test('a window that is over stays over when the first request after it is refused', async () => {
      await using under = await create()
      const { limiter, pass } = under
      const [user, address] = [ask('user', 'ann', 1), ask('address', '192.0.2.1', 1, 600)]
      await limiter.take([user, address])
      await pass(61_000)
      expect(await limiter.take([user, address])).toMatchObject({ allowed: false, states: [{ remaining: 1 }, {}] })
      expect((await limiter.take([user])).allowed).toBe(true)
      expect((await limiter.take([user])).allowed).toBe(false)
    })

    test('neither another key nor the same key under another name is spent', async () => {
      await using under = await create()
      const { limiter } = under
      for (const asks of [[ask('user', 'x', 1)], [ask('user', 'y', 1)], [ask('session', 'x', 1)]]) {
        expect((await limiter.take(asks)).allowed).toBe(true)
        expect((await limiter.take(asks)).allowed).toBe(false)
      }
    })

    test('the same key twice in one request counts twice, and not at all where only one is left', async () => {
      await using under = await create()
      const { limiter } = under
      const once = ask('user', 'ann', 3)
      const first = await limiter.take([once, once])
      expect(first.allowed).toBe(true)
      expect(first.states.map(({ remaining }) => remaining)).toEqual([1, 1])
      const second = await limiter.take([once, once])
      expect(second.allowed).toBe(false)
      expect(second.states.map(({ remaining }) => remaining)).toEqual([1, 1])
      expect((await limiter.take([once])).allowed).toBe(true)
      expect((await limiter.take([ask('user', 'new', 1), ask('user', 'new', 1)])).allowed).toBe(false)
      expect((await limiter.take([ask('user', 'new', 1)])).allowed).toBe(true)
    })

    test('a crowd that comes at once gets no more than there is, in whatever order it names its limits', async () => {
      await using under = await create()
      const { limiter } = under
      const [user, address] = [ask('user', 'ann', 40), ask('address', '192.0.2.1', 30)]
      const crowd = await Promise.all(
        Array.from({ length: 200 }, (_, i) => limiter.take(i % 2 === 0 ? [user, address] : [address, user])),
      )
      expect(crowd.filter(({ allowed }) => allowed)).toHaveLength(30)
      const { states } = await limiter.take([user])
      expect(states[0]?.remaining).toBe(40 - 30 - 1)
    })

    test('states come in the order of what was asked, with its name and rate', async () => {
      await using under = await create()
      const asks = [ask('session', 's', 7, 30), ask('user', 'u', 5), ask('address', 'a', 9, 90)]
      const { states } = await under.limiter.take(asks)
      expect(states.map(({ name, rate, remaining }) => ({ name, rate, remaining }))).toEqual(
        asks.map(({ name, rate }) => ({ name, rate, remaining: rate.requests - 1 })),
      )
    })

    test('keys that strangers make up are told apart, however long or odd, and spend only what is theirs', async () => {
      await using under = await create()
      const { limiter } = under
      const long = 'k'.repeat(10_000)
      const keys = [
        long,
        `${long}!`,
        'k'.repeat(64),
        'k'.repeat(65),
        '',
        ' ',
        '__proto__',
        'a\nb',
        'a b',
        'é',
        'e\u0301',
      ]
      for (const key of keys) expect((await limiter.take([ask('user', key, 1)])).allowed).toBe(true)
      for (const key of keys) expect((await limiter.take([ask('user', key, 1)])).allowed).toBe(false)
    })

    test('who asks for nothing is let in', async () => {
      await using under = await create()
      expect(await under.limiter.take([])).toEqual({ allowed: true, states: [] })
    })
  })
}
