import { createStartAt } from './clause-starts.ts'
import { phraseOf, set, type Clause } from './clause.ts'
import type { Sentence } from './sentences.ts'
import { asIdentity, asStatement, withDay, withSubject } from './statements.ts'
import { wordsIn, type Word } from './words.ts'

const jokes = set('lol lmao lmfao rofl jk xd kidding /s /j')
const isJoke = (word: string): boolean => jokes.has(word) || /^(?:ha){2,}h?$|^lo+l$/.test(word)

const most = 60

const tails = set(', btw tbh ngl fyi imo though please thanks thx too obviously apparently sadly unfortunately etc')

function withoutTail(words: readonly Word[]): readonly Word[] {
  let end = words.length
  while (end > 0 && tails.has(words[end - 1]?.text ?? '')) end--
  if (end > 3 && words[end - 3]?.text === 'by' && words[end - 2]?.text === 'the' && words[end - 1]?.text === 'way')
    end -= 3
  return words.slice(0, end)
}

export interface Clauses {
  clauses: Clause[]
  /** By their number, those with a laugh right behind them; -1 is the sentence before. */
  jokes: ReadonlySet<number>
}

/** What a sentence is made of; each part has a subject, of its own or of the part that it goes on with. */
export function clausesOf(message: string, own: string, sentence: Sentence): Clauses {
  const words = asStatement(wordsIn(own, sentence.start, sentence.end))
  const startAt = createStartAt(words)
  const clauses: Clause[] = []
  const jokes = new Set<number>()
  let from = 0
  let prefix: readonly Word[] = []
  let joiner = ''
  const close = (end: number): void => {
    const spoken = words.slice(from, end)
    const said = prefix.length > 0 ? [...prefix, ...spoken] : withSubject(spoken)
    const last = withoutTail(said)
    const first = spoken[0]
    if (last.length === 0 || !first) return
    const shared = prefix.length > 0 ? (clauses.at(-1)?.start ?? first.start) : first.start
    clauses.push({
      ...phraseOf(message, last.slice(0, most)),
      message,
      joiner,
      before: clauses.at(-1)?.text ?? '',
      start: shared,
      end: spoken.findLast(({ text }) => text !== ',')?.end ?? first.end,
    })
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.text ?? ''
    if (isJoke(word)) {
      close(at)
      // A laugh at the end is about the whole sentence.
      const first = at + 1 === words.length ? 0 : clauses.length - 1
      for (let about = first; about < clauses.length; about++) jokes.add(about)
      ;[from, prefix, joiner] = [at + 1, [], 'lol']
      continue
    }
    if (at === from) continue
    const start = startAt(at, from, prefix)
    if (!start) continue
    close(at)
    ;({ next: from, prefix, joiner } = start)
    at = Math.max(at, from)
  }
  close(words.length)
  return { clauses: clauses.map(asIdentity).map(withDay), jokes }
}
