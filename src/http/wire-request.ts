import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../conversation/errors.ts'
import type { Route, WireRequest } from '../dialects/dialect.ts'
import type { Caller } from './authenticate.ts'
import { validate } from './validate.ts'

/** Without the query, which may hold what a person says; a whole URL, which may hold a password, is none. */
export const pathOf = ({ url }: FastifyRequest): string => (url.startsWith('/') ? (url.split('?', 1)[0] ?? '') : '')

function leftOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  const { raw } = reply
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  if (raw.destroyed || raw.socket?.destroyed === true) controller.abort()
  return controller.signal
}

/** A request as a dialect sees it: as somebody's, and held against the schemas of the route. */
export function wireRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  { schema }: Route,
  { userId, isKnown }: Caller,
): WireRequest {
  return {
    userId,
    personNamed(id) {
      if (id === undefined || id === userId) return userId
      if (!isKnown) return id
      throw new DomainError('not_found', 'There is no user of that id, or it is not you. Name yourself, or nobody.')
    },
    isSomebody: (id) => isKnown || id !== undefined,
    params: validate(schema.params, 'path', request.params),
    query: validate(schema.querystring, 'query', request.query),
    body: validate(schema.body, 'body', request.body),
    path: pathOf(request),
    correlationId: request.id,
    header(name) {
      const value = request.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    left: () => leftOf(reply),
  }
}
