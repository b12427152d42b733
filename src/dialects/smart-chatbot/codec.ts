import type { Encoder } from '../../streams/follow-run.ts'
import { createEnvelope, listed } from '../envelope.ts'
import { createLegacyEncoder } from '../legacy-encoder.ts'
import { pythonString } from '../python-json.ts'

const last = 'data: [DONE]\n\n'
const apology = '"Sorry, something went wrong with this answer."'

export const createEncoder = (): Encoder =>
  createLegacyEncoder({
    stored: true,
    text: (json) => `data: {"content": ${json}, "done": false}\n\n`,
    success: () => `data: {"content": "", "done": true}\n\n${last}`,
    failure: (error) => `data: {"content": ${apology}, "done": true, "error": ${pythonString(error)}}\n\n${last}`,
  })

export const codec = createEnvelope(listed)
