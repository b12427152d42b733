import { type Server, startServer } from './boot.ts'
import { checkAuth, defaultAlgorithms, type AuthChoice, type AuthKind } from './config/auth.ts'
import {
  chooseMem0,
  type Config,
  ConfigError,
  type ConfigOverrides,
  createConfig,
  type ModelChoice,
} from './config/config.ts'
import { baseUrl, postgresUrl, prompt, redisUrl as isRedisUrl, webAddress } from './config/env-values.ts'
import { warnOfDoors } from './config/doors.ts'
import { checkShapes } from './config/option-shapes.ts'
import { checkPersonas } from './config/persona-list.ts'
import { createSecret, isSendable } from './config/secrets.ts'
import type { Memory } from './conversation/types.ts'
import { createLogger, type LogLevel, type RootLogger } from './observe/logger.ts'
import type { Persona } from './personas/personas.ts'
import type {
  Finish,
  Model,
  ModelError,
  ModelErrorCode,
  ModelListener,
  ModelMessage,
  ModelRequest,
  ModelUsage,
  ToolCall,
  ToolProgress,
  ToolSpec,
  ToolStep,
} from './ports/model.ts'
import type { OwnTool, ToolUse } from './ports/tools.ts'
import { codePointLength } from './std/code-points.ts'
import { oneLine } from './std/one-line.ts'

export type { Finish, LogLevel, Memory, Model, ModelError, ModelErrorCode, ModelListener, ModelMessage, ModelRequest }
export type { ModelUsage, OwnTool, Persona, ToolCall, ToolProgress, ToolSpec, ToolStep, ToolUse }

/** Whatever speaks OpenAI's Chat Completions, or its Responses. */
export interface ModelServer {
  baseUrl: string
  apiKey?: string
  api?: 'chat' | 'responses'
}

/** Anthropic's platform, or whatever speaks its Messages protocol. */
export interface AnthropicServer {
  apiKey?: string
  baseUrl?: string
}

/** A persona as one writes it. */
export type NewPersona = Omit<Persona, 'description' | 'parameters'> &
  Partial<Pick<Persona, 'description' | 'parameters'>>

/** How it is known who asks; left out, everybody is the one local user. */
export interface Authentication {
  kinds: readonly AuthKind[]
  jwtSecret?: string
  jwksUrl?: string
  /** HS256 with a secret, RS256 and ES256 with published keys. */
  algorithms?: readonly string[]
  issuer?: string
  audience?: string
}

/** Who learns and finds memories instead: Mem0's platform, by its key, or a server of one's own. */
export interface Mem0Server {
  apiKey?: string
  baseUrl?: string
}

type Tuning = Omit<
  ConfigOverrides,
  | 'model'
  | 'anthropic'
  | 'mcpServers'
  | 'personas'
  | 'log'
  | 'logLevel'
  | 'warnings'
  | 'auth'
  | 'adminKey'
  | 'databaseUrl'
  | 'redisUrl'
  | 'mem0'
  | 'safety'
  | 'tokenLimitConversation'
>

/** Everything may be left out. The environment and `.env` are not read. */
export interface ServerOptions extends Tuning {
  /** Who answers: a server, an object of your own, or the built-in offline model, which is the default. */
  model?: 'offline' | ModelServer | Model
  /** Who is asked for every model whose name begins with claude. */
  anthropic?: AnthropicServer
  /** Models of your own, each by the name that a persona or a request says. */
  models?: Readonly<Record<string, Model>>
  /** What models may have done while they answer. */
  tools?: readonly OwnTool[]
  auth?: Authentication
  /** Opens `/v1/admin`, where keys are made and budgets set; without it nobody does. */
  adminKey?: string
  /** `postgres://…`, instead of the SQLite file that `database.path` names. */
  databaseUrl?: string
  /** `redis://…`, between several processes that serve one Postgres. */
  redisUrl?: string
  /** Beside those that are built in. */
  personas?: readonly NewPersona[]
  /** Of Smart Chatbot; short for `smartChatbot.systemPrompt`. */
  systemPrompt?: string
  mem0?: Mem0Server
  /** How closely answers are looked at; left out, each persona has its own. `off` switches all of it off. */
  safety?: 'strict' | 'balanced' | 'fast' | 'off'
  /** A cheap model of the same server, for titles, summaries and learning; without it rules alone learn. */
  helperModel?: string
  /** A model of the same server that makes vectors: what is alike in meaning is then recalled too. */
  embeddingModel?: string
  /** A conversation that has taken so many tokens takes no more messages. */
  conversationTokenLimit?: number
  /** A level logs to stdout, a function is given each line; by default nothing is said. */
  log?: LogLevel | ((line: string) => void)
}

