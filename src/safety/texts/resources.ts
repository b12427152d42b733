import { readFileSync } from 'node:fs'
import shipped from '../data/resources.json' with { type: 'json' }
import { checkResources } from './check-resources.ts'
import { regionOf, toCountry, toLanguage, wantedTags } from './language-tags.ts'
import type { Resource } from './resource.ts'

const most = 4
const staleAfter = 180 * 86_400_000

const isEmergency = ({ channels }: Resource): boolean => channels.some(({ kind }) => kind === 'emergency')

export interface Whereabouts {
  country: string | undefined
  language: string
}

/** For where the person is, the emergency number first; the directory for all countries is always the last. */
export function resourcesFor({ country, language }: Whereabouts, rows: readonly Resource[]): readonly Resource[] {
  const rank = (row: Resource): number => (isEmergency(row) ? 0 : row.languages.includes(language) ? 1 : 2)
  const near = country === undefined ? [] : rows.filter((row) => row.country === country)
  const directory = rows.find((row) => row.country === null)
  return [...near.sort((a, b) => rank(a) - rank(b)).slice(0, most), ...(directory === undefined ? [] : [directory])]
}

function readFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read'
    throw new Error(`Cannot use the file of crisis resources: ${why}. Correct the file or its path.`, { cause: error })
  }
}

const ours = checkResources(shipped, 'the resources that come with the server')

/** Ours, and instead of those of a country the operator's, where their file has any for it. */
export function readResources(path?: string): readonly Resource[] {
  if (path === undefined) return ours
  const theirs = checkResources(readFile(path), 'the file of crisis resources')
  const replaced = new Set(theirs.map(({ country }) => country))
  return [...theirs, ...ours.filter(({ country }) => !replaced.has(country))]
}

/** Whoever checked these did so too long ago. */
export const staleRows = (rows: readonly Resource[], now: Date): readonly Resource[] =>
  rows.filter(({ verifiedAt }) => verifiedAt !== null && now.getTime() - Date.parse(verifiedAt) > staleAfter)

export interface CountryHints {
  /** Of the person's own. */
  setting?: unknown
  /** Of the conversation's. */
  metadata?: unknown
  acceptLanguage?: unknown
}

export function countryFrom({ setting, metadata, acceptLanguage }: CountryHints): string | undefined {
  const regions = wantedTags(acceptLanguage).map(regionOf)
  return toCountry(setting) ?? toCountry(metadata) ?? regions.find((region) => region !== undefined)
}

export interface LanguageHints {
  setting?: unknown
  /** In which the person has just written. */
  detected?: unknown
  acceptLanguage?: unknown
}

export function languageFrom({ setting, detected, acceptLanguage }: LanguageHints): string {
  return toLanguage(setting) ?? toLanguage(detected) ?? toLanguage(wantedTags(acceptLanguage)[0]) ?? 'en'
}
