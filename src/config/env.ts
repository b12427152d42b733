import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { errorCode } from '../std/error-code.ts'
import { ConfigError, type Settings } from './config.ts'
import { createEnvReader, type Environment } from './env-reader.ts'
import { readAuth } from './auth.ts'
import {
  baseUrl,
  boolean,
  budget,
  decimal,
  host,
  modelName,
  modelNames,
  oneOf,
  origins,
  prompt,
  rate,
  shortText,
  tokenLimit,
  trustedProxies,
  wholeNumber,
} from './env-values.ts'
import { readMcpServers } from './mcp-servers.ts'
import { readPersonas } from './personas-file.ts'
import { readAddresses } from './addresses.ts'
import { readSafety } from './safety.ts'

/** Leaves out what is undefined, so that a key that is there has a value. */
const defined = <Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values

const aRate = 'requests/seconds, as in 60/60, or off'

/** Reads every variable and collects every problem; neither problems nor warnings ever show a value. */
export const readEnv = (environment: Environment = process.env): Settings => {
  const reader = createEnvReader(environment)
  const { read, problems, warnings } = reader
  const settings = defined({
    host: read('HOST', host, 'a host name or an IP address, without port and brackets'),
    port: read('PORT', wholeNumber(0, 65_535), 'a whole number from 0 to 65535'),
    ...readAddresses(reader),
    durability: read('DURABILITY', oneOf('normal', 'full'), 'normal or full'),
    openaiApiKey: reader.secret('OPENAI_API_KEY'),
    openaiBaseUrl: read('OPENAI_BASE_URL', baseUrl, 'an http or https address without user, password, ? and #'),
    openaiApi: read('OPENAI_API', oneOf('chat', 'responses'), 'chat or responses'),
    helperModel: read('HELPER_MODEL', modelName, 'one model name, at most 255 characters without spaces and commas'),
    embeddingModel: read(
      'EMBEDDING_MODEL',
      modelName,
      'one model name, at most 255 characters without spaces and commas',
    ),
    mem0ApiKey: reader.secret('MEM0_API_KEY'),
    safety: readSafety(reader),
    mem0BaseUrl: read('MEM0_BASE_URL', baseUrl, 'an http or https address without user, password, ? and #'),
    openaiModel: read('OPENAI_MODEL', modelName, 'one model name, at most 255 characters without spaces and commas'),
    anthropicApiKey: reader.secret('ANTHROPIC_API_KEY'),
    anthropicBaseUrl: read('ANTHROPIC_BASE_URL', baseUrl, 'an http or https address without user, password, ? and #'),
    modelFallbacks: read('MODEL_FALLBACKS', modelNames, 'model names with commas between them'),
    allowedModels: read('ALLOWED_MODELS', modelNames, 'model names with commas between them'),
    temperature: read('OPENAI_TEMPERATURE', decimal(0, 1), 'a number from 0 to 1'),
    smartChatbotMaxTokens: read('OPENAI_MAX_TOKENS', wholeNumber(1, 1_000_000), 'a whole number from 1 to 1000000'),
    systemPrompt: read('SYSTEM_PROMPT', prompt, 'at most 32000 characters of text'),
    appName: read('APP_NAME', shortText, 'at most 255 characters on one line'),
    assistantMaxTokens: read('MAX_TOKENS', wholeNumber(1, 1_000_000), 'a whole number from 1 to 1000000'),
    timeoutSeconds: read('TIMEOUT_SECONDS', decimal(0.01, 3600), 'a number of seconds from 0.01 to 3600'),
    personas: readPersonas(reader),
    mcpServers: readMcpServers(reader),
    corsOrigins: read(
      'CORS_ORIGINS',
      origins,
      '*, or origins such as https://app.example.com with commas between them',
    ),
    auth: readAuth(reader),
    adminKey: reader.secret('ADMIN_KEY'),
    rateLimitUser: read('RATE_LIMIT_USER', rate, aRate),
    rateLimitSession: read('RATE_LIMIT_SESSION', rate, aRate),
    rateLimitAddress: read('RATE_LIMIT_IP', rate, aRate),
    tokenBudget: read('TOKEN_BUDGET_USER', budget, 'tokens/seconds, as in 100000/86400, or off'),
    tokenLimitConversation: read('TOKEN_LIMIT_CONVERSATION', tokenLimit, 'a whole number of tokens, or off'),
    trustProxy: read(
      'TRUST_PROXY',
      trustedProxies,
      'off, the number of proxies in front, or their addresses and networks with commas between them',
    ),
    web: read('WEB', boolean, 'on or off'),
    keepaliveSeconds: read('KEEPALIVE_SECONDS', decimal(0.01, 3600), 'a number of seconds from 0.01 to 3600'),
    drainSeconds: read('DRAIN_SECONDS', decimal(0, 3600), 'a number of seconds from 0 to 3600'),
    logLevel: read('LOG_LEVEL', oneOf('debug', 'info', 'warning', 'error'), 'DEBUG, INFO, WARNING or ERROR'),
    debug: read('DEBUG', boolean, 'true or false'),
  })
  return { ...settings, problems, warnings }
}

/** Adds what a `.env` file says where the environment is silent; an absent file is none. */
export const loadDotEnv = (path: string, environment: Environment = process.env): void => {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw new ConfigError([`.env cannot be read (${errorCode(error)}). Make it a readable file, or remove it.`])
  }
  for (const [name, value] of Object.entries(parseEnv(content.replace(/^\ufeff/, '')))) environment[name] ??= value
}