export interface RunningServer {
  /** Where it listens, as a client would write it. */
  url: string
  /** The next answer of this persona follows the new prompt, in old conversations too. */
  setSystemPrompt(personaId: string, systemPrompt: string): void
  /**
   * Has something remembered of a person, word by word; from an importance of 0.9 on, every answer to them is told of
   * it. Who they are is what the contracts call `user_id`.
   */
  storeImportantFact(userId: string, fact: string, importance?: number): Promise<Memory>
  /** What is remembered of a person that helps with this text, best first: facts, and words of their own. */
  retrieveRelevantMemories(userId: string, query: string): Promise<string[]>
  /** Lets answers under way end, for `drainMs` at most, and lets go of everything. */
  close(): Promise<void>
}

interface Chosen {
  choice: ModelChoice
  own?: Model
}

function chooseServer(asked: ModelServer, problems: string[]): ModelChoice {
  const url = baseUrl(asked.baseUrl)
  const { api = 'chat', apiKey = '' } = asked
  if (url === undefined)
    problems.push('model.baseUrl must be an http or https address without user, password, ? and #.')
  if (apiKey !== '' && !isSendable(apiKey))
    problems.push('model.apiKey must be one line of ASCII letters, digits and signs without spaces.')
  return { kind: 'openai', api, baseUrl: url ?? '', ...(apiKey !== '' && { apiKey: createSecret(apiKey) }) }
}

const optionNames = {
  kinds: 'auth.kinds',
  secret: 'auth.jwtSecret',
  jwksUrl: 'auth.jwksUrl',
  algorithms: 'auth.algorithms',
}

function chooseAuth(asked: Authentication | undefined, problems: string[]): AuthChoice | undefined {
  if (!asked) return undefined
  const { kinds, jwtSecret, jwksUrl, issuer, audience } = asked
  if (!kinds.includes('jwt')) return { kinds }
  if (jwksUrl !== undefined && webAddress(jwksUrl) === undefined) {
    problems.push('auth.jwksUrl must be an http or https address without user and password.')
  }
  const secret = jwtSecret === undefined || jwtSecret === '' ? undefined : createSecret(jwtSecret)
  const keys = { ...(secret && { secret }), ...(jwksUrl !== undefined && { jwksUrl }) }
  const auth: AuthChoice = {
    kinds,
    jwt: {
      ...keys,
      algorithms: asked.algorithms ?? defaultAlgorithms(keys),
      ...(issuer !== undefined && { issuer }),
      ...(audience !== undefined && { audience }),
    },
  }
  problems.push(...checkAuth(auth, optionNames))
  return auth
}

/** A model from outside may throw: that is the failure of one answer. */
const withoutThrows = (model: Model): Model => ({
  async stream(request, on, signal) {
    try {
      return await model.stream(request, on, signal)
    } catch (cause) {
      return { kind: 'error', code: signal.aborted ? 'cancelled' : 'unavailable', retryable: false, cause }
    }
  },
})

function chooseModel(model: Required<ServerOptions>['model'], problems: string[]): Chosen {
  if (model === 'offline') return { choice: { kind: 'offline' } }
  if (typeof model !== 'object' || model === null) {
    problems.push("model must be 'offline', a server with its baseUrl, or an object with a stream function.")
    return { choice: { kind: 'offline' } }
  }
  if ('stream' in model) return { choice: { kind: 'offline' }, own: withoutThrows(model) }
  return { choice: chooseServer(model, problems) }
}

/** What Chat Completions allow as a name, and who fits beside it. */
const toolName = /^[\w-]{1,64}$/

function checkTools(tools: unknown, problems: string[]): void {
  if (!Array.isArray(tools)) {
    problems.push('tools must be a list of tools, even if it has only one.')
    return
  }
  const names = new Set<string>()
  for (const [i, tool] of (tools as (Partial<OwnTool> | null)[]).entries()) {
    const { name, description, parameters, run } = tool ?? {}
    if (typeof name !== 'string' || !toolName.test(name))
      problems.push(`tools[${i}].name must be 1 to 64 letters, digits, _ and -.`)
    else if (names.has(name)) problems.push(`tools[${i}].name is the name of another. Rename one of them.`)
    else names.add(name)
    if (typeof description !== 'string' || description.trim() === '')
      problems.push(`tools[${i}].description must say what it does: the model chooses by it.`)
    if (parameters !== undefined && (parameters as { type?: unknown } | null)?.type !== 'object')
      problems.push(`tools[${i}].parameters must be the JSON Schema of an object, with its type.`)
    if (typeof run !== 'function') problems.push(`tools[${i}].run must be a function.`)
  }
}

