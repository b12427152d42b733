import type { EventStreamOptions } from '../../src/adapters/models/stream-events.ts'
import type { Finish, Model, ModelError, ModelRequest, ModelUsage } from '../../src/ports/model.ts'
import { startFakeModel } from '../fake-model.ts'
import type { FakeModel, Script } from '../fake-model.ts'

export type CreateModel = (options: EventStreamOptions) => Model & AsyncDisposable

export const KEY = 'sk-canary-0123456789abcdef'
export const SHORT = { connectMs: 150, headersMs: 150, gapMs: 150 }
export const PATIENT = { connectMs: 20_000, headersMs: 20_000, gapMs: 20_000 }
export const QUESTION: ModelRequest = { model: 'test-model', messages: [{ role: 'user', content: 'Hello' }] }

export interface Asked {
  deltas: string[]
  usages: ModelUsage[]
  outcome: Finish | ModelError
}

export interface AskOptions extends Partial<EventStreamOptions> {
  request?: Partial<ModelRequest>
  signal?: AbortSignal
  delta?: (text: string) => void
  /** Waits for the sockets to close while the model is still there: they are the adapter's to close. */
  untilClosed?: FakeModel
}

/** One request to a model under test, made for it alone. */
export async function ask(create: CreateModel, fake: { url: string }, options: AskOptions = {}): Promise<Asked> {
  const { request, signal = new AbortController().signal, delta, untilClosed, ...rest } = options
  await using model = create({ baseUrl: fake.url, apiKey: KEY, timeouts: PATIENT, ...rest })
  const deltas: string[] = []
  const usages: ModelUsage[] = []
  const on = {
    delta(text: string) {
      deltas.push(text)
      delta?.(text)
    },
    usage(usage: ModelUsage) {
      usages.push(usage)
    },
  }
  try {
    const outcome = await model.stream({ ...QUESTION, ...request }, on, signal)
    return { deltas, usages, outcome }
  } finally {
    if (untilClosed) await Promise.all(untilClosed.requests.map((asked) => asked.closed))
  }
}

/** The same, of a fake model that plays one script; the fake is closed by then. */
export async function askScripted(
  create: CreateModel,
  script: Script,
  options?: AskOptions,
): Promise<Asked & { fake: FakeModel }> {
  await using fake = await startFakeModel()
  fake.next(script)
  const asked = await ask(create, fake, options)
  return { ...asked, fake }
}
