import { type Dialect, route } from '../dialect.ts'
import { createProblemCodec } from '../problem-codec.ts'
import { follow } from './follow.ts'
import * as schema from './schema.ts'
import { name, scopeOf, send } from './send.ts'

const example =
  'id: 01a1fe53-dffc-79c5-8fbc-465d2908aca8:1048577\ndata: {"type":"RUN_STARTED","threadId":"t-1","runId":"r-1"}\n\n' +
  'id: 01a1fe53-dffc-79c5-8fbc-465d2908aca8:1048578\ndata: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m-1","delta":"Hi"}\n\n'

export const agUi: Dialect = {
  name,
  description: 'AG-UI: runs of an agent in threads, for its `HttpAgent`.',
  prefix: '/ag-ui',
  openToPages: false,
  codec: createProblemCodec('application/json'),
  routes: [
    route({
      method: 'POST',
      path: '/ag-ui/run',
      summary:
        'Have the newest message of a thread answered, as AG-UI events; with a `runId` that came before, that run',
      schema: { body: schema.input },
      streams: example,
      heeds: ['idempotency-key', 'last-event-id'],
      sends: ({ body }) => ({ session: body.threadId }),
      handle: async (request, engine, settings) => follow(request, engine, await send(request, engine, settings)),
    }),
    route({
      method: 'POST',
      path: '/ag-ui/threads/:id/stop',
      summary: 'Stop the run that answers in a thread; what was said so far stays',
      schema: { params: schema.byId, response: { 200: schema.stopped, 204: null } },
      async handle(request, engine, { answerWaitMs }) {
        const scope = scopeOf(request)
        const thread = await engine.conversationNamed(scope, request.params.id)
        const run = thread && (await engine.currentRun(scope, thread.id))
        if (!run) return { kind: 'body', status: 204 }
        const { id: runId, state } = await engine.stop(scope.userId, run.id, answerWaitMs)
        return { kind: 'body', status: 200, body: { runId, state } }
      },
    }),
  ],
}
