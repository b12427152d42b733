import { foldSource, type Grammar } from './grammar.ts'

type Part = Exclude<keyof Grammar, 'language' | 'spaced' | 'joins'>

export type Reader = { readonly [part in Part]: RegExp } & { readonly language: string; readonly spaced: boolean }

const nothing = /(?!)/g
const gap = '(?:[^ ,]{1,20} ){0,2}'
const narrowGap = '[^,]{0,6}?'

function compile(sources: readonly string[], grammar: Grammar): RegExp {
  if (sources.length === 0) return nothing
  const end = grammar.spaced
    ? `(?= $| ,${grammar.joins.map((join) => `| ${join} `).join('')})`
    : `(?=$|,${grammar.joins.map((join) => `|${join}`).join('')})`
  const found = sources.map((source) =>
    grammar.spaced
      ? source.replaceAll('~ ', gap).replaceAll('@', end)
      : source.replaceAll('~', narrowGap).replaceAll('@', end),
  )
  return new RegExp(foldSource(grammar.spaced ? ` (?:${found.join('|')})(?= )` : `(?:${found.join('|')})`), 'g')
}

export function compileGrammar(grammar: Grammar): Reader {
  const of = (part: Part): RegExp => compile(grammar[part], grammar)
  return {
    language: grammar.language,
    spaced: grammar.spaced,
    stems: new RegExp(foldSource(grammar.stems.join('|'))),
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
  }
}
