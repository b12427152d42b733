import { describe, expect, test } from 'vitest'
import { unmixed } from '../../src/safety/rules/look-alikes.ts'
import { fold } from '../../src/safety/rules/normalise.ts'
import { createRespell } from '../../src/safety/rules/respell.ts'

const known = new Set('i want to kill myself all feel feeling too will a contemplating'.split(' '))
const respell = createRespell(known, new Set(['kill', 'myself', 'cut']))

describe('what a disguised word was meant to be is lost', () => {
  test.each([
    ['kiiiilll', 'kill'],
    ['kkill', 'kill'],
    ['mmyysseellff', 'myself'],
    ['feeeel', 'feel'],
    ['wwant', 'wwant'],
    ['tooo', 'to'],
    ['nooo', 'noo'],
    ['k1ll', 'kill'],
    ['wi1l', 'will'],
    ['k*ll', 'kill'],
    ['k**l', 'kill'],
    ['*very*', 'very'],
    ['сut', 'cut'],
    ['жить', 'жить'],
    ['1990', '1990'],
  ])('%s', (written, meant) => expect(respell.word(written)).toBe(meant))
})

describe('words that are run together are not parted', () => {
  test.each([
    ['iwanttokillmyself', ['i', 'want', 'to', 'kill', 'myself']],
    ['ifeelingkill', ['i', 'feeling', 'kill']],
    ['iwanttofeelall', ['iwanttofeelall']],
    ['killmyselfxy', ['killmyselfxy']],
    [`${'xy'.repeat(20)}killmyself`, ['kill', 'myself']],
    ['killcontemplating', ['killcontemplating']],
  ])('%s', (letters, words) => expect(respell.run(letters)).toEqual(words))
})

describe('a word of two scripts is not read, or one of another script is taken for Latin', () => {
  test.each([
    ['kіll mуsеlf', 'kill myself'],
    ['рот', 'рот'],
    ['кiж', 'кiж'],
    ['кill\u{10428}', 'кill\u{10428}'],
    ['\u{10428}кill', '\u{10428}кill'],
    ['кill😀', 'kill😀'],
    ['к1', 'к1'],
    ["i'м", "i'm"],
  ])('%s', (written, read) => expect(unmixed(written)).toBe(read))
})

describe('a step of folding is left out that a text needs', () => {
  test.each([
    ['ki\0ll', 'kill'],
    ['k\u200bill', 'kill'],
    ['k\u{e0061}ill', 'kill'],
    ['don’t', "don't"],
    ['ｋｉｌｌ', 'kill'],
    ['𝓴𝓲𝓵𝓵', 'kill'],
    ['🇩🇮🇪', 'die'],
    ['KÏLL', 'kill'],
    [`\u05d0${'\u05b0'.repeat(9)}`, `\u05d0${'\u05b0'.repeat(8)}`],
    [`\u05d0${'\u05b0\u200b'.repeat(9)}`, `\u05d0${'\u05b0'.repeat(8)}`],
    [`\u05d0${'\u{1d167}'.repeat(9)}`, `\u05d0${'\u{1d167}'.repeat(8)}`],
    ['죽고', '죽고'],
  ])('%j', (written, read) => expect(fold(written)).toBe(read))
})
