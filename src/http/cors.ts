import type { FastifyReply, FastifyRequest } from 'fastify'

const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers':
    'Content-Type, Authorization, Idempotency-Key, Last-Event-ID, Prefer, X-Correlation-Id, X-Run-Id, X-Session-Id',
  'access-control-max-age': '600',
}

const exposed =
  'X-Correlation-Id, X-Run-Id, X-Conversation-Id, X-Workflow-Run-Id, X-Request-Id, Location, Retry-After, x-should-retry, RateLimit, RateLimit-Policy, WWW-Authenticate'

/** `any`: every origin; a list: these; undefined: every origin on paths that are open to pages, and none elsewhere. */
export type CorsOrigins = 'any' | readonly string[] | undefined

/** What OpenAI's clients tell of themselves, and send from pages too; there are more of them with each version. */
const ofTheirClients = /^x-stainless-[a-z-]{1,40}$/i

function allowedHeaders(request: FastifyRequest): string {
  const asked = (request.headers['access-control-request-headers'] ?? '').split(',', 40)
  const theirs = asked.map((name) => name.trim()).filter((name) => ofTheirClients.test(name))
  return [preflight['access-control-allow-headers'], ...theirs].join(', ')
}

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/** Lets pages of other origins ask, where they may. True where the request was only the question whether they may. */
export function allowOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  origins: CorsOrigins,
  isOpen: boolean,
): boolean {
  if (origins === undefined && !isOpen) return false
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined) return false
  if (Array.isArray(origins) && !origins.includes(origin)) return isPreflight(request)
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': exposed,
  })
  if (!isPreflight(request)) return false
  reply.headers({ ...preflight, 'access-control-allow-headers': allowedHeaders(request) })
  return true
}
