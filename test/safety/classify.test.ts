import { describe, expect, test } from 'vitest'
import { classify } from '../../src/safety/classify.ts'
import { accepted, acceptedElsewhere, type Case } from './cases/accepted.ts'
import { blind } from './cases/blind.ts'
import { joking, meant } from './cases/chat.ts'
import { pleas, sorrows } from './cases/forum.ts'
import { near } from './cases/near.ts'
import {
  active,
  disguises,
  eating,
  harmless,
  imminent,
  methods,
  others,
  passive,
  quoted,
  softened,
} from './cases/ours.ts'
import { ordinary } from './cases/ordinary.ts'
import { endangered, sharing, unendangered } from './cases/own-words.ts'
import { alarming, asked } from './cases/prompts.ts'
import { apart, demanded, over, still, together } from './cases/scenes.ts'

function expectRead([text, levels, subject]: Case): void {
  const verdict = classify(text)
  expect(levels, `${text}: ${JSON.stringify(verdict.categories)}`).toContain(verdict.level)
  if (subject) expect(verdict.subject, text).toBe(subject)
}

const kinds: readonly (readonly [failure: string, cases: readonly Case[]])[] = [
  ['what was agreed is read otherwise', accepted],
  ['a plain statement in another language is missed', acceptedElsewhere],
  ['somebody who wants to die is not heard', active],
  ['a question about means is taken for curiosity', methods],
  ['what is about to happen is taken for a thought', imminent],
  ['a wish not to be is missed', passive],
  ['harm by not eating is missed', eating],
  ["somebody else's danger is missed, or taken for one's own", others],
  ["somebody else's words are taken for one's own", quoted],
  ['a denial, the past or a story is taken for danger', softened],
  ['a disguise hides what is said', disguises],
  ['a figure of speech is taken at its word', harmless],
  ['what was not at hand when the rules were written is missed', blind],
  ['a plea among ordinary life is overread', pleas],
  ['grief, anger or weariness is taken for danger', sorrows],
  ['an alarming word is taken for a request for harm', alarming],
  ['a request for help with harm is taken for a question', asked],
  ['a dark joke is taken at its word', joking],
  ['haste or slang hides what is meant', meant],
  ['what sounds alike is read alike', near],
  ['danger told in own words is missed', endangered],
  ['life told in the words of danger is overread', unendangered],
  ['a word of danger is overread in a harmless place', sharing],
  ['what is said of a thing, a place and an hour is not taken together', together],
  ['a thing, a place or an hour is taken for a plan', apart],
  ['what is over or denied is taken for now', over],
  ['what is meant is taken for over, or for something else', still],
  ['a demand for harm is taken for any other', demanded],
]

describe.each(kinds)('%s', (_, cases) => {
  test.each(cases.map((one) => [one[0], one] as const))('%s', (_, one) => expectRead(one))
})

test('ordinary talk brings up a crisis', () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(1500)
  expect(ordinary.filter((text) => classify(text).level >= 2)).toEqual([])
})

describe('what matters only later is lost', () => {
  test.each(["I'm safe now", "I'm not going to do anything", "I'm not suicidal", "I won't hurt myself"])('%s', (text) =>
    expect(classify(text).signals.denial).toBe(true),
  )
  test.each(['goodbye, thank you for everything', 'take care of my dog', 'I wrote letters to everyone'])(
    '%s',
    (text) => {
      expect(classify(text).signals.farewell).toBe(true)
      expect(classify(text).level).toBeLessThanOrEqual(1)
    },
  )
  test.each(['I gave my guitar away', 'I gave away all my books'])('%s', (text) => {
    expect(classify(text).signals.givingAway).toBe(true)
    expect(classify(text).level).toBeLessThanOrEqual(1)
  })
  test.each(['yes', 'yeah I have', 'every day', 'sometimes, yes', 'I do'])('%s', (text) =>
    expect(classify(text).signals.affirmation).toBe(true),
  )
  test.each(['no', 'yes, the blue one please', 'I do not', 'every day I cook dinner', 'yes?'])(
    'no affirmation: %s',
    (text) => expect(classify(text).signals.affirmation).toBe(false),
  )
})

test('a verdict does not say in which language it was reached', () => {
  expect(classify('I want to kill myself').language).toBe('en')
  expect(classify('good morning').language).toBeNull()
})
