import { describe, expect, test } from 'vitest'
import { shorten } from '../../src/context/shorten.ts'
import { estimateMessages, estimateTokens } from '../../src/context/tokens.ts'
import { windowOf } from '../../src/context/window-of.ts'
import * as fc from 'fast-check'
import { contextOf, exchange, numbered, persona, textOf, turn } from './turns.ts'

const cl100k = { tokens: 8_192, encoding: 'cl100k_base' }
const contents = (messages: readonly { content: string }[]) => messages.slice(1).map(({ content }) => content)

describe('a request that is larger than its model takes', () => {
  test('is not made of a history that would fit what it may cost', async () => {
    const log = numbered(
      Array.from({ length: 60 }, (_, n) => [turn('user', `${n} ${textOf(100)}`), turn('assistant', 'A')]).flat(),
    )
    const { messages, trimmed } = await contextOf([...log, turn('user', 'Now')], {
      budgetTokens: 50_000,
      window: { tokens: 4_096 },
    })
    expect(trimmed).toBe(true)
    expect(estimateMessages(messages)).toBeLessThan(4_096 * (7 / 8))
    expect(estimateMessages(messages)).toBeGreaterThan(1_000)
  })

  test('leaves room for the answer that was asked for', async () => {
    const log = numbered(
      Array.from({ length: 60 }, (_, n) => [turn('user', `${n} ${textOf(100)}`), turn('assistant', 'A')]).flat(),
    )
    const { messages } = await contextOf([...log, turn('user', 'Now')], { window: { tokens: 8_192 }, maxTokens: 6_000 })
    expect(estimateMessages(messages)).toBeLessThanOrEqual(2_192)
  })

  test('leaves room to ask, however long an answer was asked for', async () => {
    const window = { tokens: 8_192 }
    const { messages } = await contextOf([...exchange('1'), turn('user', 'Now')], { window, maxTokens: 100_000 })
    expect(contents(messages)).toEqual(['Q1', 'A1', 'Now'])
  })

  test('keeps the ends of a question that is too large by itself, and says that something is missing', async () => {
    const huge = `Please translate: ${textOf(20_000)} Thank you.`
    const { messages, trimmed } = await contextOf([...exchange('1'), turn('user', huge)], { window: { tokens: 8_192 } })
    expect(messages[0]?.content).toBe(persona)
    const asked = messages.at(-1)?.content ?? ''
    expect(asked).toMatch(/^Please translate: /)
    expect(asked).toMatch(/The middle of this was too long and has been left out[^]* Thank you\.$/)
    expect(estimateMessages(messages)).toBeLessThanOrEqual(8_192)
    expect(estimateTokens(asked)).toBeGreaterThan(5_000)
    expect(trimmed).toBe(true)
  })

  test('keeps a persona whole that is larger than the window, and something of the question', async () => {
    const systemPrompt = textOf(9_000)
    const { messages } = await contextOf([turn('user', textOf(500))], { systemPrompt, window: { tokens: 8_192 } })
    expect(messages[0]?.content).toBe(systemPrompt)
    expect(estimateTokens(messages.at(-1)?.content ?? '')).toBeGreaterThan(200)
  })

  test('is not said to be trimmed where a long question is all there is', async () => {
    const { messages, trimmed } = await contextOf([turn('user', textOf(20_000))], { window: { tokens: 128_000 } })
    expect(messages).toHaveLength(2)
    expect(trimmed).toBe(false)
  })

  test('is made of a question within the window, whatever it costs, and of nothing else', async () => {
    const asked = textOf(20_000)
    const { messages, trimmed } = await contextOf([...exchange('1'), turn('user', asked)], {
      window: { tokens: 128_000 },
    })
    expect(contents(messages)).toEqual([asked])
    expect(trimmed).toBe(true)
  })
})

