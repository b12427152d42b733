import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OwnRedis, ownRedis, prefix, server, type TestRedis } from './redis-server.ts'

/** What cannot run here says so; where everything has to run, it fails. */
function describeOr(reason: string | undefined, name: string, body: () => void): void {
  if (reason === undefined) {
    describe(name, body)
    return
  }
  const mustRun = ['true', '1'].includes(process.env['CI'] ?? '')
  test.skipIf(!mustRun)(`${name} (${reason})`, () => expect.fail(reason))
}

/** For suites that need a Redis, whoever else uses it. */
export function describeWithRedis(name: string, body: (redis: TestRedis) => void): void {
  const given = process.env['REDIS_URL']
  const reason = server || given ? undefined : 'there is no redis-server on the PATH, and REDIS_URL is not set'
  describeOr(reason, name, () => {
    let own: OwnRedis | undefined
    if (server) {
      beforeAll(async () => {
        own = await ownRedis()
        await own.start()
      })
      afterAll(async () => own?.[Symbol.asyncDispose]())
    }
    body({ url: () => own?.url() ?? given ?? '', prefix })
  })
}

/** For suites that kill, pause and restart it: each test brings its own. */
export function describeWithOwnRedis(name: string, body: () => void): void {
  describeOr(server ? undefined : 'there is no redis-server on the PATH', name, body)
}
