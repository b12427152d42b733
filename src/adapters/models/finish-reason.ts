import type { FinishReason } from '../../ports/model.ts'

/** Of vLLM, SGLang, OpenRouter and DeepSeek: the server gave the answer up, and ends its stream as if it were whole. */
const givenUp = new Set(['abort', 'error', 'insufficient_system_resource'])

/** Why an answer ended, as Chat Completions and those who imitate it say it. */
export function readFinishReason(said: string): FinishReason | 'given_up' {
  if (givenUp.has(said)) return 'given_up'
  if (said === 'model_length') return 'length'
  return said === 'length' || said === 'content_filter' ? said : 'stop'
}
