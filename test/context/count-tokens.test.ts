import { describe, expect, test } from 'vitest'
import { createTokenCounter, type TokenCounterOptions } from '../../src/adapters/tokens/count-tokens.ts'

function counting(options: Partial<TokenCounterOptions> = {}) {
  const troubles: unknown[] = []
  const counter = createTokenCounter({
    deadlineMs: 30_000,
    stuckMs: 30_000,
    idleMs: 30_000,
    mostCharacters: 400_000,
    onTrouble: (error) => void troubles.push(error),
    ...options,
  })
  return { ...counter, troubles, [Symbol.asyncDispose]: counter.stop }
}

describe('tokens that are counted to the letter', () => {
  test.each([
    ['cl100k_base', ['Hello, world!', 'ok'], 5],
    ['o200k_base', ['Hello, world!', 'ok'], 5],
    ['cl100k_base', ['我喜欢'], 5],
    ['o200k_base', ['我喜欢'], 2],
    ['cl100k_base', [''], 0],
  ])('are those of %s, not an estimate', async (encoding, texts, tokens) => {
    await using counter = counting()
    expect(await counter.count(texts, encoding)).toBe(tokens)
  })

  test("what looks like a model's own mark is text, and refuses nothing", async () => {
    await using counter = counting()
    expect(await counter.count(['<|endoftext|>'], 'cl100k_base')).toBeGreaterThan(3)
  })

  test('LESSONS 17: one character, over and over, does not take minutes', async () => {
    await using counter = counting()
    const counted = await counter.count(['a'.repeat(300_000)], 'cl100k_base')
    expect(counted).toBeGreaterThanOrEqual(300_000 / 8)
    expect(counted).toBeLessThan((300_000 / 8) * 1.05)
  })

  test('are not waited for beyond the deadline, and the next are counted all the same', async () => {
    await using counter = counting({ deadlineMs: 0 })
    expect(await counter.count(['Hello'], 'cl100k_base')).toBeUndefined()
    await using patient = counting()
    const asked = [patient.count(['a'.repeat(50_000)], 'cl100k_base'), patient.count(['Hello'], 'cl100k_base')]
    expect(await Promise.all(asked)).toEqual([expect.any(Number), 1])
  })

  test('are not counted of more than is worth it, nor for too many at once', async () => {
    await using counter = counting({ mostCharacters: 10 })
    expect(await counter.count(['123456', '12345'], 'cl100k_base')).toBeUndefined()
    const asked = Array.from({ length: 20 }, () => counter.count(['Hello'], 'cl100k_base'))
    const counted = await Promise.all(asked)
    expect(counted.filter((tokens) => tokens === 1)).toHaveLength(16)
    expect(counted.filter((tokens) => tokens === undefined)).toHaveLength(4)
  })

  test('of an encoding that nobody knows are unknown, which is told, and others still are counted', async () => {
    await using counter = counting()
    expect(await counter.count(['Hello'], 'constructor')).toBeUndefined()
    expect(counter.troubles).toHaveLength(1)
    expect(await counter.count(['Hello'], 'cl100k_base')).toBe(1)
  })

  test('a thread that is stuck is left behind: whoever waits goes on, and the next has another', async () => {
    await using counter = counting({ stuckMs: 1 })
    expect(await counter.count(['a'.repeat(399_000)], 'cl100k_base')).toBeUndefined()
    await using other = counting({ idleMs: 1 })
    expect(await other.count(['Hello'], 'cl100k_base')).toBe(1)
    expect(await other.count(['Hello'], 'cl100k_base')).toBe(1)
  })

  test('a server that goes down waits for no count, and begins none', async () => {
    const counter = counting()
    const asked = counter.count(['a'.repeat(399_000)], 'cl100k_base')
    await counter.stop()
    expect(await asked).toBeUndefined()
    expect(await counter.count(['Hello'], 'cl100k_base')).toBeUndefined()
  })
})
