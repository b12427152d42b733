import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anything, array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Resource } from '../../src/safety/texts/resource.ts'
import { countryFrom, languageFrom, readResources, resourcesFor, staleRows } from '../../src/safety/texts/resources.ts'

const folder = mkdtempSync(join(tmpdir(), 'resources-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function written(content: unknown): string {
  files += 1
  const path = join(folder, `${String(files)}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const line: Resource = {
  id: 'de-own',
  country: 'DE',
  name: 'Krisendienst',
  languages: ['de'],
  channels: [{ kind: 'call', value: '0800 000' }],
  source: 'https://example.org/krise',
  verifiedAt: '2026-01-31',
}
const rows = readResources()
const emergencyIn = (country: string | undefined): string | undefined =>
  resourcesFor({ country, language: 'en' }, rows)
    .flatMap(({ channels }) => channels)
    .find(({ kind }) => kind === 'emergency')?.value

describe('the rows that come with the server', () => {
  test('none is without a source, and none claims that a person has checked it', () => {
    expect(rows.length).toBeGreaterThan(80)
    for (const { source, verifiedAt } of rows) {
      expect(source).toMatch(/^https:\/\//)
      expect(verifiedAt).toBeNull()
    }
  })

  test('the numbers are those that their countries know', () => {
    const numbers = ['US', 'GB', 'DE', 'FR', 'AU', 'NZ', 'JP'].map(emergencyIn)
    expect(numbers).toEqual(['911', '999', '112', '112', '000', '111', '119'])
    const calls = (id: string) => rows.find((row) => row.id === id)?.channels[0]?.value
    expect(['us-988', 'gb-samaritans', 'de-telefonseelsorge', 'fr-3114', 'es-024', 'br-cvv'].map(calls)).toEqual([
      '988',
      '116 123',
      '0800 111 0 111',
      '3114',
      '024',
      '188',
    ])
  })

  test('no country has an emergency number twice, or more rows than are shown', () => {
    for (const country of new Set(rows.map((row) => row.country))) {
      const there = rows.filter((row) => row.country === country)
      expect(there.length).toBeLessThanOrEqual(4)
      const emergencies = there.filter(({ channels }) => channels.some(({ kind }) => kind === 'emergency'))
      expect(emergencies.length).toBeLessThanOrEqual(1)
    }
  })
})

describe('whom a person is shown', () => {
  test('the emergency number is first and the directory last', () => {
    const ids = resourcesFor({ country: 'GB', language: 'en' }, rows).map(({ id }) => id)
    expect(ids).toEqual(['gb-emergency', 'gb-samaritans', 'gb-shout', 'find-a-helpline'])
  })

  test('a line in the language of the person comes before one in another', () => {
    const ids = (language: string) => resourcesFor({ country: 'BE', language }, rows).map(({ id }) => id)
    expect(ids('fr')).toEqual(['be-emergency', 'be-tele-accueil', 'be-1813', 'find-a-helpline'])
    expect(ids('nl')).toEqual(['be-emergency', 'be-1813', 'be-tele-accueil', 'find-a-helpline'])
  })

  test.each([undefined, 'AQ'])('no number is guessed where the country is %s', (country) => {
    const shown = resourcesFor({ country, language: 'en' }, rows)
    expect(shown.map(({ id }) => id)).toEqual(['find-a-helpline'])
    expect(emergencyIn(country)).toBeUndefined()
  })

  test('a country with many rows still ends with the directory, and has its emergency number', () => {
    const many = Array.from({ length: 9 }, (_, i): Resource => ({ ...line, id: `de-${String(i)}` }))
    const shown = resourcesFor({ country: 'DE', language: 'en' }, [...many, ...rows])
    expect(shown).toHaveLength(5)
    expect(shown[0]?.id).toBe('de-emergency')
    expect(shown[4]?.id).toBe('find-a-helpline')
  })
})

describe("an operator's file", () => {
  test('replaces the rows of the countries that it names, and of no other', () => {
    const read = readResources(written([line]))
    expect(read.filter(({ country }) => country === 'DE')).toEqual([line])
    expect(read.filter(({ country }) => country === 'FR')).toEqual(rows.filter(({ country }) => country === 'FR'))
    expect(resourcesFor({ country: 'DE', language: 'de' }, read).map(({ id }) => id)).toEqual([
      'de-own',
      'find-a-helpline',
    ])
  })

  test('may be written with a byte order mark, and replace the directory', () => {
    const own = { ...line, id: 'own', country: null }
    const read = readResources(written(`\ufeff${JSON.stringify([own])}`))
    expect(resourcesFor({ country: undefined, language: 'en' }, read)).toEqual([own])
  })

  test.each<[string, unknown, string]>([
    ['that is no list', { rows: [] }, 'it must be a list of resources'],
    ['with a row that is none', [line, 7], 'row 2: it must be an object'],
    ['without an id', [{ ...line, id: '' }], 'row 1: it needs an id'],
    ['with an id twice', [line, line], 'row 2 ("de-own"): another row has the same id'],
    ['with a country in small letters', [{ ...line, country: 'de' }], 'row 1 ("de-own"): country must be'],
    ['with a country that is none', [{ ...line, country: 'XQ' }], 'row 1 ("de-own"): country must be'],
    ['without a name', [{ ...line, name: undefined }], 'row 1 ("de-own"): it needs a name'],
    ['with a language that is no list', [{ ...line, languages: 'de' }], 'languages must be a list'],
    ['without a channel', [{ ...line, channels: [] }], 'it needs a channel'],
    [
      'with a channel of another kind',
      [{ ...line, channels: [{ kind: 'fax', value: '1' }] }],
      "a channel's kind must be",
    ],
    [
      'with words for a number',
      [{ ...line, channels: [{ kind: 'call', value: 'ask the desk' }] }],
      '"ask the desk" is no number',
    ],
    ['with an insecure source', [{ ...line, source: 'http://example.org' }], 'source must be the https address'],
    ['with a date that is none', [{ ...line, verifiedAt: '2026-13-45' }], 'verifiedAt must be a date'],
    ['with a field misspelt', [{ ...line, verifedAt: null }], 'it has a field "verifedAt" that no row has'],
    ['that is no JSON', '[{', 'it is not JSON'],
  ])('%s is refused, and the row and the fault are named', (_, content, fault) => {
    expect(() => readResources(written(content))).toThrow(fault)
  })

  test('that is not there is refused without its path', () => {
    expect(() => readResources(join(folder, 'nowhere.json'))).toThrow('it cannot be read')
    expect(() => readResources(join(folder, 'nowhere.json'))).not.toThrow(folder)
  })
})

test('rows that were checked too long ago are found, and not those that never were', () => {
  const now = new Date('2026-07-01T00:00:00Z')
  const checked = (id: string, verifiedAt: string | null): Resource => ({ ...line, id, verifiedAt })
  const all = [checked('old', '2025-12-31'), checked('fresh', '2026-01-05'), checked('never', null)]
  expect(staleRows(all, now).map(({ id }) => id)).toEqual(['old'])
})

describe('where a person is', () => {
  test.each([
    [{ setting: 'de', metadata: 'FR', acceptLanguage: 'en-US' }, 'DE'],
    [{ setting: 'nowhere', metadata: 'fr', acceptLanguage: 'en-US' }, 'FR'],
    [{ setting: 7, metadata: { country: 'FR' }, acceptLanguage: 'en-US,en;q=0.9' }, 'US'],
    [{ acceptLanguage: 'fr;q=0.3, de-AT;q=0.5, en;q=0.9' }, 'AT'],
    [{ acceptLanguage: 'en-US;q=0.2, en-GB' }, 'GB'],
    [{ acceptLanguage: 'es-419,es;q=0.9,es-MX;q=0.8' }, 'MX'],
    [{ acceptLanguage: 'zh-Hant-TW' }, 'TW'],
    [{ acceptLanguage: 'en-US;q=0' }, undefined],
    [{ setting: 'UK' }, 'GB'],
    [{ setting: 'EU', acceptLanguage: 'en-ZZ' }, undefined],
    [{ acceptLanguage: 'de' }, undefined],
    [{}, undefined],
  ])('%j is %s', (hints, country) => {
    expect(countryFrom(hints)).toBe(country)
  })

  test.each([
    [{ setting: 'pt-BR', detected: 'es', acceptLanguage: 'en' }, 'pt'],
    [{ setting: '', detected: 'es', acceptLanguage: 'en' }, 'es'],
    [{ detected: null, acceptLanguage: 'en;q=0.5, de-CH' }, 'de'],
    [{ acceptLanguage: '*' }, 'en'],
    [{}, 'en'],
  ])('%j speaks %s', (hints, language) => {
    expect(languageFrom(hints)).toBe(language)
  })

  test('a header of garbage never throws, and never makes up a country', () => {
    const piece = oneof(string(), constantFrom(',', ';', 'q=', '-', 'en', 'x-private', 'q=NaN', '1e999'))
    const header = array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    assert(
      property(anything(), header, (hint, acceptLanguage) => {
        expect(countryFrom({ setting: hint, metadata: acceptLanguage, acceptLanguage }) ?? 'DE').toMatch(/^[A-Z]{2}$/)
        expect(languageFrom({ setting: hint, detected: hint, acceptLanguage })).toMatch(/^[a-z]{2,3}$/)
      }),
    )
    expect(countryFrom({ acceptLanguage: 'en-'.repeat(50_000) })).toBeUndefined()
  })
})
