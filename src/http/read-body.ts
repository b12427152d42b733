import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../conversation/errors.ts'
import { parseLargeJson } from './large-json.ts'
import { JsonError, type JsonRefusal, parseJson } from '../std/parse-json.ts'

const reasons: Record<JsonRefusal, (depth: number) => string> = {
  malformed: () => 'The body cannot be read as JSON in UTF-8. Send one JSON document.',
  too_deep: (depth) => `The body is nested deeper than ${depth} levels. Send a flatter document.`,
  forbidden_key: () => 'The body has a key named "__proto__" or a "constructor" with a "prototype". Leave it out.',
}

/** From here on, parsing takes long enough for streams to notice. */
const large = 1024 * 1024

/** Neither compressed nor in another alphabet than JSON's own. */
function isPlain({ headers }: FastifyRequest): boolean {
  const charset = /charset\s*=\s*"?([^\s";]*)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase()
  const encoding = headers['content-encoding'] ?? 'identity'
  return encoding === 'identity' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')
}

/** JSON and nothing else; an empty body is none, whatever type it says it has. */
export function readBodies(app: FastifyInstance, depth: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      if (bytes.length === 0) return undefined
      if (!isPlain(request)) throw unsupported()
      try {
        return bytes.length > large ? await parseLargeJson(bytes, { depth }) : parseJson(bytes, { depth })
      } catch (error) {
        if (error instanceof JsonError) throw new DomainError('malformed_json', reasons[error.code](depth))
        throw error
      }
    },
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, bytes: Buffer) => {
    if (bytes.length === 0) return undefined
    throw unsupported()
  })
}

export const unsupported = (): DomainError =>
  new DomainError(
    'unsupported_media_type',
    'The body must be JSON in UTF-8, not compressed. Send it with "Content-Type: application/json".',
  )
