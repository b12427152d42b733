import type { ModelMessage } from '../../../ports/model.ts'
import { readClauses, visiblePart } from './clauses.ts'
import type { Clause } from './clauses.ts'
import { isGibberish } from './gibberish.ts'
import { inOtherLanguage, isEnglish } from './languages.ts'
import { recall } from './recall.ts'
import { sayAgain, sayNew } from './rotation.ts'
import { hearAll } from './rule.ts'
import { script } from './script.ts'
import { grave } from './script/grave.ts'
import * as stock from './script/continuations.ts'
import { doSum } from './sum.ts'

const MAX_TURNS = 60
/** A rule below this has understood so little that an earlier remark may be worth more. */
const FAINT = 16
/** A rule from here on has understood enough to turn from something grave. */
const CLEAR = 60
const RECALL_EVERY = 4
const RECALL_AFTER = 4
const FEW_WORDS = 2
const MAX_REPLY = 2000
const MAX_SEED = 200

const said = (messages: readonly ModelMessage[], role: ModelMessage['role']): string[] =>
  messages.filter((message) => message.role === role).map(({ content }) => content)

const wroteEnglish = (texts: readonly string[]): boolean =>
  texts.slice(-6).some((text) => isEnglish(readClauses(visiblePart(text))))

const withoutMarking = (reply: string): string =>
  (reply.startsWith(stock.marking) ? reply.slice(stock.marking.length) : reply).slice(0, MAX_REPLY).trim()

const graveReplies = [...grave.flatMap(({ say }) => say), ...stock.afterGrave]

/** Whether something grave was said a moment ago, so that a stock sentence would be cold. */
const isShaken = (replies: readonly string[]): boolean => graveReplies.some((reply) => replies.at(-1)?.includes(reply))

/** Starts the rotation elsewhere in another conversation, and in the same place in the same one. */
function turned(templates: readonly string[], seed: string): string[] {
  const sum = Array.from(seed.slice(0, MAX_SEED), (char) => char.codePointAt(0) ?? 0).reduce((a, b) => a + b, 0)
  const start = sum % templates.length
  return [...templates.slice(start), ...templates.slice(0, start)]
}

function answerWords(
  turn: number,
  clauses: readonly Clause[],
  texts: readonly string[],
  replies: readonly string[],
): string | undefined {
  const heard = hearAll(script, clauses)
  const rank = heard[0]?.rule.rank ?? 0
  const asked = clauses.some(({ asks }) => asks)
  const gibberish = isGibberish(clauses)
  const isBrief = clauses.length === 1 && (clauses[0]?.words.length ?? 0) <= FEW_WORDS
  if (isShaken(replies) && rank < CLEAR) {
    const sentence = sayNew(stock.afterGrave, replies)
    if (sentence !== undefined) return sentence
  }
  if (texts.at(-2) === texts.at(-1) && !isBrief && !heard[0]?.rule.insist) {
    const sentence = sayNew(stock.toRepeats, replies)
    if (sentence !== undefined) return sentence
  }
  if (rank < FAINT && !asked && !gibberish && turn % RECALL_EVERY === 0) {
    const sentence = recall(texts.slice(0, -RECALL_AFTER), replies)
    if (sentence !== undefined) return sentence
  }
  for (const { rule, parts } of heard) {
    const sentence = (rule.insist ? sayAgain : sayNew)(rule.say, replies, parts)
    if (sentence !== undefined) return sentence
  }
  if (heard.length > 0) return undefined
  if (gibberish) return sayAgain(stock.toGibberish, replies)
  if (asked) return sayNew(stock.toQuestions, replies)
  return isBrief ? sayNew(stock.toFewWords, replies) : undefined
}

function answer(turn: number, texts: readonly string[], replies: readonly string[]): string | undefined {
  const latest = texts.at(-1)
  if (latest === undefined) return sayAgain(stock.openings, replies)
  const text = visiblePart(latest)
  if (latest.trim() === '') return sayAgain(stock.toSilence, replies)
  const sum = doSum(text)
  if (sum !== undefined) {
    const sentences = stock.toSums.map((template) => template.replace('{sum}', sum))
    return sayAgain(sentences, replies)
  }
  const clauses = readClauses(text)
  if (clauses.length === 0) return sayAgain(stock.toMarks, replies)
  const foreign = inOtherLanguage(text, clauses, wroteEnglish(texts.slice(0, -1)))
  if (foreign) return sayAgain(foreign, replies)
  return answerWords(turn, clauses, texts, replies) ?? sayAgain(turned(stock.continuations, texts[0] ?? ''), replies)
}

/** All that is known is in the messages, so the same messages always get the same reply. `opener` is said as it is. */
export function composeReply(messages: readonly ModelMessage[], opener?: string): string {
  const turn = messages.reduce((count, { role }) => count + (role === 'user' ? 1 : 0), 0)
  const turns = messages.slice(-2 * MAX_TURNS)
  const replies = said(turns, 'assistant').map(withoutMarking)
  const reply = opener ?? answer(turn, said(turns, 'user'), replies) ?? ''
  return messages.some(({ role }) => role === 'assistant') ? reply : `${stock.marking}\n\n${reply}`
}
