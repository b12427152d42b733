import { describe, expect, test } from 'vitest'
import english from '../../src/safety/data/en.json' with { type: 'json' }
import { crisisText, supportCard } from '../../src/safety/texts/crisis-text.ts'
import { disclosureText } from '../../src/safety/texts/disclosure-text.ts'
import { failureText, replacementText } from '../../src/safety/texts/replacement-text.ts'
import type { Resource } from '../../src/safety/texts/resource.ts'
import { readResources, resourcesFor } from '../../src/safety/texts/resources.ts'
import { checkTexts } from '../../src/safety/texts/written-texts.ts'

const rows = readResources()
const countries = [undefined, ...new Set(rows.flatMap(({ country }) => country ?? []))]
const seeds = Array.from({ length: 24 }, (_, i) => `run-${String(i)}`)
const kinds = [
  'method',
  'encouragement',
  'secrecy',
  'minimising',
  'dosage',
  'diagnosis',
  'human_claim',
  'other',
] as const

/** Everything that a language can say, wherever somebody is. */
function* said(make: (seed: string, resources: readonly Resource[]) => string, language: string) {
  for (const country of countries) {
    const resources = resourcesFor({ country, language }, rows)
    for (const seed of seeds) yield { text: make(seed, resources), resources }
  }
  for (const seed of seeds) yield { text: make(seed, []), resources: [] }
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** Asking for a promise, refusing to talk, ending, "us", claims: in all six languages. */
const forbidden = [
  /promis|promet|prometo|promess|versprich|versprech|jura(?:me|-me)|giura/i,
  /can(?:not|’t|'t) (?:talk|discuss|help)|unable to (?:talk|help)|no puedo (?:hablar|ayudar)|ne peux pas (?:parler|t’aider)|kann (?:darüber )?nicht (?:sprechen|helfen)|não posso (?:falar|ajudar)|non posso (?:parlare|aiutar)/i,
  /goodbye|this (?:chat|conversation) (?:ends|is over)|adiós|adieu|au revoir|auf wiedersehen|adeus|addio/i,
  /call us|contact us|llámanos|appelle-nous|ruf uns|ligue para nós|chiamaci/i,
  /\bI am (?:a therapist|a doctor|human|a person)|I’m (?:a therapist|human|a person)|soy (?:terapeuta|humano|humana)|je suis (?:thérapeute|humain)|ich bin (?:ein mensch|therapeut)|sou (?:terapeuta|humano)\b|sono (?:un terapeuta|umano)/i,
  /pill|gun\b|knife|rope|bridge|pastill|pistol|cuchillo|soga|cachet|corde|couteau|tablette|messer|strick|brücke|comprimid|faca\b|corda|pillol|coltell|ponte\b/i,
]

describe.each(['en', 'es', 'fr', 'de', 'pt', 'it'])('what is said in %s', (language) => {
  test.each([3, 4] as const)('no crisis message of level %i is too short to help or too long to read', (level) => {
    for (const { text, resources } of said((seed, near) => crisisText(level, language, seed, near), language)) {
      const words = countWords(text)
      expect(words, `${String(resources[0]?.country)}: ${text}`).toBeGreaterThanOrEqual(60)
      expect(words, `${String(resources[0]?.country)}: ${text}`).toBeLessThanOrEqual(110)
    }
  })

  test.each(['self', 'other'] as const)('no card for %s is too short to help or too long to read', (subject) => {
    for (const { text } of said((seed, near) => supportCard(subject, language, seed, near), language)) {
      expect(countWords(text), text).toBeGreaterThanOrEqual(30)
      expect(countWords(text), text).toBeLessThanOrEqual(70)
    }
  })

  test('nobody is sent the same words every time', () => {
    for (const level of [3, 4] as const)
      expect(new Set(seeds.map((seed) => crisisText(level, language, seed, []))).size).toBe(3)
  })

  test('no sentence asks for a promise, refuses, ends, claims what is not so or names a means', () => {
    const all = [3, 4].flatMap((level) => seeds.map((seed) => crisisText(level as 3 | 4, language, seed, [])))
    const others = [
      ...seeds.map((seed) => supportCard('self', language, seed, [])),
      supportCard('other', language, 'a', []),
      disclosureText(language, 'Luma'),
      ...kinds.map((kind) => replacementText(kind, language)),
      failureText(language),
    ]
    for (const text of [...all, ...others]) for (const pattern of forbidden) expect(text).not.toMatch(pattern)
  })

  test('no number is said that no resource has', () => {
    const makes = [
      (seed: string, near: readonly Resource[]) => crisisText(3, language, seed, near),
      (seed: string, near: readonly Resource[]) => crisisText(4, language, seed, near),
      (seed: string, near: readonly Resource[]) => supportCard('self', language, seed, near),
      (seed: string, near: readonly Resource[]) => supportCard('other', language, seed, near),
    ]
    for (const make of makes)
      for (const { text, resources } of said(make, language)) {
        let rest = text
        const sayings = resources.flatMap(({ name, channels, hours = '' }) => [
          name,
          hours,
          ...channels.map(({ value }) => value),
        ])
        for (const saying of sayings.sort((a, b) => b.length - a.length)) if (saying) rest = rest.replaceAll(saying, '')
        expect(rest).not.toMatch(/\p{Nd}/u)
      }
    for (const text of [
      disclosureText(language),
      failureText(language),
      ...kinds.map((k) => replacementText(k, language)),
    ])
      expect(text).not.toMatch(/\p{Nd}/u)
  })

  test('no place is left unfilled', () => {
    const makes = [3, 4].map(
      (level) => (seed: string, near: readonly Resource[]) => crisisText(level as 3 | 4, language, seed, near),
    )
    for (const make of [
      ...makes,
      (seed: string, near: readonly Resource[]) => supportCard('other', language, seed, near),
    ])
      for (const { text } of said(make, language)) expect(text).not.toMatch(/[{}]|undefined|null|\(\)|\s\s/)
    expect(disclosureText(language, 'Luma')).toContain('Luma')
    expect(disclosureText(language)).not.toMatch(/[{}]/)
  })

  test('level 4 begins with the emergency number of the country', () => {
    const near = resourcesFor({ country: 'GB', language }, rows)
    for (const seed of seeds) expect(crisisText(4, language, seed, near).split(/[.:;]\s/, 1)[0]).toContain('999')
    for (const seed of seeds) expect(crisisText(4, language, seed, [])).not.toContain('999')
  })

  test('level 3 names a line of the country, and the directory where none is known', () => {
    for (const seed of seeds) {
      expect(crisisText(3, language, seed, resourcesFor({ country: 'US', language }, rows))).toContain('988')
      expect(crisisText(3, language, seed, resourcesFor({ country: undefined, language }, rows))).toContain(
        'findahelpline.com',
      )
    }
  })

  test('each kind of answer that is not shown has words of its own, one to three sentences', () => {
    const texts = kinds.map((kind) => replacementText(kind, language))
    expect(new Set(texts).size).toBe(kinds.length)
    for (const text of texts) expect(countWords(text)).toBeLessThanOrEqual(40)
  })
})

test('the same conversation is sent the same words on every node', () => {
  expect(crisisText(3, 'en', 'run-1', [])).toBe(crisisText(3, 'en', 'run-1', []))
  expect(crisisText(3, 'en', 'run-1', [])).toMatch(/^What you just wrote matters/)
})

test('a language in which nothing is written is answered in English, and a region does not hide the language', () => {
  expect(crisisText(4, 'sw', 'a', [])).toBe(crisisText(4, 'en', 'a', []))
  expect(crisisText(4, 'de-CH', 'a', [])).toBe(crisisText(4, 'de', 'a', []))
  expect(disclosureText('PT_br')).toBe(disclosureText('pt'))
})

test('a name that looks like a place to fill is said as it is', () => {
  expect(disclosureText('en', '{line} $& {name}')).toContain('I am {line} $& {name}, an AI')
})

test('two lines at most are named: more would bury them', () => {
  const lines = ['One', 'Two', 'Three'].map((name): Resource => ({
    id: name,
    country: 'GB',
    name: `Line ${name}`,
    languages: ['en'],
    channels: [{ kind: 'call', value: '123' }],
    source: 'https://example.org',
    verifiedAt: null,
  }))
  const text = crisisText(3, 'en', 'a', lines)
  expect(text).toContain('Line One (call 123); Line Two (call 123).')
  expect(text).not.toContain('Line Three')
})

test('the word that a text line waits for is told', () => {
  const near = resourcesFor({ country: 'GB', language: 'en' }, rows)
  expect(crisisText(3, 'en', 'a', near)).toContain('Shout (text SHOUT to 85258)')
})

test('hours are told where a line is not there at all times', () => {
  const line: Resource = {
    id: 'xx-line',
    country: 'GB',
    name: 'Evening Line',
    languages: ['en'],
    channels: [{ kind: 'call', value: '123' }],
    hours: '18:00–22:00',
    source: 'https://example.org',
    verifiedAt: null,
  }
  const text = crisisText(3, 'en', 'a', [line])
  expect(text).toContain('Evening Line (call 123, 18:00–22:00)')
  expect(text).not.toContain('right now: Evening')
})

test('a text that lost its number, its line or itself is refused at start, by name', () => {
  const crisis = { 3: ['Talk to somebody.'], 4: english.crisis['4'] }
  expect(() => checkTexts({ ...english, crisis }, 'en')).toThrow(
    'Cannot use the texts in "en": crisis.3 must hold, each once and nothing else: line.',
  )
  expect(() => checkTexts({ ...english, replacement: {} }, 'xx')).toThrow('"xx": replacement.method is missing')
  expect(() => checkTexts({ ...english, crisis: { ...english.crisis, 4: [] } }, 'en')).toThrow('crisis.4 is missing')
  const disclosure = { plain: 'I am {name}.', named: 'I am {name}.' }
  expect(() => checkTexts({ ...english, disclosure }, 'en')).toThrow('disclosure.plain must hold')
})