describe('an estimate near the end of the window', () => {
  const counting = (tokensOf: (texts: readonly string[]) => number | undefined) => {
    const asked: { texts: readonly string[]; encoding: string }[] = []
    return {
      asked,
      async count(texts: readonly string[], encoding: string) {
        asked.push({ texts, encoding })
        return tokensOf(texts)
      },
    }
  }
  const huge = turn('user', textOf(7_900))

  test('is not believed where a count says that all fits', async () => {
    const { count, asked } = counting(() => 4_000)
    const { messages } = await contextOf([huge], { window: cl100k, count })
    expect(messages.at(-1)?.content).toBe(huge.content)
    expect(asked).toEqual([{ texts: [persona, huge.content], encoding: 'cl100k_base' }])
  })

  test('is not believed where a count says that less fits', async () => {
    const { count } = counting((texts) => 2 * texts.reduce((sum, text) => sum + estimateTokens(text), 0))
    const { messages, trimmed } = await contextOf([turn('user', textOf(6_000))], { window: cl100k, count })
    // An eighth of the window is the answer's, and each token of the estimate is two.
    expect(estimateMessages(messages)).toBeLessThanOrEqual((8_192 * 7) / 8 / 2)
    expect(estimateMessages(messages)).toBeGreaterThan(3_000)
    expect(trimmed).toBe(true)
  })

  test('does not cut what is counted to fit to the last token', async () => {
    const asked = turn('user', textOf(7_000))
    const { messages, trimmed } = await contextOf([asked], { window: cl100k, count: counting(() => 7_160).count })
    expect(messages.at(-1)?.content).toBe(asked.content)
    expect(trimmed).toBe(false)
    const more = await contextOf([asked], { window: cl100k, count: counting(() => 7_161).count })
    expect(more.trimmed).toBe(true)
  })

  test.each([
    ['did not come in time', async () => undefined],
    ['failed', () => Promise.reject(new Error('No thread'))],
  ])('is made do with where the count %s', async (_how, count) => {
    const { messages } = await contextOf([huge], { window: cl100k, count })
    expect(messages.at(-1)?.content).toContain('has been left out')
  })

  test('is not counted where the end is far, or nobody knows how', async () => {
    const { count, asked } = counting(() => 1)
    await contextOf([turn('user', textOf(4_000))], { window: cl100k, count })
    await contextOf([huge], { window: { tokens: 8_192 }, count })
    await contextOf([huge], { count })
    expect(asked).toEqual([])
  })
})

describe('what was said last is not lost because it was long', () => {
  test('so that "make it shorter" has something to mean', async () => {
    const turns = numbered([
      ...exchange('1'),
      turn('user', 'Write a story'),
      turn('assistant', `Once ${textOf(3_000)} end.`),
    ])
    const { messages, trimmed } = await contextOf([...turns, turn('user', 'Make it shorter')], { budgetTokens: 1_000 })
    const [question, answer, asked] = contents(messages)
    expect([question, asked]).toEqual(['Write a story', 'Make it shorter'])
    expect(answer).toMatch(/^Once [^]*has been left out[^]* end\.$/)
    expect(estimateMessages(messages)).toBeLessThanOrEqual(1_000)
    expect(trimmed).toBe(true)
  })

  test('unless there is no room to tell anything of it', async () => {
    const turns = numbered([turn('user', textOf(200)), turn('assistant', textOf(200)), turn('user', 'Now')])
    expect(contents((await contextOf(turns, { budgetTokens: 60 })).messages)).toEqual(['Now'])
  })
})

describe('a text without its middle', () => {
  test('is never longer than it may be, whole at both ends, and has no half a character', () => {
    const script = fc.string({ unit: fc.constantFrom('a', 'é', '我', '😀', ' '), minLength: 50, maxLength: 400 })
    fc.assert(
      fc.property(script, fc.integer({ min: 20, max: 200 }), (text, tokens) => {
        const short = shorten(text, tokens)
        if (estimateTokens(text) <= tokens) {
          expect(short).toBe(text)
          return
        }
        expect(estimateTokens(short)).toBeLessThanOrEqual(tokens)
        expect(short.isWellFormed()).toBe(true)
        const [head = '', tail = ''] = short.split(/\n\[….*…\]\n/u)
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true)
        expect(Math.abs(head.length - tail.length)).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('a window that is taken for another', () => {
  test.each([
    ['gpt-4', 8_192, 'cl100k_base'],
    ['gpt-4-0613', 8_192, 'cl100k_base'],
    ['gpt-4-turbo-preview', 128_000, 'cl100k_base'],
    ['gpt-4-1106-preview', 128_000, 'cl100k_base'],
    ['gpt-3.5-turbo', 16_385, 'cl100k_base'],
    ['gpt-4o-mini-2024-07-18', 128_000, 'o200k_base'],
    ['ft:gpt-4o-mini:us::1', 128_000, 'o200k_base'],
    ['openai/gpt-4.1-nano', 1_047_576, 'o200k_base'],
    ['gpt-5.9-mini', 272_000, 'o200k_base'],
    ['gpt-5-chat-latest', 128_000, 'o200k_base'],
    ['o3-mini', 200_000, 'o200k_base'],
    ['claude-sonnet-4-5', 200_000, undefined],
    ['anthropic/claude-2.0', 100_000, undefined],
    ['models/gemini-2.5-pro', 1_000_000, undefined],
    ['mistral-small-latest', 32_768, undefined],
    ['meta-llama/Meta-Llama-3-8B-Instruct', 8_192, undefined],
    ['meta-llama/Llama-3.1-70B-Instruct', 128_000, undefined],
    ['Qwen/Qwen2.5-7B-Instruct', 32_768, undefined],
    ['deepseek-chat', 65_536, undefined],
    ['o100', 32_768, undefined],
    ['my-own-model', 32_768, undefined],
    ['', 32_768, undefined],
    ['constructor', 32_768, undefined],
  ])('%s takes %i tokens', (model, tokens, encoding) => {
    expect(windowOf(model)).toEqual({ tokens, ...(encoding !== undefined && { encoding }) })
  })
})
