import type { LogLevel } from '../observe/logger.ts'
import type { Persona } from '../personas/personas.ts'
import { checkAuth, type AuthChoice } from './auth.ts'
import { warnOfDoors } from './doors.ts'
import { type McpServerChoice, warnOfTools } from './mcp-servers.ts'
import { noChoice, type SafetyChoice } from './safety.ts'
import type { Secret } from './secrets.ts'

export type Durability = 'normal' | 'full'
export type OpenAiApi = 'chat' | 'responses'

/** Which model answers: the built-in one, whatever speaks OpenAI's protocol at `baseUrl`, or Anthropic's alone. */
export type ModelChoice =
  | { kind: 'offline' }
  | { kind: 'openai'; api: OpenAiApi; baseUrl: string; apiKey?: Secret }
  | { kind: 'anthropic' }

/** Who is asked for the models that are named as Anthropic's are. */
export interface AnthropicChoice {
  baseUrl: string
  apiKey?: Secret
}

/** Whom memory is shared with: Mem0's own service, or a server of one's own. */
export interface Mem0Choice {
  baseUrl: string
  hosted: boolean
  apiKey?: Secret
}

/** At most so much in so many seconds. */
export interface Rate {
  requests: number
  seconds: number
}

export interface Budget {
  tokens: number
  seconds: number
}

export interface Config {
  host: string
  /** 0 lets the system choose. */
  port: number
  /** A relative path begins where the server was started. */
  database: { path: string; durability: Durability }
  /** Of Postgres, instead of that file. */
  databaseUrl: Secret | undefined
  /** Between the processes that serve one Postgres. */
  redisUrl: Secret | undefined
  model: ModelChoice
  anthropic: AnthropicChoice | undefined
  /** Asked in this order where a model gives no answer. */
  modelFallbacks: readonly string[]
  /** For what no person hears: titles, learning, summaries. Without it nothing of that asks a model. */
  helperModel: string | undefined
  /** Without it words alone tell what belongs together. */
  embeddingModel: string | undefined
  mem0: Mem0Choice | undefined
  safety: SafetyChoice
  /** OPENAI_MODEL; when it is unset each dialect has its own default. */
  defaultModel: string | undefined
  allowedModels: readonly string[]
  /** What S1 is configured with. */
  smartChatbot: { systemPrompt: string | undefined; temperature: number; maxTokens: number }
  appName: string
  debug: boolean
  /** What an answer of S2 may take. */
  assistant: { maxTokens: number; timeoutMs: number }
  /** Beside those that are built in. */
  personas: readonly Persona[]
  /** Whose tools models may use. */
  mcpServers: readonly McpServerChoice[]
  /** Unset, pages of every origin may use the five contracts, and none anything else. */
  corsOrigins: 'any' | readonly string[] | undefined
  auth: AuthChoice
  /** Opens `/v1/admin`; without it nobody does. */
  adminKey: Secret | undefined
  /** Of sends. Where one is off, the caps of its kind are lifted as well. */
  rateLimits: { user: Rate | 'off'; session: Rate | 'off'; address: Rate | 'off' }
  /** What the answers to one person may cost. */
  tokenBudget: Budget | undefined
  /** What one conversation may take altogether. */
  tokenLimitConversation: number | undefined
  /** Whose word is taken for a client's address: so many proxies in front, or those at these addresses. */
  trustProxy: false | number | readonly string[]
  /** Whether the chat page is shown. */
  web: boolean
  keepaliveMs: number
  drainMs: number
  logLevel: LogLevel
  timeouts: { connectMs: number; headersMs: number; gapMs: number; runMs: number }
  /** `attempts` are those after the first. */
  retry: { attempts: number; baseMs: number; maxMs: number; maxRetryAfterMs: number }
  limits: {
    bodyBytes: number
    importBytes: number
    jsonDepth: number
    slowReaderBytes: number
    slowReaderMs: number
    answerWaitMs: number
    streamsPerUser: number
    connectionsPerAddress: number
    /** Of an answer that is paid from a budget and bounded by nothing else. */
    answerTokens: number
  }
  /** How often the rights of those who read streams are looked at again. */
  rightsMs: number
  /** The event log of runs. */
  log: { flushMs: number; flushBytes: number; compactAfterMs: number }
  lease: { periodMs: number }
  offline: { wordMs: number }
  /** For the person who starts the server; whoever boots prints them. */
  warnings: readonly string[]
}

