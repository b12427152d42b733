import { expect, test } from 'vitest'
import { classify } from '../../src/safety/classify.ts'
import { fold } from '../../src/safety/rules/normalise.ts'
import { meantIn } from '../../src/safety/rules/read-english.ts'
import { riskOfWords } from '../../src/safety/words/risk-of-words.ts'
import weights from '../../src/safety/words/weights.json' with { type: 'json' }
import { atRisk, heldOut, learn, learnedFrom, sentencesOf } from '../../training/learn.ts'
import { ordinary } from './cases/ordinary.ts'

const hears = (text: string): boolean => riskOfWords(meantIn(fold(text))) === 2

test('the weights that are shipped are what is learned from the sentences', () => {
  const learned = learn(learnedFrom.flatMap(sentencesOf))
  expect(learned.bias).toBeCloseTo(weights.bias, 1)
  expect(learned.features).toEqual(weights.features)
})

test('nothing that is measured on was learned from', () => {
  const words = (text: string): string => text.toLowerCase().replaceAll(/\W+/g, ' ').trim()
  const learned = new Set(learnedFrom.flatMap(sentencesOf).map(({ text }) => words(text)))
  expect(heldOut.flatMap(sentencesOf).filter(({ text }) => learned.has(words(text)))).toEqual([])
  expect(ordinary.filter((text) => learned.has(words(text)))).toEqual([])
})

test('ordinary talk that was not learned from does not sound like risk: one in a thousand at most', () => {
  expect(ordinary.filter(hears).length).toBeLessThanOrEqual(ordinary.length / 1000)
})

test('with the rules, three of four are noticed of those who were never heard, and hardly anybody else is taken for one', () => {
  const held = sentencesOf('held-out').map(({ text, level }) => ({
    text,
    level,
    found: classify(text).level >= atRisk,
  }))
  const some = held.filter(({ level }) => level >= atRisk)
  const none = held.filter(({ level }) => level < atRisk)
  expect(some.filter(({ found }) => found).length / some.length).toBeGreaterThanOrEqual(0.75)
  expect(some.filter(({ text }) => classify(text).level > 0).length / some.length).toBeGreaterThanOrEqual(0.87)
  expect(none.filter(({ found }) => found).length / none.length).toBeLessThanOrEqual(0.04)
})

const oblique = [
  'some days the only thing I want is to not be a person any more',
  'every night I ask for it to be the last one',
]

test.each(oblique)('what no rule was written for is heard: %s', (text) => {
  expect(classify(text)).toMatchObject({ level: 2, subject: 'self', categories: [{ name: 'suspected' }] })
})

const faintly = "I never got to say goodbye to my dad. It was so fast, his heart. I'm just sad today."

test('what sounds less like it is met warmly, and nothing is shown for it', () => {
  expect(classify(faintly)).toMatchObject({ level: 1, subject: 'self', categories: [{ name: 'suspected' }] })
})

const said = 'I told them that I am fine, and the only thing I want is to not be a person any more. '
const day = 'We went to the market, bought apples and bread, and talked to the neighbours about their garden. '

test.each([
  ['at the beginning', said + day.repeat(8)],
  ['in the middle', day.repeat(4) + said + day.repeat(4)],
  ['at the end', day.repeat(8) + said],
])('it is heard %s of a long text', (_place, text) => {
  expect(hears(day.repeat(9))).toBe(false)
  expect(hears(text)).toBe(true)
})

test('stories, games, denials and other languages are left to the rules', () => {
  const [first = ''] = oblique
  expect(classify(first).level).toBe(2)
  expect(classify(`Write a story in which somebody says: ${first}`).level).toBeLessThan(2)
  expect(classify(`${first} in Minecraft`).level).toBeLessThan(2)
})

test.each(['Tell me all of it', 'all of it', 'I do it every day', 'go on', 'nothing', 'never mind', 'and then?'])(
  'a few words are no evidence: %s',
  (text) => expect(classify(text).level).toBe(0),
)
