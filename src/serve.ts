import closeWithGrace from 'close-with-grace'
import { startServer } from './boot.ts'
import { ConfigError, configFrom } from './config/config.ts'
import { loadDotEnv, readEnv } from './config/env.ts'
import { createLogger } from './observe/logger.ts'
import { version } from './version.ts'

/** What the person who starts it can do about it. */
function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const place = `${config.host}:${config.port}`
  if (code === 'EADDRINUSE')
    return `Cannot listen on ${place}: something else does already. Stop it, or set PORT to another number.`
  if (code === 'EACCES')
    return `Cannot listen on ${place}: the system does not allow it. Set PORT to a number above 1023.`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return `Cannot listen on ${place}: this machine has no such address. Set HOST to one that it has.`
  return message
}

/** What is left of the time that whoever stops us gives: sockets to close, a database to put down. */
const afterDrainMs = 8_000

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

function readConfig() {
  try {
    loadDotEnv('.env')
    return configFrom(readEnv())
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(1)
  }
}

const config = readConfig()
const log = createLogger({ level: config.logLevel })
for (const detail of config.warnings) log.warning('configuration_warning', { detail })

let asked: { signal?: string } | undefined
let leave = async (): Promise<void> => {
  // Nothing is served yet, and a database that does not come may be waited for a long time.
  log.info('application_shutdown')
  await log.flush()
  process.exit(0)
}
for (const signal of signals) {
  process.on(signal, () => {
    // Ctrl-C under npm comes twice, and so may an impatient SIGTERM: what runs is let go once, in good order.
    if (asked) return
    asked = { signal }
    void leave()
  })
}

try {
  const server = await startServer(config, { log })
  const grace = closeWithGrace(
    { delay: config.drainMs + afterDrainMs, logger: false, skip: [...signals] },
    async ({ err }) => {
      asked ??= {}
      if (err) log.error('application_failed', { error: err })
      log.info('application_draining', asked)
      await server.drain()
      log.info('application_shutdown')
      await log.flush()
    },
  )
  leave = async () => grace.close()
  const where = ['0.0.0.0', '::'].includes(config.host) ? 'every address of this machine, one of them ' : ''
  log.info('application_started', { version, detail: `Listening on ${where}${server.url}`, model: config.model.kind })
} catch (error) {
  log.error('application_not_started', { error })
  await log.flush()
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
