import { DomainError } from '../../conversation/errors.ts'
import { type Dialect, route } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { codec, createEncoder } from './codec.ts'
import * as schema from './schema.ts'

const name = 'personal-assistant'

const example =
  'data: {"content": "The", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\ndata: {"content": "", "sequence": 1, "is_final": true, "correlation_id": "abc-123"}\n\n'

function knownModel(model: string | null | undefined, models: readonly string[]): string | undefined {
  if (model === undefined || model === null) return undefined
  if (models.includes(model)) return model
  const message = `Model must be one of [${models.map((one) => `'${one}'`).join(', ')}]`
  throw new DomainError('invalid', message, { problems: [{ path: ['body', 'model'], message }] })
}

export const personalAssistant: Dialect = {
  name,
  description: 'Personal assistant: one message, one answer. Stateless.',
  openToPages: true,
  codec,
  routes: [
    route({
      method: 'POST',
      path: '/chat',
      summary: 'An answer to one message, as it is written',
      schema: { body: schema.chat },
      streams: example,
      heeds: ['idempotency-key'],
      sends: () => ({}),
      async handle(request, engine, { assistant }) {
        const { body, userId, correlationId } = request
        const { maxTokens, timeoutMs, models } = assistant
        const model = knownModel(body.model, models)
        const run = await engine.ask(userId, {
          dialect: name,
          persona: name,
          transcript: [{ role: 'user', content: body.message }],
          asked: {
            timeoutMs,
            maxTokens: body.max_tokens ?? maxTokens,
            memory: false,
            ...(model !== undefined && { model }),
          },
          ...saidWith(request),
          ...idempotencyOf(request, body),
        })
        const reading = { run, userId, after: 0, transient: true }
        return { kind: 'stream', reading, encoder: createEncoder(correlationId) }
      },
    }),
  ],
}
