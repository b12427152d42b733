import { Readable } from 'node:stream'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify'
import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { Codec, Dialect, DialectSettings, Reply, Route, WireRequest } from '../dialects/dialect.ts'
import type { Logger } from '../observe/logger.ts'
import { isLoopbackHost } from '../std/is-loopback-host.ts'
import { answerWire } from './answer-wire-error.ts'
import { correlationIdOf } from './correlation-id.ts'
import { allowOrigin, type CorsOrigins } from './cors.ts'
import { addDocs, describe } from './docs.ts'
import { toDomainError } from './errors.ts'
import { addHealth, healthPaths } from './health.ts'
import { offerFor, type Place, placesOf } from './places.ts'
import { readBodies } from './read-body.ts'
import { validate } from './validate.ts'
import type { WriteStream } from './write-stream.ts'

export interface AppOptions {
  engine: Engine
  streams: WriteStream
  dialects: readonly Dialect[]
  /** What every path says that belongs to no dialect. */
  commonCodec: Codec
  settings: DialectSettings
  log: Logger
  checks: Readonly<Record<string, string>>
  version: string
  /** Listening for this machine only: a request for another host's name did not come from a person here. */
  loopbackOnly: boolean
  origins: CorsOrigins
  limits: { bodyBytes: number; importBytes: number; jsonDepth: number }
  now(): number
}

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? ''

/** What a proxy in front may have read in another way than we would. */
const isAmbiguous = ({ raw, url }: FastifyRequest): boolean =>
  !url.startsWith('/') || (raw.headersDistinct.host?.length ?? 0) > 1

function leftOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  const { raw } = reply
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  if (raw.destroyed || raw.socket?.destroyed === true) controller.abort()
  return controller.signal
}

function wireRequest(request: FastifyRequest, reply: FastifyReply, { schema }: Route): WireRequest {
  const userId = 'local'
  return {
    userId,
    personNamed: (id) => id ?? userId,
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

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { engine, streams, dialects, commonCodec, settings, log, limits } = options
  const app = fastify({
    genReqId: correlationIdOf,
    bodyLimit: limits.bodyBytes,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    http: { maxHeaderSize: 16_384, headersTimeout: 15_000, connectionsCheckingInterval: 1_000 },
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 2_048, ignoreTrailingSlash: false },
    return503OnClosing: false,
    clientErrorHandler: answerWire,
    frameworkErrors: (error, request, reply) => void refuse(toDomainError(error), request, reply as FastifyReply),
  })
  // A body may be for one of several contracts: each is held against its own schema, when it is known whose it is.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  readBodies(app, limits.jsonDepth)

  const places = placesOf(dialects)
  /** Whose words a request is answered in, once its body has said for whom it is. */
  const chosen = new WeakMap<FastifyRequest, Codec>()

  const codecFor = (request: FastifyRequest): Codec =>
    chosen.get(request) ?? places.codecFor(request.method, request.routeOptions.url, pathOf(request)) ?? commonCodec

  async function refuse(error: DomainError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { status, body, headers } = codecFor(request).encodeError(error, request.id)
    const fields = {
      correlation_id: request.id,
      method: request.method,
      path: pathOf(request),
      status,
      code: error.code,
      ...(typeof error.extra['runId'] === 'string' && { run_id: error.extra['runId'] }),
    }
    if (status >= 500 && error.cause !== undefined) log.error('request_failed', { ...fields, error: error.cause })
    else log.info(error.code === 'invalid' ? 'validation_error' : 'request_refused', fields)
    // What was not read to its end cannot be followed by another request.
    if (error.code === 'too_large') reply.header('connection', 'close')
    await reply
      .code(status)
      .header('x-correlation-id', request.id)
      .header('content-type', 'application/json; charset=utf-8')
      .headers(headers ?? {})
      .send(JSON.stringify(body))
  }

  function send(reply: FastifyReply, answer: Reply): unknown {
    if (answer.kind === 'stream') {
      const { reading, encoder, headers } = answer
      streams.start(reply, { reading, encoder, headers })
      log.info('stream_started', { correlation_id: reply.request.id, run_id: reading.run })
      return reply
    }
    reply.headers(answer.headers ?? {})
    if (answer.kind === 'document') return reply.type(answer.contentType).send(Readable.from(answer.pieces))
    reply.code(answer.status)
    if (answer.body === undefined) return reply.send()
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body))
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-correlation-id', request.id)
    log.info('request_received', { correlation_id: request.id, method: request.method, path: pathOf(request) })
    const { url = '' } = request.routeOptions
    const isOpen = url === '/health' || places.openToPages.has(url)
    const wasPreflight = allowOrigin(request, reply, options.origins, isOpen)
    if (isAmbiguous(request)) {
      throw new DomainError(
        'misdirected',
        'The request says in more than one place which host it is for. Send one Host header, and a path without a host.',
      )
    }
    if (options.loopbackOnly && !isLoopbackHost(request.hostname)) {
      throw new DomainError(
        'misdirected',
        'This server listens for its own machine only and was asked for by another name. Use localhost, or set HOST.',
      )
    }
    if (wasPreflight) await reply.code(204).send()
  })
  app.setErrorHandler((error: Parameters<typeof toDomainError>[0], request, reply) =>
    refuse(toDomainError(error), request, reply),
  )
  app.setNotFoundHandler((request, reply) =>
    refuse(
      new DomainError('route_not_found', 'This server has nothing at this path. GET /docs lists what there is.'),
      request,
      reply,
    ),
  )

  await addDocs(app, options.version, dialects)
  addHealth(app, { engine, checks: options.checks, now: options.now })

  function add(place: Place): void {
    const { method, path, offers } = place
    app.route({
      method,
      url: path,
      schema: describe(offers),
      ...(offers.some(({ route }) => route.large) && { bodyLimit: limits.importBytes }),
      handler: async (request, reply) => {
        const offer = offerFor(place, request.body)
        if (!offer) return undefined
        const { route, dialect } = offer
        chosen.set(request, dialect.codec)
        return send(reply, await route.handle(wireRequest(request, reply, route), engine, settings))
      },
    })
  }

  /** A path that exists refuses the methods that it does not have, and says which it has. */
  function refuseOthers(path: string, allowed: HTTPMethods[]): void {
    const allow = allowed.join(', ')
    app.route({
      method: methods.filter((method) => !allowed.includes(method)),
      url: path,
      schema: { hide: true },
      onRequest: async (_request, reply) => {
        reply.header('allow', allow)
        throw new DomainError('method_not_allowed', `This path takes ${allow}.`)
      },
      handler: async () => undefined,
    })
  }

  for (const place of places.all) add(place)
  for (const [path, methods] of places.methods) refuseOthers(path, methods)
  for (const path of healthPaths) refuseOthers(path, ['GET', 'HEAD'])
  refuseOthers('/openapi.json', ['GET'])
  return app
}
