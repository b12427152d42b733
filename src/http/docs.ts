import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { z } from 'zod'
import type { Dialect } from '../dialects/dialect.ts'
import type { Offer } from './places.ts'

type Json = Record<string, unknown>

/** What the documentation's page needs and no more: its files, the pictures in its style sheet, and one `<style>`. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The colours of the logo, which a script brings along.
  "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Every path that is registered after this is described at `/openapi.json` and shown at `/docs`, from our own files only. */
export async function addDocs(app: FastifyInstance, version: string, dialects: readonly Dialect[]): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Colloquy',
        version,
        description: 'A self-hosted conversation server. A message that was accepted gets exactly one answer.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: {
          [bearer]: {
            type: 'http',
            scheme: 'bearer',
            description: 'A signed token, an API key, or the operator’s key.',
          },
        },
      },
      tags: dialects.map(({ name, description }) => ({ name, description })),
    },
  })
  await app.register(swaggerUi, { routePrefix: '/docs', theme: { title: 'Colloquy' }, staticCSP: pagePolicy })
  let described: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send((described ??= JSON.stringify(app.swagger()))),
  )
}

const bearer = 'bearer'

/** As a client sends it, or as it comes to one. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}

const eitherOf = (schemas: readonly Json[]): Json => (schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas })

/** What may stand in one place of a request, whichever contract it is for. */
function inputOf(offers: readonly Offer[], place: 'params' | 'querystring' | 'body'): Json | undefined {
  const schemas = offers.flatMap(({ route }) => route.schema[place] ?? [])
  return schemas.length === 0 ? undefined : eitherOf(schemas.map((schema) => jsonSchemaOf(schema, 'input')))
}

/** Bodies by status and media type; of several contracts, each may be the one that answers. */
function repliesOf(offers: readonly Offer[]): Json {
  const found: Record<string, Record<string, Json[]>> = {}
  const add = (status: string, type: string, schema: Json): void => {
    const types = (found[status] ??= {})
    const known = (types[type] ??= [])
    if (!known.some((one) => JSON.stringify(one) === JSON.stringify(schema))) known.push(schema)
  }
  for (const { route, dialect } of offers) {
    for (const [status, schema] of Object.entries(route.schema.response ?? {})) {
      if (schema === null) found[status] ??= {}
      else add(status, 'application/json', jsonSchemaOf(schema, 'output'))
    }
    if (route.streams !== undefined) add('200', 'text/event-stream', { type: 'string', examples: [route.streams] })
    const { type, schema } = dialect.codec.refusal
    add('default', type, jsonSchemaOf(schema, 'output'))
  }
  return Object.fromEntries(
    Object.entries(found).map(([status, types]) => {
      const content = Object.entries(types).map(([type, schemas]) => [type, { schema: eitherOf(schemas) }])
      const description = status === 'default' ? 'Refused, or failed' : 'Done'
      return [status, { description, ...(content.length > 0 && { content: Object.fromEntries(content) }) }]
    }),
  )
}

const headers: Readonly<Record<string, Json>> = {
  accept: { type: 'string', description: 'text/event-stream for events, where both are offered.' },
  'idempotency-key': {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    description: 'The same key and request again attach to the answer that is there, for 24 hours.',
  },
  'last-event-id': { type: 'string', description: 'The id of what was heard last: only what comes after it is told.' },
  prefer: { type: 'string', examples: ['respond-async'], description: 'respond-async answers at once with the run.' },
  'x-correlation-id': {
    type: 'string',
    pattern: '^[A-Za-z0-9._:-]{1,128}$',
    description: 'Names this request in the reply and in the log; one is made where there is none.',
  },
}

function headersOf(offers: readonly Offer[]): Json {
  const names = new Set(offers.flatMap(({ route }) => route.heeds ?? []))
  const heeded = [...names, 'x-correlation-id'].map((name) => [name, headers[name]])
  return { type: 'object', properties: Object.fromEntries(heeded) }
}

/** What the documentation says of a path: of all contracts that share it. */
export function describe(offers: readonly Offer[], isClosed: boolean): FastifySchema {
  const params = inputOf(offers, 'params')
  const querystring = inputOf(offers, 'querystring')
  const body = inputOf(offers, 'body')
  return {
    summary: offers.map(({ route }) => route.summary).join(' · '),
    tags: offers.map(({ dialect }) => dialect.name),
    response: repliesOf(offers),
    headers: headersOf(offers),
    ...(isClosed && { security: [{ [bearer]: [] }] }),
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(body && { body }),
  }
}
