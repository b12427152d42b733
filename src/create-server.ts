import { startServer } from './boot.ts'
import { checkAuth, defaultAlgorithms, type AuthChoice, type AuthKind } from './config/auth.ts'
import { ConfigError, type ConfigOverrides, createConfig, type ModelChoice } from './config/config.ts'
import { baseUrl, postgresUrl, prompt, redisUrl as isRedisUrl, webAddress } from './config/env-values.ts'
import { warnOfDoors } from './config/doors.ts'
import { checkShapes } from './config/option-shapes.ts'
import { checkPersonas } from './config/persona-list.ts'
import { createSecret, isSendable } from './config/secrets.ts'
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
} from './ports/model.ts'

export type { Finish, LogLevel, Model, ModelError, ModelErrorCode, ModelListener, ModelMessage, ModelRequest }
export type { ModelUsage, Persona }

/** Whatever speaks OpenAI's Chat Completions, or its Responses. */
export interface ModelServer {
  baseUrl: string
  apiKey?: string
  api?: 'chat' | 'responses'
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

type Tuning = Omit<
  ConfigOverrides,
  'model' | 'personas' | 'log' | 'logLevel' | 'warnings' | 'auth' | 'adminKey' | 'databaseUrl' | 'redisUrl'
>

/** Everything may be left out. The environment and `.env` are not read. */
export interface ServerOptions extends Tuning {
  /** Who answers: a server, an object of your own, or the built-in offline model, which is the default. */
  model?: 'offline' | ModelServer | Model
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
  /** A level logs to stdout, a function is given each line; by default nothing is said. */
  log?: LogLevel | ((line: string) => void)
}

export interface RunningServer {
  /** Where it listens, as a client would write it. */
  url: string
  /** The next answer of this persona follows the new prompt, in old conversations too. */
  setSystemPrompt(personaId: string, systemPrompt: string): void
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

function chooseLog(log: ServerOptions['log'], debug: boolean): RootLogger {
  if (typeof log === 'function') return createLogger({ level: debug ? 'debug' : 'info', write: log })
  return log === undefined ? createLogger({ level: 'error', write: () => {} }) : createLogger({ level: log })
}

function checkPrompt(name: string, text: string | undefined, problems: string[]): void {
  if (text === undefined || (typeof text === 'string' && text.trim() !== '' && prompt(text) !== undefined)) return
  problems.push(`${name} must be 1 to 32000 characters of text without NUL characters.`)
}

/** One that is misspelt would be one that is left out: of some, that lets everybody in. */
function unknownOptions(options: object): string[] {
  const known = new Set([...Object.keys(createConfig()), 'defaultModel', 'systemPrompt', 'log'])
  const unknown = Object.keys(options).filter((name) => !known.has(name))
  return unknown.map((name) => `There is no option named "${name}". Correct it, or leave it out.`)
}

/** Starts a whole server in this process; resolves when it serves. */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const {
    model = 'offline',
    personas: brought = [],
    systemPrompt,
    log,
    smartChatbot,
    auth,
    adminKey,
    databaseUrl,
    redisUrl,
    ...tuning
  } = options
  const problems = [...unknownOptions(options), ...checkShapes(options)]
  const authentication = problems.length === 0 ? chooseAuth(auth, problems) : undefined
  checkPrompt('systemPrompt', systemPrompt, problems)
  const checked = checkPersonas('personas', brought)
  if ('problems' in checked) problems.push(...checked.problems)
  const { choice, own } = chooseModel(model, problems)
  if (databaseUrl !== undefined && postgresUrl(databaseUrl) === undefined)
    problems.push('databaseUrl must be postgres://user:password@host:5432/database.')
  if (redisUrl !== undefined && isRedisUrl(redisUrl) === undefined)
    problems.push('redisUrl must be redis://user:password@host:6379.')
  if (problems.length > 0) throw new ConfigError(problems)

  const config = createConfig({
    ...tuning,
    ...(authentication && { auth: authentication }),
    ...(adminKey !== undefined && adminKey !== '' && { adminKey: createSecret(adminKey) }),
    ...(databaseUrl !== undefined && { databaseUrl: createSecret(databaseUrl) }),
    ...(redisUrl !== undefined && { redisUrl: createSecret(redisUrl) }),
    model: choice,
    personas: 'personas' in checked ? checked.personas : [],
    smartChatbot: { ...smartChatbot, ...(systemPrompt !== undefined && { systemPrompt }) },
  })
  const logger = chooseLog(log, config.debug)
  for (const detail of warnOfDoors(config)) logger.warning('configuration_warning', { detail })
  const server = await startServer(config, { log: logger, ...(own && { model: own }) })
  let closed: Promise<void> | undefined
  return {
    url: server.url,
    setSystemPrompt(personaId, text) {
      const mistakes: string[] = []
      checkPrompt(`The system prompt of "${personaId}"`, text, mistakes)
      if (mistakes[0] !== undefined) throw new Error(mistakes[0])
      server.personas.setSystemPrompt(personaId, text)
    },
    close: () => (closed ??= server.drain().then(logger.flush)),
  }
}
