import { setImmediate as nextTick } from 'node:timers/promises'
import { createAdminKeyCheck } from './access/admin-key.ts'
import { createFailures } from './access/failures.ts'
import { createIdentify, type Identify } from './access/identify.ts'
import { createRights } from './access/rights.ts'
import { createLimiter } from './adapters/in-process/limiter.ts'
import { createLiveLog } from './adapters/in-process/live-log.ts'
import { type BroughtModels, chooseEmbedder, chooseEmbeddings, chooseModels } from './boot-models.ts'
import { chooseEscalation, chooseSafety } from './boot-safety.ts'
import { chooseToolbox } from './boot-tools.ts'
import type { Config } from './config/config.ts'
import type { CountTokens } from './context/build-context.ts'
import { createAskHelper } from './conversation/ask-helper.ts'
import { createEngine, type Engine } from './conversation/engine.ts'
import { createEnvelope } from './dialects/envelope.ts'
import { dialects } from './dialects/registry.ts'
import { createApp } from './http/app.ts'
import type { AuthenticateDeps } from './http/authenticate.ts'
import { listen } from './http/listen.ts'
import { createWriteStream, type StreamEnd } from './http/write-stream.ts'
import { createKeeper } from './memory/create-keeper.ts'
import { fuse } from './memory/fuse.ts'
import { hashOf } from './memory/lessons.ts'
import { createReadFacts, type ReadFacts } from './memory/read-facts.ts'
import type { StreamModel } from './models/stream.ts'
import type { Logger } from './observe/logger.ts'
import { builtInPersonas } from './personas/built-in.ts'
import { createPersonas, type Personas } from './personas/personas.ts'
import type { AskHelper } from './ports/ask-helper.ts'
import type { Limiter } from './ports/limiter.ts'
import type { MemoryKeeper } from './ports/memory.ts'
import type { Relay } from './ports/relay.ts'
import type { OwnTool } from './ports/tools.ts'
import type { Store } from './ports/store.ts'
import type { TokenVerifier } from './ports/token-verifier.ts'
import { createBreaker } from './std/breaker.ts'
import { isLoopbackHost } from './std/is-loopback-host.ts'
import { createTally } from './std/tally.ts'
import { version } from './version.ts'

export interface ServerParts extends BroughtModels {
  log: Logger
  /** What models may have done, beside what is configured. */
  tools?: readonly OwnTool[]
  now?(): number
}

export interface Server {
  /** Where it listens, as a client would write it. */
  url: string
  personas: Personas
  memory: Engine['memory']
  /** Stops taking sends, lets runs end or hands them over, and lets go of everything. */
  drain(): Promise<void>
  /** Does at once what is otherwise done now and then. */
  tidy(): Promise<void>
}

const smartChatbotModel = 'gpt-3.5-turbo'
const contextTokens = 6_000
/** How long somebody has who is asked to allow the use of a tool. */
const decisionMs = 600_000
/** As far from here as from `dist`. */
const webFolder = new URL('../web/dist/', import.meta.url)
/** How often it is written down how many were turned away. */
const failuresMs = 10_000
/** How often it is logged that whoever signs tokens is away. */
const keysAwayMs = 60_000
/** For the end of what was said last; a connection that has not taken it by then never will. */
const lastBytesMs = 1_000

/** Waited for only where a context comes near the end of a window; a first count loads what it needs. */
const counting = { deadlineMs: 1_500, stuckMs: 5_000, idleMs: 300_000, mostCharacters: 400_000 }

/** After so many failures it is left alone for a while. */
const patienceWithMem0 = { failures: 5, openMs: 30_000 }

/** How the nodes of one store hear of each other's runs. */
const pace = { tellMs: 50, lastingMs: 30_000, aloneMs: 250, relayedMs: 2_000, silentMs: 12_000, renewMs: 10_000 }

interface Around {
  log: Logger
  now(): number
  stack: AsyncDisposableStack
}

