import type { Engine } from '../../conversation/engine.ts'
import { isTerminal } from '../../conversation/is-terminal.ts'
import { attemptOf, beginningOf } from '../../conversation/seq.ts'
import type { Run, Seq } from '../../conversation/types.ts'
import type { Reading } from '../../streams/follow-run.ts'
import type { ToldBefore } from './response-frames.ts'
import { eventOf, isBreak } from './response-numbers.ts'

const openings = new Set(['notice', 'started', 'restarted'])

/** Where a reader goes on, and what it has been told by then. */
export async function resumption(
  engine: Engine,
  userId: string,
  { id, attempt }: Run,
  number: number,
): Promise<{ reading: Reading; before: ToldBefore }> {
  const seq = eventOf(number)
  // Refused where it cannot be a number of this run.
  await engine.reading(userId, id, seq)
  const [event] = await engine.readLog(userId, id, seq - 1)
  const type = event?.seq === seq ? event.type : undefined
  const isOpening = type !== undefined && openings.has(type)
  const at = (after: Seq): Reading => ({ run: id, userId, after })
  if (isBreak(number))
    return { reading: at(beginningOf(attempt)), before: { number, announced: true, heard: true, broken: true } }
  if (isOpening) {
    // Told again for those of its frames that are missing; one of an attempt that was lost is not.
    const isLost = attemptOf(seq) < attempt
    const announced = isLost && type !== 'notice'
    return {
      reading: at(isLost ? beginningOf(attempt) : seq - 1),
      before: { number, announced, heard: false, broken: false },
    }
  }
  // What is told in several frames may be half told; a delta is one.
  const after = event?.seq === seq && isTerminal(event) ? seq - 1 : seq
  return { reading: at(after), before: { number, announced: true, heard: true, broken: false } }
}
