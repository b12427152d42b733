import { describe, expect, test } from 'vitest'
import { factsIn } from '../../src/memory/rules/facts-in.ts'
import { learned, saidAt } from './learned.ts'

describe('what is kept of a fact', () => {
  test('its quote stands in the message as it is', () => {
    const message = 'Hello!  I’m   Ada, and I live in Lyon — allergic to nuts 🥜, tbh.'
    const facts = factsIn(message, saidAt)
    expect(facts.map(({ text }) => text)).toEqual(['Name is Ada', 'Lives in Lyon', 'Allergic to nuts'])
    for (const { quote } of facts) expect(message).toContain(quote)
  })

  test('slots, topics and polarity are one form for all wordings', () => {
    const [likes] = factsIn('I love the pizzas', saidAt)
    const [hates] = factsIn('i hate pizza', saidAt)
    expect([likes?.topic, likes?.polarity]).toEqual([hates?.topic, 1])
    expect(hates?.polarity).toBe(-1)
    expect(factsIn('my favorite color is red', saidAt)[0]?.slot).toBe(
      factsIn('My favourite colours are red and blue', saidAt)[0]?.slot,
    )
    expect(factsIn('I live in Rome', saidAt)[0]).toMatchObject({
      slot: 'home',
      topic: null,
      polarity: 0,
      explicit: false,
    })
  })

  test('what must always be recalled is of the highest importance', () => {
    for (const message of [
      'I am Ada',
      'call me Liz',
      'I am allergic to nuts',
      'I have asthma',
      'remember that my car is red',
    ])
      expect(factsIn(message, saidAt)[0]?.importance).toBeGreaterThanOrEqual(0.9)
    expect(factsIn('I like tea', saidAt)[0]?.importance).toBe(0.5)
    expect(factsIn('I am flying to Rome tomorrow', saidAt)[0]?.importance).toBe(0.6)
  })

  test('what was asked for is marked, and what was not is not', () => {
    expect(factsIn('Remember that I like tea. I hate coffee.', saidAt).map(({ explicit }) => explicit)).toEqual([
      true,
      false,
    ])
    expect(factsIn('remember that I like tea', saidAt)[0]?.importance).toBe(0.9)
    expect(factsIn('I am vegan, remember that', saidAt)).toMatchObject([{ text: 'Is vegan', explicit: true }])
  })
})

test.each(['constructor', 'isPrototypeOf', 'toString', 'hasOwnProperty', 'valueOf'])(
  'the word %s is a word',
  (word) => {
    expect(learned(`I love ${word}`)).toEqual([`Likes ${word}`])
    for (const said of [
      `${word} ${word}`,
      `i am ${word}`,
      `my ${word} is called ${word}`,
      `remember that i ${word}`,
      `i am ${word}ing to Rome tomorrow`,
      `i have a ${word} called ${word}`,
    ])
      expect(() => factsIn(said, saidAt)).not.toThrow()
  },
)

describe('a message may be of any size', () => {
  const many = (text: string, length = 1_000_000): string =>
    text.repeat(Math.ceil(length / text.length)).slice(0, length)

  test('no more than twenty facts come of one, each on one line of a readable length', () => {
    const foods =
      'apples bread cheese dates eggs figs grapes ham jam kale leeks melons nuts olives pears quinoa rice soup tea udon veal yams zucchini'
    const said = foods
      .split(' ')
      .map((food) => `I love ${food}.`)
      .join(' ')
    expect(factsIn(said, saidAt)).toHaveLength(20)
    const long = factsIn(`Remember that my list is ${many('antidisestablishment ', 2000)}`, saidAt)
    for (const { text } of long) expect(text.length).toBeLessThanOrEqual(300)
  })

  test('what is said before a long paste is read', () => {
    expect(factsIn(`I live in Lyon.\n${many('lorem ipsum dolor. ')}`, saidAt)).toHaveLength(1)
  })

  test.each([
    'i am ',
    'i,',
    '"',
    '„a ',
    " 'a",
    '`',
    '```',
    '\n',
    ' ',
    '\n ',
    'i.',
    'my sister ',
    'i like a and ',
    'i am (',
    'lol ',
    'please can you also ',
    '<s',
    'hi hello ',
    'i-',
    '\u0301',
    'in two weeks on 3 march next ',
    'if i ',
    'and ',
    'bc i ',
    'password is ',
    'eyJaaaaaaaa.',
    'Aa1',
    'a: b\n',
    'my dog, ',
    'she is called ',
    'as a nurse i ',
    'soooo ',
    '*a* ',
  ])('nor does %j without end', (text) => {
    expect(factsIn(many(text), saidAt).length).toBeLessThanOrEqual(20)
  })
})