/** Where everything is kept. Only what answers is loaded: the others cost a start its time. */
async function chooseStore({ database, databaseUrl }: Config, { log, now, stack }: Around): Promise<Store> {
  if (!databaseUrl) {
    const { openSqliteStore } = await import('./adapters/sqlite/store.ts')
    return stack.use(await openSqliteStore({ ...database, now }))
  }
  const { openPostgresStore } = await import('./adapters/postgres/store.ts')
  const onTrouble = (error: unknown): void => log.error('engine_problem', { reason: 'database', error })
  return stack.use(await openPostgresStore({ url: databaseUrl.reveal(), onTrouble }))
}

interface Between {
  relay: Relay | undefined
  limiter: Limiter
}

/** What the processes that serve one store share beside it. */
async function chooseBetween({ redisUrl }: Config, store: Store, { log, now, stack }: Around): Promise<Between> {
  const limiter = createLimiter({ now })
  if (!redisUrl) return { relay: undefined, limiter }
  if (!store.shared) {
    throw new Error(
      'REDIS_URL is set, but one process alone serves a SQLite file. Unset it, or set DATABASE_URL to the address of a Postgres.',
    )
  }
  const [{ openRedis }, { createRedisRelay }, { createRedisLimiter }] = await Promise.all([
    import('./adapters/redis/open-redis.ts'),
    import('./adapters/redis/relay.ts'),
    import('./adapters/redis/limiter.ts'),
  ])
  const onTrouble = (error: unknown): void => log.error('engine_problem', { reason: 'redis', error })
  const redis = stack.use(await openRedis({ url: redisUrl.reveal(), onTrouble }))
  const onFallback = (active: boolean, error?: unknown): void => {
    const detail = active ? 'Limits are counted by each process alone: Redis is away.' : 'Limits are shared again.'
    log.warning('limits', { detail, ...(error !== undefined && { error }) })
  }
  return {
    relay: stack.use(createRedisRelay(redis)),
    limiter: createRedisLimiter({ redis, fallback: limiter, onFallback }),
  }
}

/** Of models whose tokens are made in a way that is published. Its thread is there only while it is needed. */
async function chooseCounter({ log, stack }: Around): Promise<CountTokens> {
  const { createTokenCounter } = await import('./adapters/tokens/count-tokens.ts')
  const onTrouble = (error: unknown): void => log.warning('engine_problem', { reason: 'tokens', error })
  const counter = createTokenCounter({ ...counting, onTrouble })
  stack.defer(counter.stop)
  return counter.count
}

/** A model that nobody hears; whoever it works for pays for it. */
function chooseHelper(
  { helperModel, tokenBudget }: Config,
  { store, streamModel, log, now }: Around & { store: Store; streamModel: StreamModel },
): AskHelper | undefined {
  if (helperModel === undefined) return undefined
  return createAskHelper({
    streamModel,
    model: helperModel,
    people: store.people,
    budget: tokenBudget,
    now,
    onError: ({ code, cause }) => log.warning('model_error', { code, reason: 'helper', error: cause }),
  })
}

async function chooseKeeper(
  config: Config,
  {
    store,
    ask,
    readFacts,
    log,
    now,
    stack,
  }: Around & { store: Store; ask: AskHelper | undefined; readFacts: ReadFacts },
): Promise<MemoryKeeper> {
  const onTrouble = (error: unknown): void => log.warning('engine_problem', { reason: 'memory', error })
  const embedder = await chooseEmbedder(config, stack)
  const builtin = createKeeper({ ...store, readFacts, embedder, ask, now, onTrouble })
  if (!config.mem0) return builtin
  const [{ createMem0Client }, { createMem0Keeper }] = await Promise.all([
    import('./adapters/memory/mem0-client.ts'),
    import('./adapters/memory/mem0-keeper.ts'),
  ])
  const { apiKey, ...choice } = config.mem0
  const client = stack.use(createMem0Client({ ...choice, ...(apiKey && { apiKey: apiKey.reveal() }) }))
  const breaker = createBreaker({ ...patienceWithMem0, now: () => performance.now() })
  return createMem0Keeper({ ...store, client, builtin, breaker, fuse, hashOf, now, onTrouble })
}

