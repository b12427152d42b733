import type { Encoder } from '../../streams/follow-run.ts'
import { createEnvelope } from '../envelope.ts'
import { fieldErrors } from '../field-errors.ts'
import { createLegacyEncoder } from '../legacy-encoder.ts'
import { pythonString } from '../python-json.ts'

/** Every frame carries the id of the request that reads it. */
export function createEncoder(correlationId: string): Encoder {
  const id = pythonString(correlationId)
  return createLegacyEncoder({
    stored: false,
    text: (json, n) => `data: {"content": ${json}, "sequence": ${n}, "is_final": false, "correlation_id": ${id}}\n\n`,
    success: (n) => `data: {"content": "", "sequence": ${n}, "is_final": true, "correlation_id": ${id}}\n\n`,
    failure: (error) =>
      `data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": ${id}, "error": ${pythonString(error)}}\n\n`,
  })
}

export const codec = createEnvelope((error) => {
  if (error.code === 'malformed_json') return { status: 400, error: 'Malformed JSON' }
  if (error.code !== 'invalid') return undefined
  const [first] = fieldErrors(error)
  return { status: 400, error: 'Validation error', detail: `Field '${first?.loc.join('.')}': ${first?.msg}` }
})
