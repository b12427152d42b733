import type { Personas } from '../personas/personas.ts'
import type { SaidTurn } from '../ports/classifier.ts'
import type { ModelMessage } from '../ports/model.ts'
import type { RunJob, Runs } from '../ports/runs.ts'
import type { GuardRequest, Safety } from '../safety/create-safety.ts'
import type { Guard } from '../safety/guard.ts'
import type { RunWriter } from '../streams/write-run.ts'
import { hearsNotices } from './hears-notices.ts'

export interface GuardOfDeps {
  safety: Safety
  personas: Pick<Personas, 'get'>
  runs: Pick<Runs, 'history'>
}

/** As many as anybody who judges is shown. */
const turnsRead = 7

const turnsOf = (messages: readonly Pick<ModelMessage, 'role' | 'content'>[]): SaidTurn[] =>
  messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }]))

/** What is said in a run, and what was said before it where the request itself brought that. */
function saidIn({ transcript, asked }: RunJob): { said: string; before: SaidTurn[] | undefined } {
  if (!transcript) return { said: asked ?? '', before: undefined }
  const turns = turnsOf(transcript)
  const last = turns.findLastIndex(({ role }) => role === 'user')
  return { said: turns[last]?.content ?? '', before: turns.slice(0, Math.max(0, last)) }
}

/** Who looks after an answer, told all that there is to know of who asked. */
export function createGuardOf({ safety, personas, runs }: GuardOfDeps) {
  function requestOf(job: RunJob): GuardRequest {
    const { run, userId, request, care } = job
    const persona = personas.get(job.persona)
    const { conversationId, userMessageId: messageId } = run
    return {
      runId: run.id,
      conversationId: job.transcript ? null : conversationId,
      userId,
      persona: job.persona,
      name: persona?.name,
      therapy: persona?.therapy === true,
      hearsNotices: hearsNotices(job),
      ...saidIn(job),
      care,
      acceptLanguage: request.acceptLanguage,
      traceId: request.correlationId ?? run.id,
      async turns() {
        const { turns } = await runs.history(userId, conversationId, { messageId }, turnsRead)
        return turnsOf(turns.slice(1).toReversed())
      },
    }
  }

  return {
    guard: (job: RunJob, writer: RunWriter, signal: AbortSignal): Promise<Guard> =>
      safety.guard(requestOf(job), writer, signal),
    isAtRisk: (job: RunJob): Promise<boolean> => safety.isAtRisk({ ...saidIn(job), care: job.care }),
  }
}