/** The built-in personas as they are configured, and those that were brought along. */
function choosePersonas({ smartChatbot, defaultModel: named, personas }: Config): Personas {
  const { systemPrompt, temperature, maxTokens } = smartChatbot
  const builtIn = builtInPersonas.map((persona) => {
    if (persona.id !== 'smart-chatbot') return persona
    const parameters = { model: named ?? smartChatbotModel, temperature, maxTokens }
    return { ...persona, parameters, ...(systemPrompt !== undefined && { systemPrompt }) }
  })
  return createPersonas([...builtIn, ...personas])
}

/** A failing provider is asked again and again, and everybody knocks meanwhile: one line tells of many times. */
function tellOfKeys(log: Logger, detail: string): (error: unknown) => void {
  let latest: unknown
  const count = createTally(keysAwayMs, (times) =>
    log.error('access_problem', { reason: 'jwks', count: times, detail, error: latest }),
  )
  return (error) => {
    latest = error
    count()
  }
}

/** Who is believed to be whom; of the adapters, again, only those that are asked. */
async function chooseVerifier(
  { auth }: Config,
  onTrouble: (cause: unknown) => void,
  stack: AsyncDisposableStack,
): Promise<TokenVerifier | undefined> {
  if (!auth.kinds.includes('jwt') || !auth.jwt) return undefined
  const { secret, ...rest } = auth.jwt
  const { createJwtVerifier } = await import('./adapters/jwt/token-verifier.ts')
  return stack.use(createJwtVerifier({ ...rest, onTrouble, ...(secret && { secret: secret.reveal() }) }))
}

async function chooseAuthentication(
  config: Config,
  { store, log, now, stack }: Around & { store: Store },
): Promise<AuthenticateDeps> {
  const { auth, adminKey } = config
  const failures = createFailures({
    audit: store.audit,
    everyMs: failuresMs,
    now,
    onTrouble: (error) => log.error('access_problem', { reason: 'audit', error }),
  })
  stack.defer(failures.stop)
  const verifier = await chooseVerifier(
    config,
    tellOfKeys(log, 'The keys that tokens are signed with could not be fetched. Those of before serve for an hour.'),
    stack,
  )
  const identify: Identify | undefined =
    auth.kinds.length === 0
      ? undefined
      : createIdentify({
          verifier,
          keys: auth.kinds.includes('keys') ? store.apiKeys : undefined,
          now,
          onFailure: failures.count,
          onUnavailable: tellOfKeys(log, 'Tokens cannot be checked: there are no keys that they could be signed with.'),
        })
  return {
    identify,
    isAdminKey: adminKey && createAdminKeyCheck(adminKey.reveal()),
    onFailure: failures.count,
  }
}

/** How the log names the end of a stream. */
const endings = {
  ended: 'stream_completed',
  left: 'stream_left',
  dropped: 'stream_dropped',
  failed: 'stream_error',
  withdrawn: 'stream_withdrawn',
} as const

function logEnd(log: Logger, { reading, correlationId, how, last, error }: StreamEnd): void {
  const failure = last?.type === 'failed' ? last.data.error.code : undefined
  const fields = { correlation_id: correlationId, run_id: reading.run, ...(last && { state: last.type }) }
  if (failure === 'model_timeout') log.warning('stream_timeout', fields)
  else if (failure !== undefined) log.warning('stream_error', { ...fields, code: failure })
  else if (how === 'failed') log.error('stream_error', { ...fields, error })
  else log.info(endings[how], fields)
}

