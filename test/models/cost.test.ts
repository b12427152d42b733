import { describe, expect, test } from 'vitest'
import { costOf } from '../../src/models/cost.ts'

const tokens = (inputTokens: number | null, outputTokens: number | null) => ({ inputTokens, outputTokens })
const million = tokens(1_000_000, 1_000_000)

describe('what an answer costs', () => {
  test.each([
    ['gpt-4', 90],
    ['gpt-4-turbo', 40],
    ['gpt-4-turbo-preview', 40],
    ['gpt-3.5-turbo', 2],
    ['gpt-4o', 12.5],
    ['gpt-4o-mini', 0.75],
    ['gpt-5', 11.25],
    ['o3-mini', 5.5],
    ['claude-sonnet-4', 18],
    ['claude-haiku-4-5', 6],
  ])('%s has its price for what goes in and another for what comes out', (model, dollars) => {
    expect(costOf(model, million)).toBe(dollars)
  })

  test.each([
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-4o-mini-2024-07-18', 'gpt-4o-mini'],
    ['gpt-4-0613', 'gpt-4'],
    ['gpt-4-turbo-2024-04-09', 'gpt-4-turbo'],
    ['gpt-4.1-nano-2025-04-14', 'gpt-4.1-nano'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
  ])('%s is a version of %s, and nothing cheaper', (dated, model) => {
    expect(costOf(model, million)).toBeGreaterThan(0)
    expect(costOf(dated, million)).toBe(costOf(model, million))
  })

  test('a version that had a price of its own keeps it', () => {
    expect(costOf('gpt-4o-2024-05-13', million)).toBe(20)
  })

  test.each([
    'offline',
    'gpt-4o-audio',
    'gpt-4o-mini-tts-2025-03-20',
    'gpt-4-32k-0613',
    'gpt-4-1106-preview',
    'claude-sonnet-4-5-20250929',
    'my-gpt-4o',
    'GPT-4',
    '-20250514',
    '',
    'constructor',
    '__proto__',
  ])('of %j no price is known, and none is made up', (model) => {
    expect(costOf(model, million)).toBeUndefined()
  })

  test('what was not counted has no cost, which is not the same as none', () => {
    expect(costOf('gpt-4', tokens(null, 5))).toBeUndefined()
    expect(costOf('gpt-4', tokens(5, null))).toBeUndefined()
    expect(costOf('gpt-4', tokens(0, 0))).toBe(0)
  })

  test('no binary noise is shown', () => {
    expect(costOf('gpt-4o-mini', tokens(1, 0))).toBe(0.000_000_15)
    expect(costOf('gpt-4o', tokens(1_234, 567))).toBe(0.008_755)
    for (let n = 0; n < 2_000; n++)
      expect(String(costOf('gpt-5-nano', tokens(n, 7 * n)))).toMatch(/^(0|0\.\d{1,10}|\d(\.\d+)?e-[678])$/)
  })
})
