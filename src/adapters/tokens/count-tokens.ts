import { Worker } from 'node:worker_threads'
import { workerUrl } from '../../std/worker-url.ts'
import type { CountAnswer } from './count-tokens-worker.ts'

export interface TokenCounterOptions {
  /** Whoever waits longer goes on with an estimate. */
  deadlineMs: number
  /** A thread that says nothing for so long is not waited for, nor kept. */
  stuckMs: number
  /** Nobody having asked for so long, the memory of it is given back. */
  idleMs: number
  /** What is longer is not counted. */
  mostCharacters: number
  onTrouble(error: unknown): void
}

/** How many may wait at once. */
const mostWaiting = 16

/** Counts tokens to the letter, in a thread that is there only while somebody asks. */
export function createTokenCounter(options: TokenCounterOptions) {
  const { deadlineMs, stuckMs, idleMs, mostCharacters, onTrouble } = options
  const waiting = new Map<number, (tokens: number | undefined) => void>()
  let worker: Worker | undefined
  let watch: NodeJS.Timeout | undefined
  let lastId = 0
  let stopped = false

  /** What is left of this one answers nobody. */
  async function end(): Promise<void> {
    const ended = worker
    worker = undefined
    clearTimeout(watch)
    for (const answer of waiting.values()) answer(undefined)
    waiting.clear()
    await ended?.terminate()
  }

  function watchFor(ms: number): void {
    clearTimeout(watch)
    watch = setTimeout(() => void end(), ms)
    watch.unref()
  }

  function start(): Worker {
    const started = new Worker(workerUrl('./count-tokens-worker.ts', import.meta.url))
    started.unref()
    const isCurrent = (): boolean => worker === started
    started.on('error', (error) => {
      onTrouble(error)
      if (isCurrent()) void end()
    })
    started.on('exit', () => {
      if (isCurrent()) void end()
    })
    started.on('message', (answer: CountAnswer) => {
      if (!isCurrent()) return
      if ('error' in answer) onTrouble(answer.error)
      waiting.get(answer.id)?.('tokens' in answer ? answer.tokens : undefined)
      waiting.delete(answer.id)
      watchFor(waiting.size > 0 ? stuckMs : idleMs)
    })
    return started
  }

  return {
    /** Undefined where it was not known in time. */
    count(texts: readonly string[], encoding: string): Promise<number | undefined> {
      const characters = texts.reduce((sum, text) => sum + text.length, 0)
      if (stopped || characters > mostCharacters || waiting.size >= mostWaiting) return Promise.resolve(undefined)
      worker ??= start()
      const id = ++lastId
      const { promise, resolve } = Promise.withResolvers<number | undefined>()
      const deadline = setTimeout(resolve, deadlineMs, undefined)
      waiting.set(id, (tokens) => {
        clearTimeout(deadline)
        resolve(tokens)
      })
      if (waiting.size === 1) watchFor(stuckMs)
      worker.postMessage({ id, texts, encoding })
      return promise
    },
    async stop(): Promise<void> {
      stopped = true
      await end()
    },
  }
}