/** Puts the parts together, and nothing else does. */
export async function startServer(config: Config, parts: ServerParts): Promise<Server> {
  const { log, now = Date.now } = parts
  await using stack = new AsyncDisposableStack()
  const around = { log, now, stack }
  const store = await chooseStore(config, around)
  const { relay, limiter } = await chooseBetween(config, store, around)
  const live = createLiveLog()
  const { streamModel, streamHelper, offline, chosen, offered, modelFor } = await chooseModels(config, parts, around)
  const personas = choosePersonas(config)
  const readFacts = createReadFacts()
  const askHelper = chooseHelper(config, { ...around, store, streamModel: streamHelper })
  const safety = await chooseSafety(config, { people: store.people, ...around })
  const engine = createEngine({
    store,
    live,
    streamModel,
    personas,
    keeper: await chooseKeeper(config, { ...around, store, ask: askHelper, readFacts }),
    askHelper,
    embeddings: await chooseEmbeddings(config, stack),
    safety,
    escalation: await chooseEscalation(config, stack),
    count: await chooseCounter(around),
    toolbox: chooseToolbox(config, parts.tools, around),
    runMs: config.timeouts.runMs,
    decisionMs,
    modelFor,
    contextTokens,
    tokenLimit: config.tokenLimitConversation,
    budget: { perUser: config.tokenBudget, answerTokens: config.limits.answerTokens },
    flushMs: config.log.flushMs,
    flushSize: config.log.flushBytes,
    compactAfterMs: config.log.compactAfterMs,
    leaseMs: config.lease.periodMs,
    relay,
    pace,
    now,
    onModelError: ({ code, retryable, cause }, { run, request }) =>
      log.warning('model_error', {
        ...(request.correlationId !== undefined && { correlation_id: request.correlationId }),
        run_id: run.id,
        code,
        reason: retryable ? 'may pass' : 'final',
        error: cause,
      }),
    onAccepted: ({ userId, dialect, run, messages, correlationId }) =>
      log.info('message_accepted', {
        correlation_id: correlationId,
        user_id: userId,
        dialect,
        run_id: run,
        messages,
      }),
    onTakenOver: (count) => log.info('runs_taken_over', { count }),
    onProblem: (problem, error, run) =>
      log.error('engine_problem', { reason: problem, error, ...(run !== undefined && { run_id: run }) }),
  })
  const streams = createWriteStream({
    follow: engine.follow,
    keepaliveMs: config.keepaliveMs,
    slowReaderBytes: config.limits.slowReaderBytes,
    slowReaderMs: config.limits.slowReaderMs,
    onEnd: (end) => logEnd(log, end),
  })
  const rights = createRights({
    keys: store.apiKeys,
    everyMs: config.rightsMs,
    now,
    onTrouble: (error) => log.error('access_problem', { reason: 'rights', error }),
  })
  stack.defer(rights.stop)
  const { user, address } = config.rateLimits
  const app = await createApp({
    engine,
    streams,
    dialects,
    commonCodec: createEnvelope(),
    settings: {
      models: offered,
      answerWaitMs: config.limits.answerWaitMs,
      version,
      appName: config.appName,
      debug: config.debug,
      smartChatbotModel: personas.get('smart-chatbot')?.parameters.model ?? chosen,
      assistant: { ...config.assistant, models: [...new Set([...config.allowedModels, chosen])] },
    },
    origins: config.corsOrigins,
    log,
    checks: () => ({
      ...(offline && { model: 'offline' }),
      ...(config.safety.mode === 'off' && { safety: 'off' }),
      ...(relay?.connected() === false && { redis: 'away' }),
    }),
    version,
    loopbackOnly: isLoopbackHost(config.host) && config.auth.kinds.length === 0,
    limits: {
      ...config.limits,
      ...(user === 'off' && { streamsPerUser: Infinity }),
      ...(address === 'off' && { connectionsPerAddress: Infinity }),
    },
    authentication: await chooseAuthentication(config, { ...around, store }),
    rights,
    limiter,
    rates: config.rateLimits,
    trustProxy: config.trustProxy,
    webFolder: config.web ? webFolder : undefined,
    now,
  })
  await app.ready()
  await engine.start()
  const listening = await listen(app, config)
  await engine.recover()
  safety.load().catch((error: unknown) => log.error('engine_problem', { reason: 'safety', error }))
  readFacts.load().catch((error: unknown) => log.error('engine_problem', { reason: 'memory', error }))

  const owned = stack.move()
  return {
    url: listening.url,
    personas,
    memory: engine.memory,
    tidy: engine.tidy,
    async drain() {
      const drained = engine.drain(config.drainMs)
      // Other nodes show the same runs; here they would be cut off when the time is over.
      if (store.shared) streams.sendElsewhere()
      const { handedOver } = await drained
      if (handedOver > 0) log.info('runs_handed_over', { count: handedOver })
      // The ends of the last runs reach their readers at the next tick.
      await nextTick()
      streams.farewell()
      const cut = setTimeout(() => app.server.closeAllConnections(), lastBytesMs)
      await Promise.all([app.close(), listening.close()])
      clearTimeout(cut)
      await owned.disposeAsync()
    },
  }
}
