import type { ModelMessage } from '../../../ports/model.ts'
import { readClauses, visiblePart } from './clauses.ts'
import { isGibberish } from './gibberish.ts'
import { inOtherLanguage } from './languages.ts'
import { recall } from './recall.ts'
import { sayAgain, sayNew } from './rotation.ts'
import { hearAll } from './rule.ts'
import { script } from './script.ts'
import * as stock from './script/continuations.ts'
import { doSum } from './sum.ts'

const MAX_TURNS = 60
/** A rule below this has understood so little that an earlier remark may be worth more. */
const FAINT = 16
const RECALL_EVERY = 4
const FEW_WORDS = 2
const SHORTEST_REPEAT = 8

const said = (messages: readonly ModelMessage[], role: ModelMessage['role']): string[] =>
  messages.filter((message) => message.role === role).map(({ content }) => content)

const withoutMarking = (reply: string): string =>
  (reply.startsWith(stock.marking) ? reply.slice(stock.marking.length) : reply).trim()

/** Starts the rotation elsewhere in another conversation, and in the same place in the same one. */
function turned(templates: readonly string[], seed: string): string[] {
  let start = 0
  for (let index = 0; index < seed.length && index < 200; index += 1)
    start = (start * 31 + seed.charCodeAt(index)) % 9973
  start %= templates.length
  return [...templates.slice(start), ...templates.slice(0, start)]
}

function answer(texts: readonly string[], replies: readonly string[]): string | undefined {
  const latest = texts.at(-1)
  if (latest === undefined) return sayAgain(stock.openings, replies)
  const text = visiblePart(latest)
  if (text.trim() === '') return sayAgain(stock.toSilence, replies)
  const sum = doSum(text)
  if (sum !== undefined)
    return sayAgain(
      stock.toSums.map((template) => template.replace('{sum}', sum)),
      replies,
    )
  const clauses = readClauses(text)
  if (clauses.length === 0) return sayAgain(stock.toMarks, replies)
  const foreign = inOtherLanguage(clauses)
  if (foreign) return sayAgain(foreign, replies)

  const heard = hearAll(script, clauses)
  const repeats = text.length >= SHORTEST_REPEAT && texts.at(-2) === latest
  if (repeats && !heard[0]?.rule.insist) {
    const sentence = sayNew(stock.toRepeats, replies)
    if (sentence !== undefined) return sentence
  }
  if ((heard[0]?.rule.rank ?? 0) < FAINT && texts.length % RECALL_EVERY === 0) {
    const remembered = recall(texts.slice(0, -2), replies)
    if (remembered !== undefined) return remembered
  }
  for (const { rule, parts } of heard) {
    const sentence = rule.insist ? sayAgain(rule.say, replies, parts) : sayNew(rule.say, replies, parts)
    if (sentence !== undefined) return sentence
  }
  if (heard.length === 0) {
    if (isGibberish(clauses)) return sayAgain(stock.toGibberish, replies)
    const few = clauses.length === 1 && (clauses[0]?.words.length ?? 0) <= FEW_WORDS
    const sentence = sayNew(clauses.some(({ asks }) => asks) ? stock.toQuestions : few ? stock.toFewWords : [], replies)
    if (sentence !== undefined) return sentence
  }
  return sayAgain(turned(stock.continuations, texts[0] ?? ''), replies)
}

/** All that is known is in the messages, so the same messages always get the same reply. */
export function composeReply(messages: readonly ModelMessage[]): string {
  const turns = messages.slice(-2 * MAX_TURNS)
  const replies = said(turns, 'assistant').map(withoutMarking)
  const reply = answer(said(turns, 'user'), replies) ?? ''
  return messages.some(({ role }) => role === 'assistant') ? reply : `${stock.marking}\n\n${reply}`
}
