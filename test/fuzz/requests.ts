import * as fc from 'fast-check'
import { z } from 'zod'
import type { Route } from '../../src/dialects/dialect.ts'
import type { FuzzRequest } from './ask.ts'
import { type Body, bodiesOf } from './bodies.ts'
import type { JsonSchema, Named } from './from-json-schema.ts'
import { headersOf } from './headers.ts'
import { rawPart, pathsOf, queriesOf } from './targets.ts'

const schemaOf = (schema: z.ZodType | undefined): JsonSchema | undefined => {
  if (!schema) return undefined
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return json as JsonSchema
}

const ids: readonly [path: RegExp, kind: string][] = [
  [/^\/v1\/conversations\//, 'conversation'],
  [/^\/v1\/runs\//, 'run'],
  [/^\/v1\/messages\//, 'answer'],
  [/^\/v1\/memories\//, 'memory'],
  [/^\/v1\/admin\/keys\//, 'key'],
  [/^\/(?:api|ai-sdk)\/chat(?:\/:id|$)/, 'chat'],
  [/^\/ag-ui\/threads\//, 'thread'],
]

/** As OpenAI's clients know them. */
function namedOfOpenAi({ path, method }: Pick<Route, 'path' | 'method'>): Named {
  const after = path.endsWith('/input_items') ? '{{question}}' : '{{item}}'
  return {
    response_id: fc.constant(method === 'DELETE' ? '{{alone}}' : '{{response}}'),
    conversation_id: fc.constant('{{talk}}'),
    item_id: fc.constant('{{item}}'),
    after: fc.constant(after),
    starting_after: fc.constantFrom(0, 4, 8),
    model: fc.constant(path.endsWith('/embeddings') ? 'a-model' : 'gpt-4'),
    // One of them alone, and only of what is stored.
    previous_response_id: fc.constantFrom('{{response}}', null),
    conversation: fc.constant(null),
    store: fc.constant(true),
    messages: fc.constant([{ role: 'user', content: 'hello' }]),
    input: fc.constantFrom('hello', [{ role: 'user', content: 'hello tea' }]),
    response_format: fc.constantFrom({ type: 'text' }, null),
    metadata: fc.constantFrom({ topic: 'tea' }, null),
    text: fc.constantFrom({ format: { type: 'text' } }, null),
  }
}

/** As pages send them: one contract wants parts, the other a text. */
const messages = fc.constant([{ id: 'a', role: 'user', content: 'hello', parts: [{ type: 'text', text: 'hello' }] }])

/** Values that exist: those in braces are put in when a request is sent. */
function namedOf({ path, method }: Route): Named {
  const id = ids.find(([pattern]) => pattern.test(path))?.[1]
  const session = fc.constantFrom('{{session}}', null)
  return {
    ...(id !== undefined && { id: fc.constant(`{{${id}}}`) }),
    version: fc.constantFrom(1, 2, 3),
    messageId: fc.constant('{{answer}}'),
    callId: fc.constant('{{run}}-0'),
    parentId: fc.constantFrom('{{answer}}', null),
    threadId: fc.constant('{{thread}}'),
    ...(/^\/(?:api\/chat|ai-sdk\/chat|ag-ui\/run)$/.test(path) && { messages }),
    // What S3 calls a session is what its clients call it.
    ...(path === '/api/chat' && { sessionId: session, session_id: session }),
    ...(path.startsWith('/api/chat/sessions/') && { session_id: fc.constant('{{session}}') }),
    user_id: fc.constant('ann'),
    // Whose budget is small, or who is erased, cannot ask for much else.
    userId: fc.constant(path.startsWith('/v1/admin/users/') ? 'a spender' : 'ann'),
    model: path.startsWith('/v1/') ? fc.constant('{{model}}') : fc.constant('gpt-4'),
    persona: fc.constant('{{persona}}'),
    cursor: fc.constant(`{{cursor of ${method} ${path}}}`),
    after: fc.constantFrom(0, 1, 1_048_577),
    ...(path.startsWith('/openai/') && namedOfOpenAi({ path, method })),
    q: fc.constantFrom('hello', 'hello tea', 'tea AND', 'NOT', 'हिन्दी', 'שָׁלוֹם'),
  }
}

/** Requests to a route: as it wants them, nearly so, and not at all. */
export function requestsOf(route: Route): fc.Arbitrary<FuzzRequest> {
  const { params, querystring, body } = route.schema
  const named = namedOf(route)
  const paths = pathsOf(route.path, schemaOf(params), named)
  const queries = queriesOf(schemaOf(querystring), named)
  const bodies = bodiesOf(schemaOf(body), named)
  const headers = headersOf(route)
  const fits: readonly [
    typeof paths.valid,
    typeof queries.valid,
    fc.Arbitrary<Body | undefined>,
    typeof headers.valid,
  ] = [paths.valid, queries.valid, bodies.valid, headers.valid]
  const made = (
    [path, query, content, more]: [string, string, Body | undefined, Record<string, string>],
    pick: number,
  ) => ({
    method: route.method,
    pattern: route.path,
    path: path + query,
    pick,
    headers: {
      ...(content && { 'content-type': 'application/json' }),
      ...more,
      ...content?.headers,
    },
    body: content?.bytes,
  })
  const [path, query, content, more] = fits
  const nonsensePath = fc
    .array(rawPart, { maxLength: 3 })
    .map((all) => `${route.path.split(':', 1)[0]}${all.join('/')}`)
  const nearly = fc.oneof(
    { weight: params ? 4 : 1, arbitrary: fc.tuple(paths.nearly, query, content, more) },
    { weight: querystring ? 16 : 1, arbitrary: fc.tuple(path, queries.nearly, content, more) },
    { weight: body ? 12 : 1, arbitrary: fc.tuple(path, query, bodies.nearly, more) },
    { weight: 3, arbitrary: fc.tuple(path, query, content, headers.nearly) },
  )
  const nonsense = fc.oneof(
    { weight: 1, arbitrary: fc.tuple(nonsensePath, query, content, more) },
    { weight: body ? 8 : 1, arbitrary: fc.tuple(path, query, bodies.nonsense, more) },
    { weight: 1, arbitrary: fc.tuple(paths.nearly, queries.nearly, bodies.nonsense, headers.nearly) },
  )
  // What is wrong with a query is told by its names, and there is little else to be asked without a body.
  const weight = querystring ? 5 : 3
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(...fits) },
    { weight, arbitrary: nearly },
    { weight: body ? 3 : 2, arbitrary: nonsense },
  )
  return fc.tuple(parts, fc.nat(7)).map(([all, pick]) => made(all, pick))
}
