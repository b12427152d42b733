import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Signer } from './jwt-signer.ts'

/** Hands out keys over a real socket, as well or as badly as it is told to. */
export interface KeyServer extends AsyncDisposable {
  readonly url: string
  readonly hits: number
  answer(listener: RequestListener): void
  /** Answers with these keys. */
  publish(...signers: readonly Pick<Signer, 'jwk'>[]): void
  /** Answers with these bytes. */
  say(body: string, status?: number): void
  /** The next request has come. */
  asked(): Promise<void>
}

export async function startKeyServer(...signers: readonly Pick<Signer, 'jwk'>[]): Promise<KeyServer> {
  let hits = 0
  let listener: RequestListener = () => {}
  let heard: (() => void)[] = []
  const server = createServer((request, response) => {
    hits += 1
    listener(request, response)
    for (const hear of heard) hear()
    heard = []
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const say = (body: string, status = 200): void => {
    listener = (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
  const publish = (...published: readonly Pick<Signer, 'jwk'>[]): void =>
    say(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }))
  publish(...signers)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    get hits() {
      return hits
    },
    answer(next) {
      listener = next
    },
    publish,
    say,
    asked: () => new Promise((resolve) => heard.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
