import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, CallOptions, Client, Stream } from '../test/client.ts'
import type { Random } from './random.ts'

export interface Line {
  /** Asks any node, once; undefined where nobody knows what became of it. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer | undefined>
  /** As `call`, of a reply that is a stream. One that says nothing for long is hung up. */
  open(method: string, path: string, options?: CallOptions): Promise<Stream | undefined>
  /** Before the same is asked again. */
  rest(): Promise<void>
}

const answerMs = 20_000
const headersMs = 10_000
/** Several times as long as a healthy stream is ever silent. */
const silenceMs = 8_000

/** What a person's requests go over: no request knows which node had the last one. */
export function createLine(nodes: readonly { client: Client }[], random: Random): Line {
  function watch({ response }: Stream): void {
    let timer: NodeJS.Timeout
    const hangUp = (): void => void response.destroy(new Error('It says nothing any more'))
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(hangUp, silenceMs)
    }
    response.on('data', wait)
    response.once('close', () => clearTimeout(timer))
    wait()
  }

  return {
    async call(method, path, options = {}) {
      const { client } = random.pick(nodes)
      try {
        return await client.call(method, path, { ...options, signal: AbortSignal.timeout(answerMs) })
      } catch {
        return undefined
      }
    },
    async open(method, path, options = {}) {
      const { client } = random.pick(nodes)
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(), headersMs)
      try {
        const stream = await client.stream(method, path, { ...options, signal: late.signal })
        watch(stream)
        return stream
      } catch {
        return undefined
      } finally {
        clearTimeout(timer)
      }
    },
    rest: () => pause(random.between(50, 500)),
  }
}
