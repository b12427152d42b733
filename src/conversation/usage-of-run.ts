import { estimateTokens } from '../context/tokens.ts'
import { costOf } from '../models/cost.ts'
import type { ModelUsage } from '../ports/model.ts'
import type { RunJob } from '../ports/runs.ts'
import type { Usage } from './types.ts'

interface Told {
  text: string
  deltas: number
  /** As the provider counted. */
  counted: ModelUsage | undefined
  /** Asked and then stopped: what was asked has been paid for, whatever came back. */
  stopped: boolean
}

/** What a run has cost: the sum over its attempts, estimated where nobody counted, null where nothing is known. */
export function usageOfRun(
  { request, lostText }: Pick<RunJob, 'request' | 'lostText'>,
  promptTokens: number,
  told: Told | undefined,
  model = request.model,
): Usage | null {
  let input = 0
  let output = 0
  let known = false
  const add = (inputTokens: number, outputTokens: number): void => {
    input += inputTokens
    output += outputTokens
    known = true
  }
  for (const text of lostText) add(promptTokens, estimateTokens(text))
  if (told?.counted) add(told.counted.inputTokens, told.counted.outputTokens)
  else if (told && (told.deltas > 0 || told.stopped)) {
    add(promptTokens, Math.max(told.deltas, estimateTokens(told.text)))
  }
  if (!known) return null
  const estimated = lostText.length > 0 || (told?.counted?.estimated ?? told?.counted === undefined)
  const costUsd = costOf(model, { inputTokens: input, outputTokens: output })
  const cost = costUsd !== undefined && { costUsd }
  return { inputTokens: input, outputTokens: output, totalTokens: input + output, estimated, ...cost }
}