type Group =
  | 'rateLimits'
  | 'database'
  | 'smartChatbot'
  | 'safety'
  | 'assistant'
  | 'timeouts'
  | 'retry'
  | 'limits'
  | 'log'
  | 'lease'
  | 'offline'

export type ConfigOverrides = Partial<Omit<Config, Group>> & { [Name in Group]?: Partial<Config[Name]> }

/** What the environment says. A key that is absent was unset, or is among the problems. */
export interface Settings {
  host?: string
  port?: number
  databasePath?: string
  databaseUrl?: Secret
  redisUrl?: Secret
  durability?: Durability
  openaiApiKey?: Secret
  openaiBaseUrl?: string
  openaiApi?: OpenAiApi
  openaiModel?: string
  anthropicApiKey?: Secret
  anthropicBaseUrl?: string
  modelFallbacks?: readonly string[]
  allowedModels?: readonly string[]
  temperature?: number
  smartChatbotMaxTokens?: number
  systemPrompt?: string
  appName?: string
  assistantMaxTokens?: number
  timeoutSeconds?: number
  personas?: readonly Persona[]
  mcpServers?: readonly McpServerChoice[]
  corsOrigins?: 'any' | readonly string[]
  auth?: AuthChoice
  adminKey?: Secret
  rateLimitUser?: Rate | 'off'
  rateLimitSession?: Rate | 'off'
  rateLimitAddress?: Rate | 'off'
  tokenBudget?: Budget | 'off'
  tokenLimitConversation?: number | 'off'
  helperModel?: string
  embeddingModel?: string
  mem0ApiKey?: Secret
  mem0BaseUrl?: string
  safety?: SafetyChoice
  trustProxy?: false | number | readonly string[]
  web?: boolean
  keepaliveSeconds?: number
  drainSeconds?: number
  logLevel?: LogLevel
  debug?: boolean
  problems: readonly string[]
  warnings: readonly string[]
}

export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems].join('\n- '))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const KIB = 1024
const MIB = 1024 * KIB
const HOUR_MS = 3_600_000
const OPENAI_URL = 'https://api.openai.com/v1'
const ANTHROPIC_URL = 'https://api.anthropic.com'
const MEM0_URL = 'https://api.mem0.ai'

const defaults: Config = {
  host: 'localhost',
  port: 8000,
  database: { path: './data/colloquy.db', durability: 'normal' },
  databaseUrl: undefined,
  redisUrl: undefined,
  model: { kind: 'offline' },
  anthropic: undefined,
  modelFallbacks: [],
  helperModel: undefined,
  embeddingModel: undefined,
  mem0: undefined,
  safety: noChoice,
  defaultModel: undefined,
  allowedModels: ['gpt-4', 'gpt-4-turbo-preview', 'gpt-3.5-turbo'],
  smartChatbot: { systemPrompt: undefined, temperature: 0.7, maxTokens: 1_000 },
  appName: 'Smart Chatbot',
  debug: false,
  assistant: { maxTokens: 2_000, timeoutMs: 30_000 },
  personas: [],
  mcpServers: [],
  corsOrigins: undefined,
  auth: { kinds: [] },
  adminKey: undefined,
  rateLimits: {
    user: { requests: 60, seconds: 60 },
    session: { requests: 60, seconds: 60 },
    address: { requests: 300, seconds: 60 },
  },
  tokenBudget: undefined,
  tokenLimitConversation: undefined,
  trustProxy: false,
  web: true,
  keepaliveMs: 15_000,
  drainMs: 25_000,
  logLevel: 'info',
  timeouts: { connectMs: 10_000, headersMs: 60_000, gapMs: 60_000, runMs: 600_000 },
  retry: { attempts: 2, baseMs: 500, maxMs: 8_000, maxRetryAfterMs: 60_000 },
  limits: {
    bodyBytes: MIB,
    importBytes: 64 * MIB,
    jsonDepth: 64,
    slowReaderBytes: MIB,
    slowReaderMs: 30_000,
    answerWaitMs: 55_000,
    streamsPerUser: 100,
    connectionsPerAddress: 10_000,
    answerTokens: 4_096,
  },
  rightsMs: 2_000,
  log: { flushMs: 250, flushBytes: 64 * KIB, compactAfterMs: 24 * HOUR_MS },
  lease: { periodMs: 8_000 },
  offline: { wordMs: 55 },
  warnings: [],
}

