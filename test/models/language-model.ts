import { MockLanguageModelV4 } from 'ai/test'

type Streamed = Awaited<ReturnType<MockLanguageModelV4['doStream']>>
export type Part = Streamed['stream'] extends ReadableStream<infer P> ? P : never
export type Call = Parameters<MockLanguageModelV4['doStream']>[0]
type Usage = Extract<Part, { type: 'finish' }>['usage']

export const usage = (input: number | undefined, output: number | undefined): Usage => ({
  inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: output, text: output, reasoning: undefined },
})

export const text = (delta: string): Part => ({ type: 'text-delta', id: '0', delta })

export function finish(
  unified: Extract<Part, { type: 'finish' }>['finishReason']['unified'] = 'stop',
  raw: string | undefined = unified,
): Part {
  return { type: 'finish', finishReason: { unified, raw }, usage: usage(3, 2) }
}

export interface Source {
  model: MockLanguageModelV4
  push(...parts: Part[]): void
  end(): void
  fail(error: unknown): void
  /** It was told to stop, by its signal. */
  aborted: Promise<void>
  /** Nobody reads it any more. */
  cancelled: Promise<void>
  call(): Call
}

/** A language model that says what it is told to, when it is told to. */
export function createSource(parts: readonly Part[] = []): Source {
  const aborted = Promise.withResolvers<void>()
  const cancelled = Promise.withResolvers<void>()
  let controller: ReadableStreamDefaultController<Part> | undefined
  const stream = new ReadableStream<Part>({
    start(started) {
      controller = started
      for (const part of parts) started.enqueue(part)
    },
    cancel: () => cancelled.resolve(),
  })
  const model = new MockLanguageModelV4({
    async doStream({ abortSignal }) {
      abortSignal?.addEventListener('abort', () => aborted.resolve())
      return { stream }
    },
  })
  return {
    model,
    push(...more) {
      for (const part of more) controller?.enqueue(part)
    },
    end: () => controller?.close(),
    fail: (error) => controller?.error(error),
    aborted: aborted.promise,
    cancelled: cancelled.promise,
    call() {
      const [call] = model.doStreamCalls
      if (!call) throw new Error('It was not asked')
      return call
    },
  }
}
