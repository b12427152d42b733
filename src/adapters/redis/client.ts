import { createClient } from '@redis/client'

/** How long connecting and greeting may take, name and certificate included. */
const greetingMs = 2_000

function clientOf(url: string, signal?: AbortSignal) {
  return createClient({
    url,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // The library's ends with the writing of a command and costs a signal each; ours is in `connection.ts`.
    commandOptions: { timeout: 0 },
    // It is reconnected by hand: only so can a greeting that is never answered, and a read, be given up.
    socket: { connectTimeout: greetingMs, reconnectStrategy: false, ...(signal && { signal }) },
  })
}

export type Client = ReturnType<typeof clientOf>

/** One connection: once it is gone, it stays gone. */
export interface Link {
  client: Client
  /** Resolves with what ended it. */
  gone: Promise<unknown>
  /** Rejects what is unanswered. */
  end(cause: unknown): void
}

/** Says so without the address, which may hold a password and which the parser's own error quotes. */
export function checkUrl(url: string): void {
  try {
    clientOf(url).destroy()
  } catch {
    throw new TypeError('Cannot open Redis: its URL is not of the form redis://host:port or rediss://host:port')
  }
}

/** Rejects where nobody answers the greeting, which proves that somebody does. */
export async function dial(url: string, closing: AbortSignal): Promise<Link> {
  const abandon = new AbortController()
  const client = clientOf(url, abandon.signal)
  const { promise: gone, resolve } = Promise.withResolvers<unknown>()
  const end = (cause: unknown): void => {
    resolve(cause)
    client.destroy()
    // While it connects, the client does not yet know its socket.
    abandon.abort()
  }
  client.on('error', end)

  const close = (): void => end(closing.reason)
  closing.addEventListener('abort', close)
  void gone.then(() => closing.removeEventListener('abort', close))
  const tooLate = setTimeout(end, greetingMs, new Error('Redis did not answer in time'))
  try {
    await client.connect()
  } catch (error) {
    end(error)
    throw await gone
  } finally {
    clearTimeout(tooLate)
  }
  return { client, gone, end }
}
