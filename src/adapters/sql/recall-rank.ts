import type { RecallWord } from '../../ports/recall.ts'
import { bestOf } from '../../std/best-of.ts'
import { createCommonWords } from './common-words.ts'
import { inSlots } from './in-slots.ts'
import { maxWords } from './recall-score.ts'
import type { Known, RecallSteps, Whose } from './recall-steps.ts'
import { bitOf, byScore, contendersOf, type Place, type Scored, tells, weigh, worthsOf } from './recall-weigh.ts'

export interface Ranked {
  row: number
  score: number
  words: string[]
}

/** Around a turn that holds a word there may be four that are not in the index: beyond the limit no more are lost. */
const overLimit = 5

/** The weightiest of them, each once. */
function chosen(words: readonly RecallWord[]): RecallWord[] {
  const byTerm = new Map<string, RecallWord>()
  for (const word of words) if (word.weight > (byTerm.get(word.term)?.weight ?? 0)) byTerm.set(word.term, word)
  return [...byTerm.values()].sort((a, b) => b.weight - a.weight).slice(0, maxWords)
}

/** Tells rows of the index, best first. What is found is weighed here: a database takes longer over it. */
export function createRanking(steps: RecallSteps) {
  const common = createCommonWords()

  /** Of those of the words that tell something the rows that hold them. */
  async function seek(person: number, words: readonly RecallWord[], extent: Known) {
    const terms = words.map(({ term }) => term)
    const rows = await steps.holders(person, terms, extent)
    const sought = words.map((word, at) => ({ ...word, rows: rows[at] ?? [] }))
    return sought.filter((word) => {
      const telling = tells(word, extent.early)
      if (!telling) common.add(person, word.term)
      return telling && word.rows.length > 0
    })
  }

  async function rowsIn(person: number, places: readonly Place[]): Promise<Scored[]> {
    const unknown = places.filter(({ row }) => row === undefined)
    const list = unknown.map(({ conversationId, seq }, at) => [conversationId, seq, at])
    const found = list.length > 0 ? await steps.placed({ person, places: JSON.stringify(list) }) : []
    const rows = new Map(found.map(({ row, at }) => [unknown[at], row]))
    return places.flatMap((place) => {
      const row = place.row ?? rows.get(place)
      return row === undefined ? [] : [{ row, score: place.score, bits: place.bits }]
    })
  }

  /** The first of these places that are there. */
  async function standing(person: number, places: readonly Place[], limit: number) {
    const turns: Scored[] = []
    for (let from = 0; turns.length < limit && from < places.length; from += limit) {
      turns.push(...(await rowsIn(person, places.slice(from, from + limit))))
    }
    return turns
  }

  return async ({ person, userId }: Whose, words: readonly RecallWord[], limit: number): Promise<Ranked[]> => {
    const asked = chosen(words).filter(({ term }) => !common.has(person, term))
    if (asked.length === 0 || limit < 1) return []
    const [extent] = await steps.extent({ person })
    if (!extent || extent.docs === 0) return []
    const sought = await seek(person, asked, extent)
    const worths = worthsOf(sought, extent.docs)
    const held = contendersOf(sought, worths)
    const docs = await inSlots(
      held.map(({ row }) => row),
      (slots) => steps.docs({ person, userId, ...slots }),
    )
    const { facts, places } = weigh(held, docs, worths)
    const best = bestOf(places, overLimit * limit, (one, other) => other.score - one.score)
    const turns = await standing(person, best, limit)
    return bestOf([...facts, ...turns], limit, byScore).map(({ row, score, bits }) => ({
      row,
      score,
      words: sought.flatMap(({ term }, at) => ((bits & bitOf(at)) === 0 ? [] : [term])),
    }))
  }
}