function checkModels(models: unknown, problems: string[]): Map<string, Model> {
  const named = new Map<string, Model>()
  if (typeof models !== 'object' || models === null) {
    problems.push('models must be an object of names, each with a model.')
    return named
  }
  for (const [name, model] of Object.entries(models as Record<string, Partial<Model> | null>)) {
    if (!/^[^\s,]{1,255}$/.test(name))
      problems.push('models has a name that is empty, too long, or has spaces or commas in it.')
    else if (typeof model?.stream !== 'function')
      problems.push(`models.${name} must be an object with a stream function.`)
    else named.set(name, withoutThrows(model as Model))
  }
  return named
}

function anthropicOf(asked: AnthropicServer | undefined, problems: string[]): Config['anthropic'] {
  if (asked === undefined) return undefined
  const { apiKey = '', baseUrl: address } = asked
  const url = address === undefined ? 'https://api.anthropic.com' : baseUrl(address)
  if (url === undefined)
    problems.push('anthropic.baseUrl must be an http or https address without user, password, ? and #.')
  if (apiKey !== '' && !isSendable(apiKey))
    problems.push('anthropic.apiKey must be one line of ASCII letters, digits and signs without spaces.')
  return { baseUrl: url ?? '', ...(apiKey !== '' && { apiKey: createSecret(apiKey) }) }
}

function chooseLog(log: ServerOptions['log'], debug: boolean): RootLogger {
  if (typeof log === 'function') return createLogger({ level: debug ? 'debug' : 'info', write: log })
  return log === undefined ? createLogger({ level: 'error', write: () => {} }) : createLogger({ level: log })
}

function checkPrompt(name: string, text: string | undefined, problems: string[]): void {
  if (text === undefined || (typeof text === 'string' && text.trim() !== '' && prompt(text) !== undefined)) return
  problems.push(`${name} must be 1 to 32000 characters of text without NUL characters.`)
}

function mem0Of(asked: Mem0Server | undefined, problems: string[]): Config['mem0'] {
  if (asked === undefined) return undefined
  if (typeof asked !== 'object' || asked === null) {
    problems.push('mem0 must be an object with an apiKey, a baseUrl or both.')
    return undefined
  }
  const { apiKey = '', baseUrl: address, ...others } = asked
  // A misspelt address would send to the platform what is meant for a server of one's own.
  for (const name of Object.keys(others))
    problems.push(`There is no option named "mem0.${name}". Correct it, or leave it out.`)
  const url = address === undefined ? undefined : baseUrl(address)
  if (address !== undefined && url === undefined)
    problems.push('mem0.baseUrl must be an http or https address without user, password, ? and #.')
  const isKey = typeof apiKey === 'string' && (apiKey === '' || isSendable(apiKey))
  if (!isKey) problems.push('mem0.apiKey must be one line of ASCII letters, digits and signs without spaces.')
  if (address === undefined && apiKey === '')
    problems.push('mem0 must have the apiKey of its platform, or the baseUrl of a server of your own.')
  if (problems.length > 0) return undefined
  return chooseMem0({
    ...(apiKey !== '' && { mem0ApiKey: createSecret(apiKey) }),
    ...(url !== undefined && { mem0BaseUrl: url }),
  })
}

function textOf(name: string, given: string, longest: number): string {
  const isText = typeof given === 'string' && given.isWellFormed() && !given.includes('\0')
  if (isText && given !== '' && codePointLength(given) <= longest) return given
  throw new Error(`${name} must be 1 to ${longest} characters of text without NUL characters.`)
}

/** What the paths of memories hold against their schemas. */
function rememberIn({ memory }: Server): Pick<RunningServer, 'storeImportantFact' | 'retrieveRelevantMemories'> {
  return {
    async storeImportantFact(userId, fact, importance = 0.5) {
      const line = typeof fact === 'string' ? oneLine(fact) : fact
      if (typeof importance !== 'number' || !(importance >= 0 && importance <= 1))
        throw new Error('The importance of a fact must be a number from 0 to 1.')
      return memory.create(textOf('The id of the user', userId, 255), textOf('A fact', line, 1_000), importance)
    },
    async retrieveRelevantMemories(userId, query) {
      const asked = { text: textOf('The query', query, 32_000), budgetTokens: 900, limit: 20 }
      const { items } = await memory.recall(textOf('The id of the user', userId, 255), asked)
      // What a model has answered is nothing that the person has said.
      return items.filter(({ speaker }) => speaker === undefined || speaker.role === 'user').map(({ text }) => text)
    },
  }
}

