import type { Escalate, EscalationNotice } from '../ports/escalation.ts'
import type { Runs } from '../ports/runs.ts'
import type { ChoreHandler } from './do-chores.ts'

/** Where people outside are told of somebody in danger. */
export interface Escalation extends Escalate {
  /** What was said goes along. */
  withText: boolean
}

export interface EscalateDeps {
  escalation: Escalation | undefined
  runs: Pick<Runs, 'get' | 'message'>
}

/** Tells whoever is to be told outside: the same at every try, but for what has been deleted since. */
export function createEscalate({ escalation, runs }: EscalateDeps): ChoreHandler {
  async function textOf({ userId, runId }: EscalationNotice): Promise<string | undefined> {
    const run = runId === undefined || userId === undefined ? undefined : await runs.get(userId, runId)
    if (!run || userId === undefined) return undefined
    return (await runs.message(userId, run.userMessageId))?.content
  }

  return async ({ chores }, signal) => {
    for (const { payload } of chores) {
      const notice = payload as unknown as EscalationNotice
      const text = escalation?.withText === true ? await textOf(notice) : undefined
      await escalation?.send({ ...notice, ...(text !== undefined && { text }) }, signal)
    }
  }
}