/** The defaults, with what the caller wants changed. */
export const createConfig = (overrides: ConfigOverrides = {}): Config => ({
  ...defaults,
  ...overrides,
  rateLimits: { ...defaults.rateLimits, ...overrides.rateLimits },
  database: { ...defaults.database, ...overrides.database },
  smartChatbot: { ...defaults.smartChatbot, ...overrides.smartChatbot },
  safety: { ...defaults.safety, ...overrides.safety },
  assistant: { ...defaults.assistant, ...overrides.assistant },
  timeouts: { ...defaults.timeouts, ...overrides.timeouts },
  retry: { ...defaults.retry, ...overrides.retry },
  limits: { ...defaults.limits, ...overrides.limits },
  log: { ...defaults.log, ...overrides.log },
  lease: { ...defaults.lease, ...overrides.lease },
  offline: { ...defaults.offline, ...overrides.offline },
})

const chooseAnthropic = ({ anthropicApiKey, anthropicBaseUrl }: Settings): AnthropicChoice | undefined =>
  anthropicApiKey === undefined && anthropicBaseUrl === undefined
    ? undefined
    : { baseUrl: anthropicBaseUrl ?? ANTHROPIC_URL, ...(anthropicApiKey && { apiKey: anthropicApiKey }) }

const chooseModel = (
  { openaiApiKey, openaiBaseUrl, openaiApi }: Settings,
  anthropic: AnthropicChoice | undefined,
): ModelChoice =>
  openaiApiKey === undefined && openaiBaseUrl === undefined
    ? { kind: anthropic ? 'anthropic' : 'offline' }
    : {
        kind: 'openai',
        api: openaiApi ?? 'chat',
        baseUrl: openaiBaseUrl ?? OPENAI_URL,
        ...(openaiApiKey && { apiKey: openaiApiKey }),
      }

/** Its own address has another protocol than the server that one runs oneself. */
export function chooseMem0({
  mem0ApiKey,
  mem0BaseUrl,
}: Pick<Settings, 'mem0ApiKey' | 'mem0BaseUrl'>): Mem0Choice | undefined {
  if (mem0ApiKey === undefined && mem0BaseUrl === undefined) return undefined
  const baseUrl = mem0BaseUrl ?? MEM0_URL
  const hosted = new URL(baseUrl).hostname === new URL(MEM0_URL).hostname
  return { baseUrl, hosted, ...(mem0ApiKey && { apiKey: mem0ApiKey }) }
}

const chooseLogLevel = ({ logLevel, debug }: Settings): LogLevel =>
  logLevel ?? (debug === true ? 'debug' : defaults.logLevel)

const warnOfModel = (model: ModelChoice): string[] =>
  model.kind === 'offline'
    ? [
        'OPENAI_API_KEY is required for answers of a real model. It is not set, so the built-in offline model answers. ' +
          'Set OPENAI_API_KEY, OPENAI_BASE_URL for a server of your own, or ANTHROPIC_API_KEY, and start again.',
      ]
    : []

/** Moderation is asked of the model's own server. */
const warnOfModeration = ({ safety }: Settings, model: ModelChoice): string[] =>
  safety?.moderation === 'openai' && model.kind !== 'openai'
    ? [
        'MODERATION is set, but there is no server to ask it of, so rules alone judge. Set OPENAI_API_KEY or OPENAI_BASE_URL, or unset MODERATION.',
      ]
    : []

