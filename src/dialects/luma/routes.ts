import type { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import type { Reading } from '../../streams/follow-run.ts'
import { answerOf } from '../answer.ts'
import { type Dialect, route, type Sending, type WireRequest } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { codec, createEncoder } from './codec.ts'
import { toMessages } from './messages.ts'
import * as schema from './schema.ts'

const name = 'luma'

const example =
  'data: {"token": "Hi", "content": "Hi", "done": false}\n\ndata: {"token": "", "content": "", "done": true}\n\n'

const sends = ({ body }: WireRequest<unknown, unknown, z.infer<typeof schema.chat>>): Sending => ({
  person: body.user_id ?? undefined,
})

async function ask(
  request: WireRequest<unknown, unknown, z.infer<typeof schema.chat>>,
  engine: Engine,
): Promise<Reading> {
  const { body } = request
  const transcript = toMessages(body.messages)
  const named = body.user_id ?? undefined
  const userId = request.personNamed(named)
  const opener = transcript.length === 0 ? engine.personas.get(name)?.opener : undefined
  const run = await engine.ask(userId, {
    dialect: name,
    persona: name,
    transcript,
    asked: { memory: request.isSomebody(named), ...(opener !== undefined && { opener }) },
    ...saidWith(request),
    ...idempotencyOf(request, body),
  })
  return { run, userId, after: 0, transient: true }
}

export const luma: Dialect = {
  name,
  description: 'Luma: a companion for talking about feelings. Stateless: the messages sent are the context.',
  openToPages: true,
  codec,
  routes: [
    route({
      method: 'POST',
      path: '/chat/completion',
      summary: "Luma's answer to these messages, whole",
      schema: { body: schema.chat, response: { 200: schema.completion } },
      heeds: ['idempotency-key'],
      sends,
      async handle(request, engine, settings) {
        const { text } = await answerOf(engine, await ask(request, engine), request, settings)
        return { kind: 'body', status: 200, body: { response: text } }
      },
    }),
    route({
      method: 'POST',
      path: '/chat/stream',
      summary: "Luma's answer to these messages, as it is written",
      schema: { body: schema.chat },
      streams: example,
      heeds: ['idempotency-key'],
      sends,
      handle: async (request, engine) => ({
        kind: 'stream',
        reading: await ask(request, engine),
        encoder: createEncoder(),
      }),
    }),
  ],
}
