import type { RunEvent } from '../../conversation/types.ts'
import type { Encoder } from '../../streams/follow-run.ts'
import { createEnvelope } from '../envelope.ts'
import { createLegacyEncoder } from '../legacy-encoder.ts'
import { pythonString } from '../python-json.ts'
import type { Cursor } from './cursor.ts'

export const errorFrame = (error: string): string => `data: {"error": ${pythonString(error)}}\n\n`

const words = {
  text: (json: string) => `data: {"content": ${json}}\n\n`,
  success: () => '',
  failure: errorFrame,
}

export const createEncoder = (): Encoder => createLegacyEncoder(words)

/** For readers that come back with the id of what they have heard last. */
export function createResumableEncoder({ after, pieces }: Cursor): Encoder {
  const resumed = after > 0 || pieces > 0
  const encoder = createLegacyEncoder(words, { resumed, skip: pieces })
  let opened = resumed
  let skipped = pieces

  function encode(event: RunEvent, run: string): string {
    const opening = opened ? '' : `id: ${run}:0\n\n`
    opened = true
    const frames = encoder.encode(event, run).split('\n\n').slice(0, -1)
    const numbered = frames.map((frame, i) => {
      const piece = i === frames.length - 1 ? '' : `:${skipped + i + 1}`
      return `${frame}\nid: ${run}:${event.seq}${piece}\n\n`
    })
    if (frames.length > 0) skipped = 0
    return opening + numbered.join('')
  }

  return {
    encode,
    get over() {
      return encoder.over ?? false
    },
    farewell: encoder.farewell,
  }
}

export const missing =
  'This needs a "message" of 1 to 32000 characters that is not blank, a "sessionId" of 1 to 255, and a "userId" like it ' +
  'if there is one; each is a text or a number. Correct that and send it again.'

export const codec = createEnvelope((error) => {
  if (error.code === 'malformed_json') return { status: 400, error: 'Malformed JSON' }
  if (error.code !== 'invalid') return undefined
  const ofBody = error.problems[0]?.path[0] === 'body'
  return { status: 400, error: 'Missing required fields', ...(ofBody && { detail: missing }) }
})
