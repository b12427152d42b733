/** One answer that the server has given, and that has not come yet. */
export interface Held {
  isAnswered: Promise<void>
  release(): void
}

export interface Holding {
  fetch: typeof fetch
  /** Of the next request that begins so. */
  next(method: string, path: string): Held
}

interface Waiting {
  method: string
  path: string
  answered(): void
  isReleased: Promise<void>
}

/** A network on which single answers come late. */
export function holding(): Holding {
  const waiting: Waiting[] = []
  return {
    async fetch(input, init) {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      const at = waiting.findIndex(
        ({ method, path }) => method === (init?.method ?? 'GET') && `${pathname}${search}`.startsWith(path),
      )
      const [held] = at < 0 ? [] : waiting.splice(at, 1)
      const response = await fetch(input, init)
      if (!held) return response
      const body = await response.arrayBuffer()
      held.answered()
      await held.isReleased
      return new Response(body, response)
    },
    next(method, path) {
      const { promise: isAnswered, resolve: answered } = Promise.withResolvers<void>()
      const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
      waiting.push({ method, path, answered, isReleased })
      return { isAnswered, release }
    },
  }
}
