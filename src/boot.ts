import { setImmediate as nextTick } from 'node:timers/promises'
import { createLiveLog } from './adapters/in-process/live-log.ts'
import { openSqliteStore } from './adapters/sqlite/store.ts'
import type { Config } from './config/config.ts'
import { createEngine } from './conversation/engine.ts'
import { dialects } from './dialects/registry.ts'
import { createApp } from './http/app.ts'
import { createWriteStream } from './http/write-stream.ts'
import { createStreamModel } from './models/stream.ts'
import type { Logger } from './observe/logger.ts'
import { personas } from './personas/personas.ts'
import type { Model } from './ports/model.ts'
import type { Store } from './ports/store.ts'
import { isLoopbackHost } from './std/is-loopback-host.ts'
import { createFollowRun } from './streams/follow-run.ts'
import { version } from './version.ts'

export interface ServerParts {
  log: Logger
  /** Instead of the one that the configuration names. */
  model?: Model
  now?(): number
}

export interface Server {
  /** Where it listens, as a client would write it. */
  url: string
  /** Stops taking sends, lets runs end or hands them over, and lets go of everything. */
  drain(): Promise<void>
  /** Does at once what is otherwise done now and then. */
  tidy(): Promise<void>
}

const defaultModel = 'gpt-4'
const contextTokens = 6_000
/** For the end of what was said last; a connection that has not taken it by then never will. */
const lastBytesMs = 1_000

/** Only what answers is loaded: the others cost a start its time. */
async function chooseModel(config: Config, stack: AsyncDisposableStack): Promise<Model> {
  const { model, timeouts } = config
  if (model.kind === 'offline') return (await import('./adapters/models/offline.ts')).createOffline(config.offline)
  const { connectMs, headersMs, gapMs } = timeouts
  const options = {
    baseUrl: model.baseUrl,
    timeouts: { connectMs, headersMs, gapMs },
    ...(model.apiKey && { apiKey: model.apiKey.reveal() }),
  }
  return stack.use(
    model.api === 'responses'
      ? (await import('./adapters/models/openai-responses.ts')).createOpenAiResponses(options)
      : (await import('./adapters/models/openai-chat.ts')).createOpenAiChat(options),
  )
}

/** Puts the parts together, and nothing else does. */
export async function startServer(config: Config, parts: ServerParts): Promise<Server> {
  const { log, now = Date.now } = parts
  await using stack = new AsyncDisposableStack()
  const store: Store = stack.use(await openSqliteStore({ ...config.database, now }))
  const live = createLiveLog()
  const model = parts.model ?? (await chooseModel(config, stack))
  const offline = parts.model === undefined && config.model.kind === 'offline'

  const engine = createEngine({
    store,
    live,
    streamModel: createStreamModel({
      model,
      retry: config.retry,
      runMs: config.timeouts.runMs,
    }),
    personas,
    contextTokens,
    flushMs: config.log.flushMs,
    flushSize: config.log.flushBytes,
    compactAfterMs: config.log.compactAfterMs,
    leaseMs: config.lease.periodMs,
    now,
    onModelError: ({ code, retryable, cause }, run) =>
      log.warning('model_error', { run_id: run, code, reason: retryable ? 'may pass' : 'final', error: cause }),
    onProblem: (problem, error, run) =>
      log.error('engine_problem', { reason: problem, error, ...(run !== undefined && { run_id: run }) }),
  })
  const streams = createWriteStream({
    follow: createFollowRun({
      live,
      record: {
        read: store.runs.read,
        async ended(userId, run) {
          const found = await store.runs.get(userId, run)
          return found === undefined || found.endedAt !== null
        },
      },
    }),
    keepaliveMs: config.keepaliveMs,
    slowReaderBytes: config.limits.slowReaderBytes,
    slowReaderMs: config.limits.slowReaderMs,
    onEnd: (reading, how, error) =>
      log[how === 'failed' ? 'error' : 'info']('stream_completed', {
        run_id: reading.run,
        reason: how,
        ...(error !== undefined && { error }),
      }),
  })
  const chosen = config.defaultModel ?? defaultModel
  const app = await createApp({
    engine,
    streams,
    dialects,
    settings: {
      models: offline ? ['offline'] : [...new Set([chosen, ...config.allowedModels])],
      answerWaitMs: config.limits.answerWaitMs,
    },
    log,
    checks: offline ? { model: 'offline' } : {},
    version,
    loopbackOnly: isLoopbackHost(config.host),
    limits: config.limits,
    now,
  })
  await app.ready()
  await engine.start()
  const url = await app.listen({ host: config.host, port: config.port })
  const taken = await engine.recover()
  if (taken > 0) log.info('runs_taken_over', { count: taken })

  const owned = stack.move()
  return {
    url,
    tidy: engine.tidy,
    async drain() {
      const { handedOver } = await engine.drain(config.drainMs)
      if (handedOver > 0) log.info('runs_handed_over', { count: handedOver })
      // The ends of the last runs reach their readers at the next tick.
      await nextTick()
      streams.farewell()
      const cut = setTimeout(() => app.server.closeAllConnections(), lastBytesMs)
      await app.close()
      clearTimeout(cut)
      await owned.disposeAsync()
    },
  }
}
