import { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import { type DialectSettings, type Route, route } from '../dialect.ts'
import { unknownModel } from './refusals.ts'

const model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
})

/** When a model was made is its provider's to know. */
const toModel = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'colloquy' })

const offered = ({ embeddings }: Engine, { models }: DialectSettings): string[] => [
  ...models,
  ...(embeddings.model === undefined || models.includes(embeddings.model) ? [] : [embeddings.model]),
]

export const modelRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openai/v1/models',
    summary: 'The models that may be asked, the default one first, and the one that embeds',
    schema: { response: { 200: z.object({ object: z.literal('list'), data: z.array(model) }) } },
    handle: async ({ correlationId }, engine, settings) => ({
      kind: 'body',
      status: 200,
      headers: { 'x-request-id': correlationId },
      body: { object: 'list', data: offered(engine, settings).map(toModel) },
    }),
  }),
  route({
    method: 'GET',
    path: '/openai/v1/models/:model',
    summary: 'One model',
    schema: { params: z.object({ model: z.string() }), response: { 200: model } },
    async handle({ params, correlationId }, engine, settings) {
      if (!offered(engine, settings).includes(params.model)) throw unknownModel(params.model)
      const headers = { 'x-request-id': correlationId }
      return { kind: 'body', status: 200, headers, body: toModel(params.model) }
    },
  }),
]
