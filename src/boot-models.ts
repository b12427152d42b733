import type { Config } from './config/config.ts'
import { anthropicName } from './models/anthropic-name.ts'
import { chooseByName } from './models/choose.ts'
import { createStreamModel, type StreamModel } from './models/stream.ts'
import type { Logger } from './observe/logger.ts'
import type { Embedder } from './ports/embedder.ts'
import type { EmbeddingRelay } from './ports/embedding-relay.ts'
import type { Model } from './ports/model.ts'
import { type Breaker, createBreaker } from './std/breaker.ts'

interface Around {
  log: Logger
  stack: AsyncDisposableStack
}

/** What was made elsewhere and brought along. */
export interface BroughtModels {
  /** Instead of the one that the configuration names. */
  model?: Model
  /** Each answers to its name. */
  models?: ReadonlyMap<string, Model>
}

export interface ChosenModels {
  streamModel: StreamModel
  /** For what nobody hears: nobody stands in for it. */
  streamHelper: StreamModel
  /** Nobody answers but the built-in one. */
  offline: boolean
  /** The one that answers where nobody says another. */
  chosen: string
  /** All that somebody may name. */
  offered: readonly string[]
  /** The one that really answers where this one is named, or none. */
  modelFor(named: string | undefined): string
}

const ourDefault = 'gpt-4'
const anthropicDefault = 'claude-sonnet-4-5'

/** After so many failures in a row another is asked at once, for a while. */
const patience = { failures: 3, openMs: 30_000 }

async function chooseOpenAi({ model, timeouts }: Config, stack: AsyncDisposableStack): Promise<Model | undefined> {
  if (model.kind !== 'openai') return undefined
  const { connectMs, headersMs, gapMs } = timeouts
  const options = {
    baseUrl: model.baseUrl,
    timeouts: { connectMs, headersMs, gapMs },
    ...(model.apiKey && { apiKey: model.apiKey.reveal() }),
  }
  return stack.use(
    model.api === 'responses'
      ? (await import('./adapters/models/openai.ts')).createOpenAi(options)
      : (await import('./adapters/models/openai-chat.ts')).createOpenAiChat(options),
  )
}

async function chooseAnthropic(
  { anthropic, timeouts }: Config,
  stack: AsyncDisposableStack,
): Promise<Model | undefined> {
  if (!anthropic) return undefined
  const { createAnthropic } = await import('./adapters/models/anthropic.ts')
  const { baseUrl, apiKey } = anthropic
  return stack.use(createAnthropic({ baseUrl, timeouts, ...(apiKey && { apiKey: apiKey.reveal() }) }))
}

const chooseOffline = async ({ offline }: Config): Promise<Model> =>
  (await import('./adapters/models/offline.ts')).createOffline(offline)

/** A name that nobody answers to would be found out at the worst moment. */
function warnOfFallbacks({ modelFallbacks, model, anthropic }: Config, named: ReadonlyMap<string, Model>, log: Logger) {
  const isAnswered = (name: string): boolean =>
    named.has(name) || model.kind === 'openai' || (anthropic !== undefined && anthropicName(name) !== undefined)
  if (modelFallbacks.every(isAnswered)) return
  const detail =
    'MODEL_FALLBACKS names a model that there is no server for. Set OPENAI_API_KEY or OPENAI_BASE_URL, ANTHROPIC_API_KEY for those that begin with claude, or correct MODEL_FALLBACKS.'
  log.warning('configuration_warning', { detail })
}

function breakers(): (name: string) => Breaker {
  const all = new Map<string, Breaker>()
  return (name) => {
    const breaker = all.get(name) ?? createBreaker({ ...patience, now: () => performance.now() })
    all.set(name, breaker)
    return breaker
  }
}

/** Who answers. Of the adapters only those are loaded that are asked. */
export async function chooseModels(
  config: Config,
  brought: BroughtModels,
  { log, stack }: Around,
): Promise<ChosenModels> {
  const { model, retry, timeouts, modelFallbacks: fallbacks } = config
  const named = brought.models ?? new Map<string, Model>()
  const offline = brought.model === undefined && model.kind === 'offline'
  const otherwise = brought.model ?? (await (offline ? chooseOffline(config) : chooseOpenAi(config, stack)))
  const anthropic = brought.model ? undefined : await chooseAnthropic(config, stack)
  const everybody = chooseByName({ named, anthropic, otherwise })
  warnOfFallbacks(config, named, log)

  const { defaultModel } = config
  const isTheirs = model.kind === 'anthropic' && brought.model === undefined
  const isAnswered = (name: string): boolean => !isTheirs || anthropicName(name) !== undefined
  const ours = isTheirs ? anthropicDefault : ourDefault
  const chosen = defaultModel !== undefined && isAnswered(defaultModel) ? defaultModel : ours
  const allowed = config.allowedModels.filter(isAnswered)
  const bounds = { model: everybody, retry, runMs: timeouts.runMs }
  return {
    streamModel: createStreamModel({ ...bounds, fallbacks, breakerFor: breakers() }),
    streamHelper: createStreamModel(bounds),
    offline,
    chosen,
    // What may be asked for with a provider may be asked for without: a front end is written before there is a key.
    offered: [...new Set([...(offline ? ['offline'] : []), chosen, ...allowed, ...fallbacks, ...named.keys()])],
    modelFor(name) {
      if (name !== undefined && named.has(name)) return name
      if (offline) return 'offline'
      return name !== undefined && isAnswered(name) ? name : chosen
    },
  }
}

interface EmbeddingServer {
  baseUrl: string
  model: string
  timeouts: { connectMs: number; replyMs: number }
  apiKey?: string
}

/** Whose vectors they are, where there is a model that makes them. */
function embeddingServer({ model, embeddingModel, timeouts }: Config): EmbeddingServer | undefined {
  if (model.kind !== 'openai' || embeddingModel === undefined) return undefined
  const { connectMs, headersMs } = timeouts
  return {
    baseUrl: model.baseUrl,
    model: embeddingModel,
    timeouts: { connectMs, replyMs: headersMs },
    ...(model.apiKey && { apiKey: model.apiKey.reveal() }),
  }
}

export async function chooseEmbedder(config: Config, stack: AsyncDisposableStack): Promise<Embedder | undefined> {
  const server = embeddingServer(config)
  if (!server) return undefined
  const { createOpenAiEmbeddings } = await import('./adapters/embeddings/openai-embeddings.ts')
  return stack.use(createOpenAiEmbeddings(server))
}

/** For those who ask for vectors of their own. */
export async function chooseEmbeddings(
  config: Config,
  stack: AsyncDisposableStack,
): Promise<EmbeddingRelay | undefined> {
  const server = embeddingServer(config)
  if (!server) return undefined
  const { createRelayEmbeddings } = await import('./adapters/embeddings/relay-embeddings.ts')
  return stack.use(createRelayEmbeddings(server))
}
