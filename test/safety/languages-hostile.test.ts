import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { readForeign } from '../../src/safety/languages/read-foreign.ts'
import { fold } from '../../src/safety/rules/normalise.ts'

const long = 100_000
const filled = (piece: string): string => piece.repeat(Math.ceil(long / piece.length)).slice(0, long)

/** A word of every language, so that all of them read. */
const aWordOfEach =
  'quiero vida mourir sterben morrer vita mor dood vill vil kuol zyc zit жить життя ζωη halni hayat نفسي חיים خودم मर মর 死 죽 chet mati ตาย '

test.each([
  ['one letter', 'a'],
  ['nothing but ends', '. '],
  ['a wish begun again and again', 'quiero '],
  ['a denial begun again and again', 'no quiero no quiero de verdad no '],
  ['a clause without an end', 'voy a quiero pensando en la vida y no quiero vivir en '],
  ['commas', ' , , '],
  ['every language in one sentence', aWordOfEach],
  ['every language in every sentence', `${aWordOfEach}. `],
  ['no spaces', '死ぬほど疲れた'],
  ['marks', 'e\u0301\u0302\u0303\u064b\u0591'],
  ['hangul', '죽을만큼 '],
  ['letters whose case is longer than they are', 'İŞß'],
])('a hundred thousand characters are read to the end: %s', (_, piece) => {
  expect(readForeign(filled(piece))?.level ?? 0).toBeLessThan(3)
  expect(readForeign(`${filled(piece)}. voy a matarme esta noche.`)).toMatchObject({ level: 4, language: 'es' })
})

test('the gravest of several sentences counts, wherever it stands', () => {
  const around = ['hola, ¿qué tal?', 'ayer fui al cine.', 'me muero de hambre.']
  for (const at of [0, 1, 2, 3])
    expect(readForeign(fold(around.toSpliced(at, 0, 'ya no quiero vivir.').join(' ')))?.level).toBe(2)
  expect(readForeign(fold('No quiero morir. Pero voy a suicidarme. La vida no tiene sentido.'))?.level).toBe(3)
})

test('a denial takes back only what it says', () => {
  expect(readForeign(fold('no quiero ir al colegio, quiero morirme'))).toMatchObject({ level: 3, subject: 'self' })
  expect(readForeign(fold('je ne veux pas mourir, je veux juste que ça s’arrête'))?.level).toBe(1)
})

test('somebody else does not hide the person', () => {
  expect(readForeign(fold('mi amiga quiere suicidarse y yo también quiero morir'))).toMatchObject({
    level: 3,
    subject: 'self',
  })
})

test('the means are found in the sentence beside, and not in one far away', () => {
  const wish = 'Quiero morir'
  expect(readForeign(fold(`Tengo una pistola. ${wish}.`))?.level).toBe(4)
  expect(readForeign(fold(`Tengo una pistola. Hace sol. Hace frío. ${wish}.`))?.level).toBe(3)
})

test('“now” makes an intent imminent and not a wish, where it is only how people begin', () => {
  expect(readForeign(fold('ahora quiero morir'))?.level).toBe(3)
  expect(readForeign(fold('ahora voy a matarme'))?.level).toBe(4)
})

test('words on both sides of a comma are not read as one', () => {
  expect(readForeign(fold('lo que quiero, morir aparte, es un café'))).toBeUndefined()
})

test('what was long ago weighs less than what is now', () => {
  expect(readForeign(fold('intenté suicidarme ayer'))?.level).toBe(3)
  expect(readForeign(fold('intenté suicidarme hace muchos años'))?.level).toBe(2)
})

test('the death of another is a topic, and about another', () => {
  expect(readForeign(fold('mi hermano se suicidó el año pasado'))).toMatchObject({ level: 1, subject: 'other' })
  expect(readForeign(fold('un libro sobre el suicidio'))).toMatchObject({ level: 1, subject: 'none' })
})

test.each([
  'I want to die',
  'suicide',
  'kill myself tonight',
  'do you want a cup of tea?',
  'an inferno of data',
  'vita, mati',
])('English is not taken for another language: %s', (text) => {
  expect(readForeign(fold(text))).toBeUndefined()
})

test.each([
  'Me corté el dedo con un papel',
  'Je ne veux plus être là quand il fait froid',
  'On va en finir avec ce bug',
  'Ich will nicht aufwachen müssen',
  'Vill du dö i spelet?',
  'Jag skar mig i fingret',
  'Не хочу просыпаться рано',
  '我不想活得太累',
  '我要死了哈哈哈笑死',
  '이 집에서 살고 싶지 않아',
  '生きる力',
  'aku mau mandi',
  'ฉันอยากกินข้าว',
  '팥죽 먹고 싶다',
])('words of the lexicon in another sense are nothing: %s', (text) => {
  expect(readForeign(fold(text))).toBeUndefined()
})

test.each([
  ['l’envie de mourir ne me lâche pas : je veux mourir', 'fr'],
  ['QUIERO MORIR', 'es'],
  ['quiero\n\nmorir', 'es'],
  ['q\u200buiero m\u200borir', 'es'],
  ['я  хочу   умереть!!!', 'ru'],
  ['أُرِيدُ أَنْ أَمُوتَ', 'ar'],
  ['می خواهم بمیرم', 'fa'],
  ['죽 고 싶 어', 'ko'],
  ['死 に た い', 'ja'],
])('spelling does not hide a wish: %s', (text, language) => {
  expect(readForeign(fold(text))).toMatchObject({ level: 3, language })
})

test('no text throws', () => {
  assert(
    property(string({ unit: 'binary' }), string({ unit: 'grapheme' }), (a, b) => {
      readForeign(a)
      readForeign(fold(b))
    }),
  )
  expect(readForeign('\ud800'.repeat(1000))).toBeUndefined()
  expect(readForeign('\0'.repeat(200_000))).toBeUndefined()
})

test.each(['quiero\nmorirme', 'je veux\nmourir', 'ich will nicht\nmehr leben', 'voglio\r\nmorire', 'хочу\nумереть'])(
  'a wish that goes on in the next line is read whole: %j',
  (text) => {
    expect(readForeign(fold(text))?.level).toBeGreaterThanOrEqual(2)
  },
)
