import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { dateTerms, recallTerms } from '../../src/std/recall-terms.ts'

const same = (one: string, other: string): void => {
  expect(recallTerms(one)).not.toEqual([])
  expect(recallTerms(one)).toEqual(recallTerms(other))
}

test('words come in their order, and as often as they were said', () => {
  expect(recallTerms('Dogs chase cats, cats chase dogs')).toEqual(['dog', 'chase', 'cat', 'cat', 'chase', 'dog'])
})

test.each([
  'What did she do, and when, and why?',
  "I don't, you can't, they won't, it isn't, we’re, I’ve, he'd, I'm, that's",
  'dont didnt im ive thats',
  'hey wow, oh yeah! haha ok thanks',
  'ich habe es nicht, und wir sind auch noch da',
  "qu'est-ce que c'est, où, être avec nous",
  'él no está también',
  'non è più così, perché',
  'você não tem mais, não é',
])('what every sentence has is nothing to look for: %s', (text) => {
  expect(recallTerms(text)).toEqual([])
})

test.each([
  ['went', 'go'],
  ['bought', 'buys'],
  ['children', "child's"],
  ['wolves', 'wolf'],
  ['dying', 'died'],
  ['flew', 'flies'],
  ['cried', 'cry'],
  ['running', 'runs'],
  ['adoptions', 'adopted'],
  ['buses', 'bus'],
])('a question finds what was said in another form: %s, %s', (asked, said) => {
  same(asked, said)
})

test('news is not what is new, and what is irregular is not met by chance', () => {
  expect(recallTerms('news')).not.toEqual(recallTerms('new'))
  expect(recallTerms('constructor __proto__ toString hasOwnProperty')).toHaveLength(4)
})

test.each([
  ['Zoë Müller', 'zoe muller'],
  ['Ｃａｆé', 'cafe'],
  ['Straße', 'STRASSE'],
  ['Øystein', 'oystein'],
  ['İstanbul', 'istanbul'],
  ['cafe\u0301s', 'cafés'],
  ['naïve ﬁsh', 'naive fish'],
])('accents and letterforms do not matter: %s, %s', (one, other) => {
  same(one, other)
})

test('marks that make another letter elsewhere stay', () => {
  expect(recallTerms('йод')).not.toEqual(recallTerms('иод'))
  expect(recallTerms('が')).not.toEqual(recallTerms('か'))
  expect(recallTerms('PC방 éй')).toEqual(['pc방', 'eй'])
  expect(recallTerms('हिन्दी में')).toEqual(['हिन्दी', 'में'])
})

test('an apostrophe parts a name from what hangs on it', () => {
  expect(recallTerms("Caroline's kids’ room")).toEqual(['carolin', 'kid', 'room'])
  expect(recallTerms("O'Brien, l'école, rock'n'roll, Caroline'll")).toEqual([
    'brien',
    'ecol',
    'rock',
    'roll',
    'carolin',
  ])
  expect(recallTerms("''a'' 'quoted'")).toEqual(['quot'])
})

test('numbers stay, however they are written', () => {
  expect(recallTerms('the 3rd, the 03, 3')).toEqual(['3', '3', '3'])
  expect(recallTerms('1,234,567 or 1234567; 12,34; 2023')).toEqual(['1234567', '1234567', '12', '34', '2023'])
  expect(recallTerms('0 007 5km')).toEqual(['0', '07', '5km'])
})

test('scripts without spaces are met by pairs, others by words', () => {
  expect(recallTerms('我住在北京')).toEqual(['我住', '住在', '在北', '北京'])
  expect(recallTerms('ไทย')).toEqual(['ไท', 'ทย'])
  expect(recallTerms('한국어 학교')).toEqual(['한국어', '학교'])
  expect(recallTerms('Привет, мир')).toEqual(['привет', 'мир'])
  expect(recallTerms('I love 北京 now')).toEqual(['love', '北京'])
})

test('the long vowel of Japanese does not part a word, whatever its width', () => {
  expect(recallTerms('コーヒー')).toEqual(['コヒ'])
  same('ｺｰﾋｰ', 'コーヒー')
})

test('a very long word is cut, at no half of a letter', () => {
  expect(recallTerms('7a'.repeat(500))).toEqual(['7a'.repeat(32)])
  expect(recallTerms('ß'.repeat(500))).toEqual(['s'.repeat(64)])
  expect(recallTerms('\u{20BB7}'.repeat(2))).toEqual(['\u{20BB7}\u{20BB7}'])
  expect(recallTerms('𝼀'.repeat(500))).toEqual(['𝼀'.repeat(64)])
})

test('marks without number at one place are cut before they are put in order', () => {
  const [term = ''] = recallTerms(`я${'\u0323\u0301'.repeat(500_000)}`)
  expect(term.length).toBeLessThanOrEqual(64)
  expect(recallTerms('\u0301\uff9e'.repeat(500_000))).toEqual([])
})

test('nothing that somebody sends makes it throw, and no term is empty, spaced or longer than its limit', () => {
  expect(recallTerms('\ud800 one \udc00two \ud83d')).toEqual(['two'])
  assert(
    property(string({ unit: 'binary' }), string({ unit: 'grapheme' }), (one, other) => {
      for (const term of recallTerms(`${one}\ud800${other}`)) {
        expect(term).toMatch(/^\S+$/)
        expect(Array.from(term).length).toBeLessThanOrEqual(64)
      }
    }),
  )
})

test('a day is found by the words that people have for it', () => {
  const day = dateTerms(Date.UTC(2023, 4, 8, 13, 56))
  expect(day).toEqual(['2023', 'mai', '8'])
  for (const asked of ['on 8 May 2023', 'May 8th, 2023', '08 May', 'in May', 'may 2023?'])
    for (const term of recallTerms(asked)) expect(day).toContain(term)
  for (const [at, short] of ['', 'Feb', '', 'Apr', '', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'].entries())
    if (short !== '') expect(recallTerms(short)).toEqual(dateTerms(Date.UTC(2024, at)).slice(1, 2))
})

test('a day is the one that UTC has, and a time that is none has no day', () => {
  expect(dateTerms(Date.UTC(2024, 0, 1) - 1)).toEqual(['2023', 'decemb', '31'])
  expect(dateTerms(Number.NaN)).toEqual([])
  expect(dateTerms(1e17)).toEqual([])
})
