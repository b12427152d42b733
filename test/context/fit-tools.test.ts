import { expect, test } from 'vitest'
import { fitSteps, fitTools } from '../../src/context/fit-tools.ts'
import { estimateRequest, estimateTool } from '../../src/context/tokens.ts'
import type { ModelRequest, ToolStep } from '../../src/ports/model.ts'
import type { Tool } from '../../src/ports/tools.ts'

/** A window of 8,192 tokens, an eighth of which is the answer’s. */
const asked: ModelRequest = { model: 'gpt-4', messages: [{ role: 'user', content: 'So?' }] }
const fits = ((8_192 * 7) / 8) * (8 / 9)

const stepOf = (...results: string[]): ToolStep => ({
  text: 'I look.',
  calls: results.map((result, i) => ({ id: `call_${i}`, name: 'look', arguments: '{}', result })),
})
const resultsOf = ({ steps = [] }: ModelRequest): string[] =>
  steps.flatMap(({ calls }) => calls.map(({ result }) => result))

const tool = (name: string, words: number): Tool => ({
  spec: { name, description: 'word '.repeat(words), parameters: { type: 'object' } },
  needsApproval: false,
})

test('what fits is told as it is', () => {
  const request = { ...asked, steps: [stepOf('Rain.', 'x'.repeat(8_000)), stepOf('Sun.')] }
  expect(fitSteps(request)).toBe(request)
  expect(fitSteps(asked)).toBe(asked)
})

test('of what does not fit the longest results are cut in their middle, in every script, and the short ones stay', () => {
  const steps = [stepOf('Rain.', `${'a'.repeat(60_000)}end`), stepOf('雨'.repeat(60_000), 'Sun.', 'я'.repeat(9_000))]
  const fitted = fitSteps({ ...asked, steps })
  const cut = String.raw`\n\[… The middle of this was too long and has been left out …\]\n`
  expect(resultsOf(fitted)).toEqual([
    'Rain.',
    expect.stringMatching(new RegExp(`^a+${cut}a+end$`, 'u')),
    expect.stringMatching(new RegExp(`^雨+${cut}雨+$`, 'u')),
    'Sun.',
    expect.stringMatching(new RegExp(`^я+${cut}я+$`, 'u')),
  ])
  expect(estimateRequest(fitted)).toBeLessThanOrEqual(fits)
  expect(estimateRequest(fitted)).toBeGreaterThan(fits - 100)
})

test('an answer that may be long has its room as well', () => {
  const fitted = fitSteps({ ...asked, maxTokens: 4_096, steps: [stepOf('x'.repeat(60_000))] })
  expect(estimateRequest(fitted)).toBeLessThanOrEqual((4_096 * 8) / 9)
})

test('where there is no room at all, that is all that a model is told of a result', () => {
  const messages = [{ role: 'user' as const, content: 'x'.repeat(40_000) }]
  const [only] = resultsOf(fitSteps({ ...asked, messages, steps: [stepOf('Rain. '.repeat(100))] }))
  expect(only).toBe('\n[… The middle of this was too long and has been left out …]\n')
})

test('tools are given in their order for as long as half of what is left has room for them', () => {
  const tools = Array.from({ length: 100 }, (_, n) => tool(`tool_${n}`, 100))
  const given = fitTools(asked, tools)
  expect(given).toEqual(tools.slice(0, given.length))
  const costs = given.reduce((sum, { spec }) => sum + estimateTool(spec), 0)
  expect(costs).toBeLessThanOrEqual(fits / 2)
  expect(costs + estimateTool(tools[0]!.spec)).toBeGreaterThan(fits / 2 - 10)
  expect(fitTools({ ...asked, model: 'gpt-4o' }, tools)).toEqual(tools)
})
