import { acceptSummary } from '../context/accept-summary.ts'
import { planSummary } from '../context/plan-summary.ts'
import { summaryPrompt } from '../context/summary-prompt.ts'
import { readUnsummarized } from '../context/unsummarized.ts'
import type { AskHelper } from '../ports/ask-helper.ts'
import type { Runs } from '../ports/runs.ts'
import type { Summaries } from '../ports/summaries.ts'
import type { ChoreHandler } from './do-chores.ts'
import { readTurnsOf } from './read-turns.ts'

export interface SumUpDeps {
  ask: AskHelper | undefined
  runs: Pick<Runs, 'history'>
  summaries: Summaries
  now(): number
}

const answerTokens = 800
const summariesRead = 4
/** One call takes in a bounded part: what is left after so many is for the next time. */
const mostSteps = 8

/** Folds what will soon have no room into the summary of a conversation, a part at a time. */
export function sumUp({ ask, runs, summaries, now }: SumUpDeps): ChoreHandler {
  /** False when there is no more to be told. */
  async function step(
    userId: string,
    conversationId: string,
    { messageId, room }: { messageId: string; room: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const known = await summaries.latest(userId, conversationId, summariesRead)
    const readTurns = readTurnsOf(runs, { userId, conversationId, messageId })
    const { turns, previous } = await readUnsummarized(readTurns, known, room)
    const plan = planSummary(turns, room)
    if (!ask || !plan) return false
    const messages = summaryPrompt(previous?.text, plan.turns)
    const answer = await ask(userId, conversationId, { messages, maxTokens: answerTokens }, signal)
    const text = answer === undefined ? undefined : acceptSummary(answer)
    if (text === undefined) return false
    const version = (known[0]?.version ?? 0) + 1
    return summaries.add(userId, conversationId, { version, messageId: plan.messageId, text }, now())
  }

  return async ({ userId, subject, chores }, signal) => {
    const { answerId, room } = chores[0]?.payload ?? {}
    const from = { messageId: String(answerId), room: Number(room) }
    for (let steps = 0; steps < mostSteps && (await step(userId, subject, from, signal)); steps++);
  }
}
