import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Route } from '../dialects/dialect.ts'

/** Every path that is registered after this is described at `/openapi.json` and shown at `/docs`, from our own files only. */
export async function addDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Colloquy',
        version,
        description: 'A self-hosted conversation server. A message that was accepted gets exactly one answer.',
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
}

/** What the documentation says of a path: of all contracts that share it. */
export function describe(offers: readonly { route: Route; tag: string }[]): FastifySchema {
  const routes = offers.map(({ route }) => route)
  const bodies = routes.flatMap(({ schema }) => (schema.body ? [schema.body] : []))
  const [params] = routes.flatMap(({ schema }) => (schema.params ? [schema.params] : []))
  const [querystring] = routes.flatMap(({ schema }) => (schema.querystring ? [schema.querystring] : []))
  const response = Object.assign({}, ...routes.map(({ schema }) => schema.response ?? {})) as Record<number, unknown>
  return {
    summary: routes.map(({ summary }) => summary).join(' · '),
    tags: offers.map(({ tag }) => tag),
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(bodies.length > 0 && { body: bodies.length === 1 ? bodies[0] : z.union(bodies) }),
    ...(Object.keys(response).length > 0 && { response }),
  }
}
