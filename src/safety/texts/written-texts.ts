import de from '../data/de.json' with { type: 'json' }
import en from '../data/en.json' with { type: 'json' }
import es from '../data/es.json' with { type: 'json' }
import fr from '../data/fr.json' with { type: 'json' }
import it from '../data/it.json' with { type: 'json' }
import pt from '../data/pt.json' with { type: 'json' }

const replacementKinds = [
  'method',
  'encouragement',
  'secrecy',
  'minimising',
  'dosage',
  'diagnosis',
  'human_claim',
  'other',
] as const

/** Why an answer is not shown. */
export type ReplacementKind = (typeof replacementKinds)[number]

export interface WrittenTexts {
  crisis: Record<'3' | '4', readonly string[]>
  support: Record<'self' | 'other', readonly string[]>
  disclosure: Record<'plain' | 'named', string>
  replacement: Record<ReplacementKind, string>
  failure: Record<'plain', string>
  line: Record<'now' | 'known' | 'directory' | 'none', string>
  emergency: Record<'known' | 'unknown', string>
  channels: Record<'call' | 'text' | 'word' | 'chat' | 'web', string>
}

/** What each text has to have a place for; a text that lost its place would lose the number. */
const shape: { readonly [part in keyof WrittenTexts]: Readonly<Record<string, readonly string[]>> } = {
  crisis: { 3: ['line'], 4: ['emergency', 'line'] },
  support: { self: ['line', 'emergency'], other: ['line', 'emergency'] },
  disclosure: { plain: [], named: ['name'] },
  replacement: Object.fromEntries(replacementKinds.map((kind) => [kind, []])),
  failure: { plain: [] },
  line: { now: ['contacts'], known: ['contacts'], directory: ['contacts'], none: [] },
  emergency: { known: ['number'], unknown: [] },
  channels: { call: ['value'], text: ['value'], word: ['note', 'value'], chat: ['value'], web: ['value'] },
}

/** In several wordings; of everything else there is one. */
const varied: ReadonlySet<string> = new Set(['crisis', 'support'])

function faultOf(text: unknown, places: readonly string[]): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return 'is missing'
  const found = [...text.matchAll(/\{(\w*)\}/g)].map((match) => match[1])
  const fits = found.length === places.length && places.every((place) => found.includes(place))
  return fits ? undefined : `must hold, each once and nothing else: ${places.join(', ') || 'no place at all'}`
}

/** The texts of a language, or an error that says which one is missing or has other places than it should. */
export function checkTexts(texts: Readonly<Record<string, unknown>>, language: string): WrittenTexts {
  for (const [part, entries] of Object.entries(shape)) {
    for (const [key, places] of Object.entries(entries)) {
      const found = (texts[part] as Record<string, unknown> | undefined)?.[key]
      const variants: readonly unknown[] = varied.has(part) && Array.isArray(found) ? found : [found]
      const faults = variants.length === 0 ? ['is missing'] : variants.map((text) => faultOf(text, places))
      const fault = faults.find((one) => one !== undefined)
      if (fault !== undefined) throw new Error(`Cannot use the texts in "${language}": ${part}.${key} ${fault}.`)
    }
  }
  return texts as unknown as WrittenTexts
}

const read = new Map(Object.entries({ en, es, fr, de, pt, it }).map(([tag, texts]) => [tag, checkTexts(texts, tag)]))
const english = checkTexts(en, 'en')

export const allTexts: readonly WrittenTexts[] = [...read.values()]

/** Of "de-CH" those in German; of a language in which nothing is written the English ones. */
export const textsIn = (language: string): WrittenTexts =>
  read.get(language.toLowerCase().split(/[-_]/, 1)[0] ?? '') ?? english
