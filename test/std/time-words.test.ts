import { expect, test } from 'vitest'
import { asksWhen, saysWhen } from '../../src/std/time-words.ts'

test.each([
  'We sailed in August',
  'that was three YEARS ago',
  'Yesterday, I think',
  'It opened in 1998.',
  'Wir waren gestern dort',
  'La semaine dernière, oui',
  'Lo vi el sábado',
  'Ci vediamo domani',
  'Na terça-feira',
  'Aujourd’hui je pars',
  'Lo vi el sa\u0301bado',
])('%s says when', (text) => expect(saysWhen(text)).toBe(true))

test.each(['', 'We sailed to Iceland', 'May I?', 'weekly', 'Room 2026b', 'Ich bin hier', 'mes amis', 'at 10 sharp'])(
  '%j does not',
  (text) => expect(saysWhen(text)).toBe(false),
)

test.each(['When did we sail?', 'and how long was that', 'WHAT YEAR was it', 'Seit wann?', 'Quand ?', '¿Cuándo?'])(
  '%s asks when',
  (text) => expect(asksWhen(text)).toBe(true),
)

test.each(['Where is it?', 'whenever you like', 'What a day', 'how longing works'])('%s does not', (text) =>
  expect(asksWhen(text)).toBe(false),
)

test('a mebibyte of anything is read to its end', () => {
  for (const piece of ['a', 'ä-', '1', "a'", '\u0301', 'when ', 'how  ']) {
    const text = piece.repeat(1_048_576 / piece.length)
    expect([saysWhen(text), asksWhen(text)]).toEqual([false, piece === 'when '])
  }
})