/** A model that no server was named for cannot be asked. */
function checkHelpers(
  { helperModel, embeddingModel }: ServerOptions,
  { choice, own }: Chosen,
  problems: string[],
): void {
  if (choice.kind !== 'offline') return
  if (helperModel !== undefined && !own)
    problems.push('helperModel is set, but there is nobody to ask it of. Set model too, or leave helperModel out.')
  if (embeddingModel !== undefined)
    problems.push(
      'embeddingModel is set, but there is no server to ask it of. Set model.baseUrl too, or leave embeddingModel out.',
    )
}

/** One that is misspelt would be one that is left out: of some, that lets everybody in. */
function unknownOptions(options: object): string[] {
  const known = new Set([
    ...Object.keys(createConfig()),
    'defaultModel',
    'systemPrompt',
    'log',
    'conversationTokenLimit',
    'models',
    'tools',
  ])
  known.delete('tokenLimitConversation')
  // From a file alone, for its secrets are names there.
  known.delete('mcpServers')
  const unknown = Object.keys(options).filter((name) => !known.has(name))
  return unknown.map((name) => `There is no option named "${name}". Correct it, or leave it out.`)
}

/** Starts a whole server in this process; resolves when it serves. */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const {
    model = 'offline',
    anthropic,
    models = {},
    tools = [],
    personas: brought = [],
    systemPrompt,
    log,
    smartChatbot,
    auth,
    adminKey,
    databaseUrl,
    redisUrl,
    mem0,
    safety,
    conversationTokenLimit,
    ...tuning
  } = options
  const problems = [...unknownOptions(options), ...checkShapes(options)]
  const authentication = problems.length === 0 ? chooseAuth(auth, problems) : undefined
  checkPrompt('systemPrompt', systemPrompt, problems)
  const checked = checkPersonas('personas', brought)
  if ('problems' in checked) problems.push(...checked.problems)
  const chosen = chooseModel(model, problems)
  const { choice, own } = chosen
  checkHelpers(options, chosen, problems)
  if (databaseUrl !== undefined && postgresUrl(databaseUrl) === undefined)
    problems.push('databaseUrl must be postgres://user:password@host:5432/database.')
  if (redisUrl !== undefined && isRedisUrl(redisUrl) === undefined)
    problems.push('redisUrl must be redis://user:password@host:6379.')
  const memories = mem0Of(mem0, problems)
  const theirs = anthropicOf(anthropic, problems)
  const named = checkModels(models, problems)
  checkTools(tools, problems)
  if (
    conversationTokenLimit !== undefined &&
    !(Number.isInteger(conversationTokenLimit) && conversationTokenLimit >= 1)
  )
    problems.push('conversationTokenLimit must be a whole number of tokens, 1 or more.')
  if (problems.length > 0) throw new ConfigError(problems)

  const config = createConfig({
    ...tuning,
    ...(authentication && { auth: authentication }),
    ...(adminKey !== undefined && adminKey !== '' && { adminKey: createSecret(adminKey) }),
    ...(databaseUrl !== undefined && { databaseUrl: createSecret(databaseUrl) }),
    ...(redisUrl !== undefined && { redisUrl: createSecret(redisUrl) }),
    ...(memories && { mem0: memories }),
    ...(safety !== undefined && { safety: { mode: safety } }),
    ...(conversationTokenLimit !== undefined && { tokenLimitConversation: conversationTokenLimit }),
    model: choice.kind === 'offline' && theirs ? { kind: 'anthropic' } : choice,
    ...(theirs && { anthropic: theirs }),
    personas: 'personas' in checked ? checked.personas : [],
    smartChatbot: { ...smartChatbot, ...(systemPrompt !== undefined && { systemPrompt }) },
  })
  const logger = chooseLog(log, config.debug)
  for (const detail of warnOfDoors(config)) logger.warning('configuration_warning', { detail })
  const server = await startServer(config, { log: logger, models: named, tools, ...(own && { model: own }) })
  let closed: Promise<void> | undefined
  return {
    url: server.url,
    setSystemPrompt(personaId, text) {
      const mistakes: string[] = []
      checkPrompt(`The system prompt of "${personaId}"`, text, mistakes)
      if (mistakes[0] !== undefined) throw new Error(mistakes[0])
      server.personas.setSystemPrompt(personaId, text)
    },
    ...rememberIn(server),
    close: () => (closed ??= server.drain().then(logger.flush)),
  }
}
