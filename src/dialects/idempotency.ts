import { DomainError } from '../conversation/errors.ts'
import { canonicalJson } from '../std/canonical-json.ts'
import { codePointLength } from '../std/code-points.ts'
import { sha256Hex } from '../std/sha256-hex.ts'
import type { WireRequest } from './dialect.ts'

/** What makes a request the same as another: its key, and all that was asked with it. */
export function idempotencyOf(
  { header, path }: Pick<WireRequest, 'header' | 'path'>,
  body: unknown,
): { idempotencyKey: string | undefined; requestHash: string } {
  const key = header('idempotency-key')
  if (key === undefined) return { idempotencyKey: undefined, requestHash: '' }
  const length = codePointLength(key)
  if (length >= 1 && length <= 255)
    return { idempotencyKey: key, requestHash: sha256Hex(canonicalJson({ path, body })) }
  throw new DomainError('invalid', 'The Idempotency-Key is empty or too long. Send one of 1 to 255 characters.', {
    problems: [{ path: ['headers', 'idempotency-key'], message: 'must have 1 to 255 characters' }],
  })
}