/** A model that no server was named for cannot be asked. */
const warnOfHelpers = ({ helperModel, embeddingModel }: Settings, model: ModelChoice): string[] => {
  if (model.kind === 'openai') return []
  const isAway = model.kind === 'offline'
  const named = [isAway && helperModel && 'HELPER_MODEL', embeddingModel && 'EMBEDDING_MODEL'].filter(Boolean)
  return named.map(
    (name) =>
      `${name} is set, but there is no server to ask it of, so rules and words do the work. Set OPENAI_API_KEY or OPENAI_BASE_URL, or unset ${name}.`,
  )
}

const warnOfDurability = ({ durability, databaseUrl }: Settings): string[] =>
  durability !== undefined && databaseUrl !== undefined
    ? ['DURABILITY is for SQLite and changes nothing here: Postgres has synchronous_commit for it. Unset DURABILITY.']
    : []

/** Turns what the environment says into a configuration, or throws a `ConfigError` with every problem at once. */
export const configFrom = (settings: Settings): Config => {
  const auth = settings.auth ?? defaults.auth
  const problems = [...settings.problems, ...checkAuth(auth)]
  // What counts as unset may be what is missing.
  if (problems.length > 0) throw new ConfigError([...problems, ...settings.warnings])
  const host = settings.host ?? defaults.host
  const anthropic = chooseAnthropic(settings)
  const model = chooseModel(settings, anthropic)
  const config = createConfig({
    host,
    port: settings.port ?? defaults.port,
    database: {
      path: settings.databasePath ?? defaults.database.path,
      durability: settings.durability ?? defaults.database.durability,
    },
    databaseUrl: settings.databaseUrl,
    redisUrl: settings.redisUrl,
    model,
    anthropic,
    modelFallbacks: model.kind === 'offline' ? [] : (settings.modelFallbacks ?? defaults.modelFallbacks),
    helperModel: model.kind === 'offline' ? undefined : settings.helperModel,
    embeddingModel: model.kind !== 'openai' ? undefined : settings.embeddingModel,
    mem0: chooseMem0(settings),
    safety: {
      ...defaults.safety,
      ...settings.safety,
      ...(model.kind !== 'openai' && { moderation: 'off' }),
    },
    defaultModel: settings.openaiModel,
    allowedModels: settings.allowedModels ?? defaults.allowedModels,
    smartChatbot: {
      systemPrompt: settings.systemPrompt,
      temperature: settings.temperature ?? defaults.smartChatbot.temperature,
      maxTokens: settings.smartChatbotMaxTokens ?? defaults.smartChatbot.maxTokens,
    },
    appName: settings.appName ?? defaults.appName,
    debug: settings.debug ?? defaults.debug,
    assistant: {
      maxTokens: settings.assistantMaxTokens ?? defaults.assistant.maxTokens,
      timeoutMs: (settings.timeoutSeconds ?? defaults.assistant.timeoutMs / 1000) * 1000,
    },
    personas: settings.personas ?? defaults.personas,
    mcpServers: settings.mcpServers ?? defaults.mcpServers,
    corsOrigins: settings.corsOrigins,
    auth,
    adminKey: settings.adminKey,
    rateLimits: {
      user: settings.rateLimitUser ?? defaults.rateLimits.user,
      session: settings.rateLimitSession ?? defaults.rateLimits.session,
      address: settings.rateLimitAddress ?? defaults.rateLimits.address,
    },
    tokenBudget: settings.tokenBudget === 'off' ? undefined : settings.tokenBudget,
    tokenLimitConversation: settings.tokenLimitConversation === 'off' ? undefined : settings.tokenLimitConversation,
    trustProxy: settings.trustProxy ?? defaults.trustProxy,
    web: settings.web ?? defaults.web,
    keepaliveMs: (settings.keepaliveSeconds ?? defaults.keepaliveMs / 1000) * 1000,
    drainMs: (settings.drainSeconds ?? defaults.drainMs / 1000) * 1000,
    logLevel: chooseLogLevel(settings),
  })
  return {
    ...config,
    warnings: [
      ...settings.warnings,
      ...warnOfModel(model),
      ...warnOfHelpers(settings, model),
      ...warnOfModeration(settings, model),
      ...warnOfDurability(settings),
      ...warnOfTools(config.mcpServers, config.personas),
      ...warnOfDoors(config),
    ],
  }
}
