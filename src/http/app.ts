import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HTTPMethods,
} from 'fastify'
import type { Rights } from '../access/rights.ts'
import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { Codec, Dialect, DialectSettings } from '../dialects/dialect.ts'
import type { LogFields, Logger } from '../observe/logger.ts'
import type { Limiter } from '../ports/limiter.ts'
import { addressBlock } from '../std/address-block.ts'
import { createTally } from '../std/tally.ts'
import { createAnswerRequest } from './answer-request.ts'
import { createAnswerWire } from './answer-wire-error.ts'
import { type AuthenticateDeps, type Caller, challengeOf, createAuthenticate } from './authenticate.ts'
import { limitConnections } from './connections.ts'
import { correlationIdOf } from './correlation-id.ts'
import { allowOrigin, type CorsOrigins } from './cors.ts'
import { addDocs, describe } from './docs.ts'
import { nothingHere, toDomainError } from './errors.ts'
import { addHealth, healthPaths } from './health.ts'
import { checkHost } from './host-check.ts'
import { declineUpgrade, isLast } from './last-request.ts'
import { createLimit, type LimitDeps } from './limit.ts'
import { answerInTurn } from './pipelining.ts'
import { offerFor, type Place, placesOf } from './places.ts'
import { answerRawRequests } from './raw-requests.ts'
import { readBodies } from './read-body.ts'
import { addSecurityHeaders, secure } from './security-headers.ts'
import { createStreamSlots } from './stream-slots.ts'
import { createTrustedProxies, type TrustProxy } from './trusted-proxies.ts'
import { cutUnread } from './unread-replies.ts'
import { addWeb, webPaths } from './web.ts'
import { pathOf } from './wire-request.ts'
import type { WriteStream } from './write-stream.ts'

export interface AppOptions {
  engine: Engine
  streams: WriteStream
  dialects: readonly Dialect[]
  /** What every path says that belongs to no dialect. */
  commonCodec: Codec
  settings: DialectSettings
  log: Logger
  checks(): Readonly<Record<string, string>>
  version: string
  /** Listening for this machine only: a request for another host's name did not come from a person here. */
  loopbackOnly: boolean
  origins: CorsOrigins
  limits: {
    bodyBytes: number
    importBytes: number
    jsonDepth: number
    streamsPerUser: number
    connectionsPerAddress: number
    slowReaderMs: number
  }
  authentication: AuthenticateDeps
  rights: Rights
  limiter: Limiter
  rates: LimitDeps['rates']
  trustProxy: TrustProxy
  /** Where the chat page was built, or would be; absent where none is wanted. */
  webFolder: URL | undefined
  now(): number
}

/** Who asks where it was not found out, and therefore owns nothing. */
const nobody: Caller = { userId: '', isKnown: true }

/** How often it is logged how many connections were too many. */
const refusalsMs = 10_000

