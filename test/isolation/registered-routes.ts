import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'

export interface Registered {
  method: string
  path: string
}

/** Every route that any server in this process registers from here on, documented or not, by whatever way. */
export function watchRoutes(): { routes: Registered[] } & Disposable {
  const routes: Registered[] = []
  const watch = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url: path }) => {
      for (const one of [method].flat()) routes.push({ method: one, path })
    })
  }
  subscribe('fastify.initialization', watch)
  return { routes, [Symbol.dispose]: () => void unsubscribe('fastify.initialization', watch) }
}
