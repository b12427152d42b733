import { describe, expect, test } from 'vitest'
import { readClauses } from '../../src/adapters/models/offline/clauses.ts'
import { decompose, readPattern } from '../../src/adapters/models/offline/decompose.ts'
import { echo } from '../../src/adapters/models/offline/echo.ts'
import { script } from '../../src/adapters/models/offline/script.ts'
import * as stock from '../../src/adapters/models/offline/script/continuations.ts'

const reflected = (text: string): string | undefined => echo(readClauses(`so, ${text}`).at(-1)?.words ?? [])

describe('an echo', () => {
  test.each([
    ['my mother hates me', 'your mother hates you'],
    ['I am afraid of you', 'you are afraid of me'],
    ['you are afraid of me', 'I am afraid of you'],
    ["you're laughing at me", 'I am laughing at you'],
    ['are you listening', 'am I listening'],
    ['I was late', 'you were late'],
    ['I always was late', 'you always were late'],
    ['you were late', 'I was late'],
    ['it was mine', 'it was yours'],
    ['I hurried myself', 'you hurried yourself'],
    ['you can see it yourself', 'I can see it myself'],
    ["I'd like you to stay", "you'd like me to stay"],
    ['he told you the truth', 'he told me the truth'],
    ['I need you', 'you need me'],
    ['he gave you the truth', 'he gave me the truth'],
    ['they talk of you being late', 'they talk of me being late'],
    ['our friends are late', 'your friends are late'],
    ["I don't know", "you don't know"],
    ["I can't say it", "you can't say it"],
    ['I was sad because of my job', 'you were sad'],
    ['I am sad and my dog is ill', 'you are sad'],
    ['I moved to Leeds lately', 'you moved to Leeds'],
    ['well, ok so I really am just tired', 'you are tired'],
    ['everything is YOURS', 'everything is mine'],
  ])('of %j is %j', (text, expected) => {
    expect(reflected(text)).toBe(expected)
  })

  test.each([
    ['too long to be heard', 'I went there and saw a house with many rooms and doors and halls'],
    ['in letters that it cannot read', 'I like 日本語'],
    ['a word without end', `I like ${'x'.repeat(40)}`],
    ['nothing at all', ''],
  ])('is left out where it would be %s', (_why, text) => {
    expect(reflected(text)).toBeUndefined()
  })

  test.each(['kill my dog', 'buy a gun', 'see porn', 'be a real human', 'you to be my doctor'])(
    'is left out of what is better not said: "I want to %s"',
    (text) => {
      expect(reflected(text)).toBeUndefined()
    },
  )
})

describe('a pattern', () => {
  const partsOf = (pattern: string, text: string): string[] | undefined =>
    decompose(readPattern(pattern), readClauses(text)[0]?.words ?? [])?.map((words) =>
      words.map(({ key }) => key).join(' '),
    )

  test.each([
    ['* i want +', 'now i want a dog', ['now', 'a dog']],
    ['* i want +', 'i want', undefined],
    ['* i want *', 'i want', ['', '']],
    ['i want +', 'do i want it', undefined],
    ['* my @family *', 'and my sister left', ['and', 'sister', 'left']],
    ['* a|an end', 'an end and an end', ['an end and']],
    ['+ a', 'a', undefined],
    ['* a * b', 'b a b a b', ['b', 'b a']],
    ['a b', 'a b c', undefined],
  ])('%j takes of %j what it should', (pattern, text, expected) => {
    expect(partsOf(pattern, text)).toEqual(expected)
  })

  test('with a set that there is none of is a mistake in the script', () => {
    expect(() => readPattern('* @nonsense *')).toThrow('Cannot read pattern "* @nonsense *"')
  })
})

describe('the script', () => {
  const lines = [...script.flatMap(({ say }) => say), ...Object.values(stock).flat()]

  test('has nothing that a rule could run out of', () => {
    const plain = (say: readonly string[]) => say.filter((line) => !line.includes('{'))
    for (const rule of script) if (rule.insist) expect(plain(rule.say).length, rule.say[0]).toBeGreaterThan(1)
    expect(stock.continuations.length).toBeGreaterThan(30)
  })

  test('says no line in two places, for a line is what tells that it was said', () => {
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([])
  })

  test('stays short', () => {
    for (const line of lines) {
      expect(line.length, line).toBeLessThan(300)
      expect(line.match(/[.?!](?= |$)/g)?.length ?? 0, line).toBeLessThanOrEqual(3)
    }
  })

  test('has a word for every number that a line asks for', () => {
    for (const { patterns, say } of script) {
      const asked = Math.max(
        0,
        ...say.flatMap((line) => [...line.matchAll(/\{(\d)/g)].map(([, number]) => Number(number))),
      )
      const most = Math.max(
        ...patterns.map((pattern) =>
          pattern.reduce(
            (sum, { gap, slots }) => sum + (gap === undefined ? 0 : 1) + slots.filter(({ taken }) => taken).length,
            0,
          ),
        ),
      )
      expect(most, say[0]).toBeGreaterThanOrEqual(asked)
    }
  })
})