const untrusted =
  'X-Forwarded-For came from an address whose word for it is not taken, so everybody behind it counts as one. ' +
  'Where that is your proxy, set TRUST_PROXY to its address; where nothing of yours stands in front, leave it unset.'

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { engine, streams, dialects, commonCodec, settings, log, limits, rights } = options
  const proxies = createTrustedProxies(options.trustProxy)
  const app = fastify({
    genReqId: correlationIdOf,
    bodyLimit: limits.bodyBytes,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    http: {
      maxHeaderSize: 16_384,
      headersTimeout: 15_000,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: false,
      shouldUpgradeCallback: declineUpgrade,
    },
    trustProxy: proxies.trusts,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 2_048, ignoreTrailingSlash: false },
    return503OnClosing: false,
    clientErrorHandler: createAnswerWire(),
    frameworkErrors: (error, request, reply) => void refuseUnread(error, request, reply as FastifyReply),
  })
  // A body may be for one of several contracts: each is held against its own schema, when it is known whose it is.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  readBodies(app, limits.jsonDepth)

  addSecurityHeaders(app)
  answerRawRequests(app.server)
  answerInTurn(app.server)
  cutUnread(app.server, limits.slowReaderMs)
  limitConnections(app.server, {
    perAddress: limits.connectionsPerAddress,
    isProxy: proxies.isProxy,
    onRefused: createTally(refusalsMs, (count) => log.warning('connections_refused', { count })),
  })

  const { isAdminKey } = options.authentication
  const places = placesOf(dialects, (route) => route.access !== 'operator' || isAdminKey !== undefined)
  const authenticate = createAuthenticate(options.authentication)
  const answerRequest = createAnswerRequest({
    engine,
    settings,
    streams,
    rights,
    limit: createLimit({ limiter: options.limiter, rates: options.rates }),
    slots: createStreamSlots({ perUser: limits.streamsPerUser }),
    log,
  })
  /** As whom each request was let in. */
  const callers = new WeakMap<FastifyRequest, Caller>()
  /** Whose words a request is answered in, once its body has said for whom it is. */
  const chosen = new WeakMap<FastifyRequest, Codec>()

  const codecFor = (request: FastifyRequest): Codec =>
    chosen.get(request) ?? places.codecFor(request.method, request.routeOptions.url, pathOf(request)) ?? commonCodec

  function whoAsked(request: FastifyRequest): LogFields {
    const caller = callers.get(request)
    return { address: addressBlock(request.ip), ...(caller?.isKnown && { user_id: caller.userId }) }
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
      ...((status === 401 || status === 429) && whoAsked(request)),
      ...(error.code === 'unauthenticated' && typeof error.cause === 'string' && { reason: error.cause }),
    }
    if (status >= 500 && error.cause !== undefined) log.error('request_failed', { ...fields, error: error.cause })
    else log.info(error.code === 'invalid' ? 'validation_error' : 'request_refused', fields)
    if (error.code === 'unauthenticated') reply.header('www-authenticate', challengeOf(request))
    // What was not read to its end cannot be followed by another request.
    if (error.code === 'too_large' || isLast(request.raw)) reply.header('connection', 'close')
    await reply
      .code(status)
      .header('x-correlation-id', request.id)
      .header('content-type', 'application/json; charset=utf-8')
      .headers(headers ?? {})
      .send(JSON.stringify(body))
  }

  /** Refuses what was meant for somebody else, or reads in more ways than one. */
  function checkTarget(request: FastifyRequest): void {
    const misled = checkHost(request, { loopbackOnly: options.loopbackOnly })
    if (misled) throw misled
  }

  async function letIn(request: FastifyRequest): Promise<void> {
    const access = places.accessOf(request.routeOptions.url, pathOf(request))
    callers.set(request, await authenticate(request, access))
  }

  /** What cannot be read passes no hook; that there is nothing at such a path is no stranger's business either. */
  async function refuseUnread(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      checkTarget(request)
      await letIn(request)
      await refuse(toDomainError(error), request, secure(reply))
    } catch (refusal) {
      await refuse(toDomainError(refusal as FastifyError), request, secure(reply))
    }
  }

  let warned = false
  function warnOfProxy({ headers, socket }: FastifyRequest): void {
    if (warned || headers['x-forwarded-for'] === undefined) return
    const { remoteAddress } = socket
    if (proxies.trusts(remoteAddress ?? '', 0)) return
    warned = true
    log.warning('proxy_not_trusted', { address: addressBlock(remoteAddress), detail: untrusted })
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-correlation-id', request.id)
    log.info('request_received', { correlation_id: request.id, method: request.method, path: pathOf(request) })
    warnOfProxy(request)
    const { url = '' } = request.routeOptions
    const isOpen = url === '/health' || places.openToPages.has(url)
    const wasPreflight = allowOrigin(request, reply, options.origins, isOpen)
    checkTarget(request)
    if (isLast(request.raw)) reply.header('connection', 'close')
    if (wasPreflight) return reply.code(204).send()
    await letIn(request)
    return undefined
  })
  app.setErrorHandler((error: Parameters<typeof toDomainError>[0], request, reply) =>
    refuse(toDomainError(error), request, reply),
  )
  app.setNotFoundHandler((request, reply) => refuse(nothingHere(), request, reply))

  await addDocs(app, options.version, dialects)
  addHealth(app, { engine, checks: options.checks, now: options.now })

  /** Whether nobody gets in without a token. */
  function isClosed(path: string): boolean {
    const access = places.accessOf(path, path)
    return access === 'operator' || (access === 'person' && options.authentication.identify !== undefined)
  }

  function add(place: Place): void {
    const { method, path, offers } = place
    app.route({
      method,
      url: path,
      schema: describe(offers, isClosed(path)),
      ...(offers.some(({ route }) => route.large) && { bodyLimit: limits.importBytes }),
      handler: async (request, reply) => {
        const offer = offerFor(place, request.body)
        if (!offer) return undefined
        chosen.set(request, offer.dialect.codec)
        return answerRequest(request, reply, offer, callers.get(request) ?? nobody)
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
  if (options.webFolder) {
    addWeb(app, options.webFolder)
    for (const path of webPaths) refuseOthers(path, ['GET', 'HEAD'])
  }
  return app
}
