import { Readable } from 'node:stream'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { Codec, Dialect, DialectSettings, Reply, Route, WireRequest } from '../dialects/dialect.ts'
import type { Logger } from '../observe/logger.ts'
import { isLoopbackHost } from '../std/is-loopback-host.ts'
import { answerWire } from './answer-wire-error.ts'
import { correlationIdOf } from './correlation-id.ts'
import { addDocs } from './docs.ts'
import { commonCodec, toDomainError } from './errors.ts'
import { addHealth, healthPaths } from './health.ts'
import { readBodies } from './read-body.ts'
import type { WriteStream } from './write-stream.ts'

export interface AppOptions {
  engine: Engine
  streams: WriteStream
  dialects: readonly Dialect[]
  settings: DialectSettings
  log: Logger
  checks: Readonly<Record<string, string>>
  version: string
  /** Listening for this machine only: a request for another host's name did not come from a person here. */
  loopbackOnly: boolean
  limits: { bodyBytes: number; importBytes: number; jsonDepth: number }
  now(): number
}

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? ''

/** What a proxy in front may have read in another way than we would. */
const isAmbiguous = ({ raw, url }: FastifyRequest): boolean =>
  !url.startsWith('/') || (raw.headersDistinct.host?.length ?? 0) > 1

function wireRequest(request: FastifyRequest): WireRequest {
  return {
    userId: 'local',
    params: request.params,
    query: request.query,
    body: request.body,
    path: pathOf(request),
    header(name) {
      const value = request.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
  }
}

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { engine, streams, dialects, settings, log, limits } = options
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
  app.setValidatorCompiler(validatorCompiler)
  readBodies(app, limits.jsonDepth)

  const codecs = new Map<string, Codec>()
  function codecFor(request: FastifyRequest): Codec {
    const route = codecs.get(request.routeOptions.url ?? '')
    if (route) return route
    const path = pathOf(request)
    return dialects.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))?.codec ?? commonCodec
  }

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

  function send(reply: FastifyReply, answer: Reply, codec: Codec): unknown {
    if (answer.kind === 'stream') {
      const { reading, encode, headers } = answer
      streams.start(reply, { reading, encode, headers, farewell: codec.farewell })
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

  await addDocs(app, options.version)
  addHealth(app, { engine, checks: options.checks, now: options.now })

  function add(route: Route, dialect: Dialect): void {
    const { method, path, schema, summary, large } = route
    app.route({
      method,
      url: path,
      schema: { ...schema, summary, tags: [dialect.name] },
      ...(large === true && { bodyLimit: limits.importBytes }),
      handler: async (request, reply) =>
        send(reply, await route.handle(wireRequest(request), engine, settings), dialect.codec),
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

  const allowed = new Map<string, HTTPMethods[]>(healthPaths.map((path) => [path, ['GET', 'HEAD']]))
  allowed.set('/openapi.json', ['GET'])
  for (const dialect of dialects) {
    for (const route of dialect.routes) {
      add(route, dialect)
      codecs.set(route.path, dialect.codec)
      allowed.set(route.path, [...(allowed.get(route.path) ?? []), route.method])
    }
  }
  for (const [path, list] of allowed) refuseOthers(path, list)
  return app
}
