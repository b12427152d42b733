import { attemptOf } from '../../conversation/seq.ts'
import type { RunEvent } from '../../conversation/types.ts'
import type { Encoder } from '../../streams/follow-run.ts'
import { createEnvelope } from '../envelope.ts'
import { createLegacyEncoder } from '../legacy-encoder.ts'
import { pythonString } from '../python-json.ts'
import type { Cursor } from './cursor.ts'

export const errorFrame = (error: string): string => `data: {"error": ${pythonString(error)}}\n\n`

const words = {
  stored: true,
  text: (json: string) => `data: {"content": ${json}}\n\n`,
  success: () => '',
  failure: errorFrame,
}

/** With a run, a number and a piece, each as long as a cursor may have it. */
const longestId = 65

export const createEncoder = (): Encoder => createLegacyEncoder(words)

const frameEnd = '\n\n'

const begunAnew = ({ seq }: RunEvent): RunEvent => ({
  seq: seq - 1,
  type: 'restarted',
  data: { attempt: attemptOf(seq), reason: 'compacted' },
})

/** For readers that come back with the id of what they have heard last. */
export function createResumableEncoder({ after, pieces }: Cursor): Encoder {
  const resumed = after > 0 || pieces > 0
  const encoder = createLegacyEncoder(words, { resumed, skip: pieces, added: longestId })
  let opened = resumed
  let skipped = pieces

  /** Pieces of what is not kept any more are no pieces of what is told in its place. */
  const isElsewhere = ({ type, seq }: RunEvent): boolean => skipped > 0 && type === 'delta' && seq !== after + 1

  function encode(event: RunEvent, run: string): string {
    const opening = opened ? '' : `id: ${run}:0\n\n`
    opened = true
    const told = isElsewhere(event) ? begunAnew(event) : event
    const text = encoder.encode(told, run)
    // Nearly always it is one frame, or none.
    if (skipped === 0 && text.indexOf(frameEnd) + frameEnd.length === text.length) {
      return `${opening}${text.slice(0, -1)}id: ${run}:${told.seq}${frameEnd}`
    }
    const frames = text.split(frameEnd).slice(0, -1)
    const numbered = frames.map((frame, i) => {
      const piece = i === frames.length - 1 ? '' : `:${skipped + i + 1}`
      return `${frame}\nid: ${run}:${told.seq}${piece}\n\n`
    })
    if (frames.length > 0) skipped = 0
    return opening + numbered.join('')
  }

  return {
    encode,
    paced: true,
    get over() {
      return encoder.over ?? false
    },
    farewell: encoder.farewell,
  }
}

export const missing =
  'This needs a "message" of 1 to 32000 characters that is not blank, a "sessionId" of 1 to 255, and a "userId" like it ' +
  'if there is one; each is a text, or a number below 2^53. Correct that and send it again.'

export const codec = createEnvelope((error) => {
  if (error.code === 'malformed_json') return { status: 400, error: 'Malformed JSON' }
  if (error.code !== 'invalid') return undefined
  const ofBody = error.problems[0]?.path[0] === 'body'
  return ofBody
    ? { status: 400, error: 'Missing required fields', detail: missing }
    : { status: 400, error: 'Validation error' }
})
