import type { Encoder } from '../../streams/follow-run.ts'
import { createEnvelope, listed } from '../envelope.ts'
import { createLegacyEncoder } from '../legacy-encoder.ts'
import { pythonString } from '../python-json.ts'

const done = 'data: {"token": "", "content": "", "done": true}\n\n'

export const createEncoder = (): Encoder =>
  createLegacyEncoder({
    stored: false,
    text: (json) => `data: {"token": ${json}, "content": ${json}, "done": false}\n\n`,
    success: () => done,
    failure: (error) => `data: {"error": ${pythonString(error)}, "token": "", "content": "", "done": false}\n\n${done}`,
  })

export const codec = createEnvelope((error) => {
  const refusal = error.extra['refusal']
  return typeof refusal === 'string' ? { status: 400, detail: refusal } : listed(error)
})
