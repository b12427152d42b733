import fastify, { type FastifyInstance } from 'fastify'
import { DomainError } from '../../src/conversation/errors.ts'
import { checkHost, type HostRules } from '../../src/http/host-check.ts'
import { declineUpgrade, isLast } from '../../src/http/last-request.ts'

export interface Door extends AsyncDisposable {
  app: FastifyInstance
  url: string
  /** Each request that got through, in the order in which they were done. */
  done: string[]
  /** Resolves when so many requests have come, whatever was said to them. */
  came(count: number): Promise<void>
  /** What `/wait` waits for. */
  release(): void
}

/** An application that does what it is asked behind the check of who is meant; a proxy in front is believed. */
export async function openDoor(rules: HostRules, prepare: (app: FastifyInstance) => void = () => {}): Promise<Door> {
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const requests: string[] = []
  let watchers: (() => void)[] = []
  const app = fastify({
    trustProxy: true,
    http: { requireHostHeader: false, shouldUpgradeCallback: declineUpgrade },
  })
  prepare(app)
  app.addHook('onRequest', async (request, reply) => {
    requests.push(request.url)
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
    const misled = checkHost(request, rules)
    if (isLast(request.raw)) reply.header('connection', 'close')
    if (misled) throw misled
  })
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof DomainError)) throw error
    return reply.code(error.code === 'bad_request' ? 400 : 421).send({ code: error.code, detail: error.detail })
  })
  app.all('/*', async ({ method, url }) => {
    done.push(`${method} ${url}`)
    if (url === '/wait') await gate.promise
    return 'done'
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    app,
    url,
    done,
    release: gate.resolve,
    async came(count) {
      while (requests.length < count) await new Promise<void>((resolve) => watchers.push(resolve))
    },
    async [Symbol.asyncDispose]() {
      gate.resolve()
      app.server.closeAllConnections()
      await app.close()
    },
  }
}
