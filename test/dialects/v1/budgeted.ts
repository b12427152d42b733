import { DatabaseSync } from 'node:sqlite'
import type { Answer } from '../../client.ts'
import type { Script } from '../../fake-model.ts'
import { startTestServer, type TestOptions, type TestServer } from '../../harness.ts'
import { expect } from 'vitest'

/** What may be spent in a day, unless a test says otherwise. */
export const day = { tokens: 1_000, seconds: 86_400 }
export const dayMs = 86_400_000

export const costing =
  (tokens: number): Script =>
  async (exchange) => {
    await exchange.token('Yes')
    await exchange.token('.')
    await exchange.finish('stop')
    await exchange.usage({ input: tokens - 2, output: 2 })
    await exchange.done()
  }

/** Nothing but what is spent holds the next send back: an answer is bounded by a few tokens. */
export const spending = (tokenBudget = day, more: TestOptions = {}) =>
  startTestServer({ tokenBudget, limits: { answerTokens: 10 }, ...more })

/** Only one answer can be under way. */
export const oneAtATime = () =>
  startTestServer({ tokenBudget: day, limits: { answerTokens: day.tokens }, retry: { attempts: 0 } })

export async function spend({ client, model }: TestServer, tokens: number): Promise<Answer> {
  model.next(costing(tokens))
  const answered = await client.ask(await client.conversation(), 'So?')
  expect(answered.status).toBe(200)
  return answered
}

export function rows(path: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}
