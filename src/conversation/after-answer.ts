import type { Context } from '../context/build-context.ts'
import type { AfterAnswer } from '../ports/journal.ts'
import type { RunJob } from '../ports/runs.ts'

/** By then a person has paused, or has gone. */
const restMs = 10_000

/** What is to be done about an answer when nobody waits any more. */
export function afterAnswer(
  { request, transcript }: RunJob,
  { summaryDue, room }: Context,
  hasHelper: boolean,
): AfterAnswer {
  const remember = request.memory !== false
  const said = remember ? transcript?.findLast(({ role }) => role === 'user')?.content : undefined
  const isStored = transcript === undefined
  return {
    remember,
    ...(said !== undefined && { said }),
    title: hasHelper && isStored,
    ...(hasHelper && isStored && summaryDue === true && room !== undefined && { summarize: { room } }),
    restMs,
  }
}
