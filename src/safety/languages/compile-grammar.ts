import { foldSource, type Grammar, type Signs } from './grammar.ts'

type PlainPart = Exclude<keyof Grammar, 'language' | 'spaced' | 'joins' | 'signs'>
type Sign = Exclude<keyof Signs, 'stems' | 'spoken'>

export type Reader = { readonly [part in Exclude<PlainPart, 'stems'> | Sign]: RegExp } & {
  readonly language: string
  readonly spaced: boolean
  readonly stems: readonly string[]
  /** Anything that decides: where these find nothing, none of the others needs to look. */
  readonly decisive: readonly RegExp[]
  /** Words written in haste become what they stand for. */
  readonly respell: (text: string) => string
}

const nothing = /(?!)/g
const decisive = ['denied', 'others', 'intent', 'wish', 'tried', 'harm', 'passive', 'topic'] as const
const decisiveSigns = [
  'underway',
  'veiled',
  'parting',
  'means',
  'nerve',
  'methods',
  'eating',
  'abuse',
  'othersUnderway',
] as const
const gap = '(?:[^ ,]{1,20} ){0,2}'
const wideGap = '(?:[^ ]{1,20} ){0,7}'
const narrowGap = '[^,]{0,6}?'

function compile(sources: readonly string[], grammar: Grammar): RegExp {
  if (sources.length === 0) return nothing
  const end = grammar.spaced
    ? `(?= $| ,${grammar.joins.map((join) => `| ${join} `).join('')})`
    : `(?=$|,${grammar.joins.map((join) => `|${join}`).join('')})`
  const found = sources.map((source) =>
    grammar.spaced
      ? source.replaceAll('~ ', gap).replaceAll('_ ', wideGap).replaceAll('@', end)
      : source.replaceAll('~', narrowGap).replaceAll('@', end),
  )
  return new RegExp(foldSource(grammar.spaced ? ` (?:${found.join('|')})(?= )` : `(?:${found.join('|')})`), 'g')
}

function createRespelling(spoken: Signs['spoken']): (text: string) => string {
  const words = new Map(Object.entries(spoken).map(([written, read]) => [foldSource(written), foldSource(read)]))
  if (words.size === 0) return (text) => text
  const written = new RegExp(`(?<= )(?:${[...words.keys()].join('|')})(?= )`, 'g')
  return (text) => text.replace(written, (word) => words.get(word) ?? word)
}

export function compileGrammar(grammar: Grammar): Reader {
  const of = (part: PlainPart): RegExp => compile(grammar[part], grammar)
  const sign = (part: Sign): RegExp => compile(grammar.signs?.[part] ?? [], grammar)
  const patterns = {
    masked: of('masked'),
    denied: of('denied'),
    others: of('others'),
    intent: of('intent'),
    wish: of('wish'),
    tried: of('tried'),
    harm: of('harm'),
    passive: of('passive'),
    topic: of('topic'),
    kin: of('kin'),
    soon: of('soon'),
    now: of('now'),
    hand: of('hand'),
    ago: of('ago'),
    underway: sign('underway'),
    veiled: sign('veiled'),
    parting: sign('parting'),
    means: sign('means'),
    nerve: sign('nerve'),
    methods: sign('methods'),
    eating: sign('eating'),
    abuse: sign('abuse'),
    othersUnderway: sign('othersUnderway'),
    story: sign('story'),
    mundane: sign('mundane'),
    recovered: sign('recovered'),
  }
  return {
    language: grammar.language,
    spaced: grammar.spaced,
    stems: [...grammar.stems, ...(grammar.signs?.stems ?? [])].map(foldSource),
    respell: createRespelling(grammar.signs?.spoken ?? {}),
    // One pattern of them all would be too large for the engine to make fast.
    decisive: grammar.signs
      ? [...decisive, ...decisiveSigns].map((part) => patterns[part])
      : [
          compile(
            decisive.flatMap((part) => grammar[part]),
            grammar,
          ),
        ],
    ...patterns,
  }
}
