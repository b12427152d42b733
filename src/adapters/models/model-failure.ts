import type { ModelError, ModelErrorCode } from '../../ports/model.ts'

/** For the log alone. Never the provider's own sentences: they may quote what a person wrote. */
export interface FailureCause {
  reason: string
  status?: number
}

const HOPELESS: ReadonlySet<ModelErrorCode> = new Set(['refused', 'too_long', 'cancelled'])
const EXCERPT = 1000

export function modelFailure(code: ModelErrorCode, cause: FailureCause, retryAfterMs?: number): ModelError {
  const failure: ModelError = { kind: 'error', code, retryable: !HOPELESS.has(code), cause }
  return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs }
}

/** Providers repeat the key that they refuse. It is hidden before the text is cut, so that no half of it is left. */
export function withoutKey(error: ModelError, key: string | undefined): ModelError {
  const { reason, status } = error.cause as FailureCause
  const clean = (text: string) => (key ? text.replaceAll(key, '[key]') : text).slice(0, EXCERPT)
  const cause: FailureCause = { reason: clean(reason) }
  if (status !== undefined) cause.status = status
  return { ...error, cause }
}
