import { z } from 'zod'
import type { Embedded } from '../../conversation/embed.ts'
import type { EmbeddingInput } from '../../ports/embedding-relay.ts'
import { type Route, route } from '../dialect.ts'
import { boundedText } from '../fields.ts'
import { name } from './chat-request.ts'
import { unknownModel } from './refusals.ts'

const mostTexts = 512
/** As long as models take, and longer. */
const text = boundedText(1, 65_536)
const tokens = z.array(z.int().min(0).max(1_000_000_000)).min(1).max(8_192)

const body = z.object({
  input: z.union(
    [text, z.array(text).min(1).max(mostTexts), tokens, z.array(tokens).min(1).max(mostTexts)],
    'must be texts of 1 to 65536 characters, 512 at most, or tokens in their place',
  ),
  model: z.string().nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).max(16_384).nullish(),
})

const reply = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      /** Of base64: the numbers as four bytes each, the least first. */
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
})

type Input = z.infer<typeof body>['input']

const isOneOfTokens = (input: readonly unknown[]): input is number[] => typeof input[0] === 'number'

function toInput(input: Input): EmbeddingInput {
  if (typeof input === 'string') return [input]
  return isOneOfTokens(input) ? [input] : input
}

function inBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(4 * vector.length)
  for (const [i, one] of vector.entries()) bytes.writeFloatLE(one, 4 * i)
  return bytes.toString('base64')
}

/** One vector at a time: all of them in one piece would keep streams waiting. */
function* written({ vectors, tokens: counted }: Embedded, model: string, isBase64: boolean): Iterable<string> {
  for (const [index, vector] of vectors.entries()) {
    const entry = { object: 'embedding', index, embedding: isBase64 ? inBase64(vector) : vector }
    yield `${index === 0 ? '{"object":"list","data":[' : ','}${JSON.stringify(entry)}`
  }
  const usage = { prompt_tokens: counted, total_tokens: counted }
  yield `],"model":${JSON.stringify(model)},"usage":${JSON.stringify(usage)}}`
}

export const embeddingRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/openai/v1/embeddings',
    summary: 'Texts as vectors, by the model that is configured for it',
    schema: { body, response: { 200: reply } },
    sends: () => ({}),
    async handle(request, { embeddings }) {
      const { userId, correlationId, left } = request
      const { input, model, encoding_format: encoding, dimensions } = request.body
      if (embeddings.model !== undefined && model != null && model !== embeddings.model) throw unknownModel(model)
      const asked = { input: toInput(input), dimensions: dimensions ?? undefined, dialect: name, correlationId }
      const embedded = await embeddings.embed(userId, asked, left())
      return {
        kind: 'document',
        contentType: 'application/json; charset=utf-8',
        headers: { 'x-request-id': correlationId },
        pieces: written(embedded, embeddings.model ?? '', encoding === 'base64'),
      }
    },
  }),
]
