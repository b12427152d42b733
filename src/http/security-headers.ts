import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * For answers that are no pages: opened as one, nothing in them runs, loads or is framed. What is asked for by CORS is
 * not held back by the resource policy; `<script>` and `<img>` of other origins are, and they ask without it.
 */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** For an answer that no hook sees: that of a path that cannot be read. */
export const secure = (reply: FastifyReply): FastifyReply => reply.headers(securityHeaders)

/** On every answer from here on; a route that says one of these itself wins. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    secure(reply)
    done()
  })
}
