import type { Recollection, RecalledItem, RecallRequest } from '../ports/memory.ts'
import type { FoundFact, FoundTurn, Recall } from '../ports/recall.ts'
import type { FindNear } from './find-near.ts'
import { fuse } from './fuse.ts'
import { whenTerm } from '../std/time-words.ts'
import { asWritten, recallText, recallWords } from './recall-words.ts'

export interface RecollectDeps {
  recall: Pick<Recall, 'isWanted' | 'rank' | 'pinned'>
  /** By meaning, where there is something that can tell it. */
  near: FindNear | undefined
}

type Found = FoundFact | FoundTurn

/** From this importance on a memory is always told. */
export const pinnedFrom = 0.9
/** They take no more than this share of what is told. */
const pinnedShare = 4
const mostPinned = 12
/** A few more than are told, for some do not fit. */
const reserve = 10
/** So many say well enough why something is told. */
const mostReasons = 6

/** One long turn leaves room for others. */
const longestShare = 3

/** About four bytes are a token; each item has a line of its own. */
const costOf = ({ text }: Found): number => Math.ceil(Buffer.byteLength(text) / 4) + 8

const list = new Intl.ListFormat('en')

function reasonOf({ words }: Found, written: ReadonlyMap<string, string>, isPinned: boolean, isNear: boolean): string {
  const said = new Set(words.flatMap((word) => (word === whenTerm ? [] : (written.get(word) ?? word))))
  if (said.size > 0) return `It has ${list.format([...said].slice(0, mostReasons).map((word) => `“${word}”`))}.`
  if (words.includes(whenTerm)) return 'It says when something was.'
  if (isNear) return 'It means something like it.'
  return isPinned ? 'It is important, whatever is asked.' : 'It was said close to something that has the same words.'
}

function toItem(found: Found, why: string): RecalledItem {
  const { kind, text, messageId, createdAt } = found
  const item = { kind, text, score: Math.round(found.score * 1e4) / 1e4, why, messageId }
  const told = { ...item, createdAt: new Date(createdAt).toISOString() }
  if (found.kind === 'fact') return told
  const { role, name, conversationId, seq } = found
  return { ...told, speaker: { role, name }, place: { conversationId, seq } }
}

const longest = (budgetTokens: number): number => Math.floor((4 * budgetTokens) / longestShare)

/** Of a long one its beginning is told. */
function shortened<One extends Found>(found: One, budgetTokens: number): One {
  const bytes = Buffer.from(found.text)
  const most = longest(budgetTokens)
  if (bytes.length <= most) return found
  const beginning = bytes
    .subarray(0, most)
    .toString()
    .replace(/\ufffd$/, '')
  return { ...found, text: `${beginning}…` }
}

/** Those that fit, in their order: one that is too long is passed over. */
function fitting(found: readonly Found[], budgetTokens: number, limit: number): Found[] {
  let left = budgetTokens
  const kept: Found[] = []
  for (const one of found) {
    if (kept.length >= limit) break
    const cost = costOf(one)
    if (cost > left) continue
    left -= cost
    kept.push(one)
  }
  return kept
}

/** By words, and by meaning where that is known: one order. */
function inOneOrder(byWords: readonly Found[], byMeaning: readonly Found[]): Found[] {
  if (byMeaning.length === 0) return [...byWords]
  // Only those that words have found know which of them they hold.
  const found = new Map([...byMeaning, ...byWords].map((one) => [one.row, one]))
  const scores = fuse([byWords.map(({ row }) => row), byMeaning.map(({ row }) => row)])
  return [...scores].flatMap(([row, score]) => {
    const one = found.get(row)
    return one ? [{ ...one, score }] : []
  })
}

/** What is always told has its places before the rest, and the rest never fewer than the others leave it. */
function chosen(order: readonly Found[], important: readonly Found[], { budgetTokens, limit }: RecallRequest): Found[] {
  const places = Math.max(order.length < limit ? 1 : 0, Math.floor(limit / pinnedShare))
  const pinned = fitting(important, budgetTokens / pinnedShare, Math.min(limit, places))
  const rows = new Set(pinned.map(({ row }) => row))
  const spent = pinned.reduce((sum, one) => sum + costOf(one), 0)
  const rest = order.filter(({ row }) => !rows.has(row))
  const told = new Set([...rows, ...fitting(rest, budgetTokens - spent, limit - pinned.length).map(({ row }) => row)])
  const ranked = order.filter(({ row }) => told.has(row))
  for (const { row } of ranked) told.delete(row)
  return [...ranked, ...pinned.filter(({ row }) => told.has(row)).map((one) => ({ ...one, score: 0 }))]
}

/** What is known that has to do with a question, within a budget, best first. */
export function createRecollect({ recall, near }: RecollectDeps) {
  return async function recollect(userId: string, request: RecallRequest, signal: AbortSignal): Promise<Recollection> {
    if (!(await recall.isWanted(userId))) return { items: [] }
    const words = recallWords(request)
    const most = request.limit + reserve
    // Where no word means anything, neither does the whole.
    const [byWords, important, meant] = await Promise.all([
      words.length > 0 ? recall.rank(userId, words, most, longest(request.budgetTokens) + 1) : [],
      recall.pinned(userId, pinnedFrom, mostPinned),
      near && words.length > 0 ? near(userId, recallText(request), most, signal) : [],
    ])
    const order = inOneOrder(byWords, meant ?? []).map((one) => shortened(one, request.budgetTokens))
    const told = chosen(order, important, request)
    const written = asWritten(request)
    const pinnedRows = new Set(important.map(({ row }) => row))
    const nearRows = new Set(meant?.map(({ row }) => row))
    const items = told.map((one) => toItem(one, reasonOf(one, written, pinnedRows.has(one.row), nearRows.has(one.row))))
    return { items, ...(!meant && { degraded: 'embeddings' }) }
  }
}
