import { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { Conversation } from '../../conversation/types.ts'
import { type Reply, type Route, route, type WireRequest } from '../dialect.ts'
import { scopeOf } from './chat-request.ts'
import { messageText } from './content.ts'
import { idIn, nothingOf, secondsOf, wireId } from './ids.ts'
import { expectPersona, keptMetadata, metadata, personaIn, toldMetadata } from './metadata.ts'
import { toSaidItems } from './response-input.ts'
import { listOf, positionOf } from './response-routes.ts'
import { item, itemList, itemsPage, message } from './response-schema.ts'
import { toItem } from './response-shape.ts'

const mostItems = 20
/** As long as a message may be that comes from elsewhere. */
const mostCharacters = 1_000_000

const conversation = z.object({
  id: z.string(),
  object: z.literal('conversation'),
  created_at: z.int(),
  metadata: z.record(z.string(), z.string()),
})

const deleted = z.object({ id: z.string(), object: z.literal('conversation.deleted'), deleted: z.literal(true) })

const newConversation = z
  .object({ items: z.array(item).max(mostItems).nullish(), metadata: metadata.nullish() })
  .nullish()

const byId = z.object({ conversation_id: z.string() })
const byItem = byId.extend({ item_id: z.string() })

type OfOne = WireRequest<{ conversation_id: string }>

const toWire = ({ id, createdAt, metadata: kept }: Conversation) => ({
  id: wireId('conversation', id),
  object: 'conversation',
  created_at: secondsOf(createdAt),
  metadata: toldMetadata(kept),
})

const done = ({ correlationId }: WireRequest, body: unknown): Reply => ({
  kind: 'body',
  status: 200,
  headers: { 'x-request-id': correlationId },
  body,
})

const idOf = ({ params }: OfOne): string => idIn('conversation', params.conversation_id)

/** In the words of this contract that there is none. */
async function found<Result>(
  asked: Promise<Result>,
  kind: 'conversation' | 'message' = 'conversation',
): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    throw error instanceof DomainError && error.code === 'not_found' ? nothingOf(kind) : error
  }
}

async function begin(
  request: WireRequest<unknown, unknown, z.infer<typeof newConversation>>,
  engine: Engine,
): Promise<Conversation> {
  const { items, metadata: given } = request.body ?? {}
  const scope = scopeOf(request)
  const persona = personaIn(given, engine)
  const kept = keptMetadata(given)
  const said = toSaidItems(items ?? [], 'items')
  if (said.length === 0) return engine.createConversation(scope, { persona, metadata: kept })
  for (const [i, { content }] of said.entries()) messageText(content, `items[${i}].content`, mostCharacters)
  return engine.importConversation(scope, {
    title: null,
    persona,
    metadata: kept,
    createdAt: undefined,
    messages: said,
  })
}

async function change(
  request: WireRequest<{ conversation_id: string }, unknown, { metadata: z.infer<typeof metadata> | null }>,
  engine: Engine,
): Promise<Conversation> {
  const id = idOf(request)
  const scope = scopeOf(request)
  const { metadata: given } = request.body
  if (given?.['persona'] !== undefined) expectPersona(given, (await found(engine.conversation(scope, id))).persona)
  return found(engine.updateConversation(scope, id, { metadata: keptMetadata(given) }))
}

export const conversationRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/openai/v1/conversations',
    summary: 'Begin a conversation, empty or with what was said elsewhere',
    schema: { body: newConversation, response: { 200: conversation } },
    handle: async (request, engine) => done(request, toWire(await begin(request, engine))),
  }),
  route({
    method: 'GET',
    path: '/openai/v1/conversations/:conversation_id',
    summary: 'One conversation',
    schema: { params: byId, response: { 200: conversation } },
    handle: async (request, engine) =>
      done(request, toWire(await found(engine.conversation(scopeOf(request), idOf(request))))),
  }),
  route({
    method: 'POST',
    path: '/openai/v1/conversations/:conversation_id',
    summary: 'Put other metadata in the place of that of a conversation',
    schema: { params: byId, body: z.object({ metadata: metadata.nullable() }), response: { 200: conversation } },
    handle: async (request, engine) => done(request, toWire(await change(request, engine))),
  }),
  route({
    method: 'DELETE',
    path: '/openai/v1/conversations/:conversation_id',
    summary: 'Delete a conversation and everything under it',
    schema: { params: byId, response: { 200: deleted } },
    async handle(request, engine) {
      const id = idOf(request)
      await found(engine.deleteConversation(scopeOf(request), id))
      return done(request, { id: wireId('conversation', id), object: 'conversation.deleted', deleted: true })
    },
  }),
  route({
    method: 'GET',
    path: '/openai/v1/conversations/:conversation_id/items',
    summary: 'What was said in a conversation, the newest first',
    schema: { params: byId, querystring: itemsPage, response: { 200: itemList } },
    async handle(request, engine) {
      const { userId, query } = request
      const id = idOf(request)
      const scope = scopeOf(request)
      await found(engine.conversation(scope, id))
      const { limit, order, after } = query
      const from = await found(positionOf(engine, userId, id, after), 'message')
      const { items, next } = await found(engine.listMessages(scope, id, { limit, order, from }))
      return done(request, listOf(items, next !== null))
    },
  }),
  route({
    method: 'GET',
    path: '/openai/v1/conversations/:conversation_id/items/:item_id',
    summary: 'One thing that was said in a conversation',
    schema: { params: byItem, response: { 200: message } },
    async handle(request, engine) {
      const { userId, params } = request
      const id = idOf(request)
      await found(engine.conversation(scopeOf(request), id))
      const said = await found(engine.message(userId, idIn('message', params.item_id)), 'message')
      if (said.conversationId !== id) throw nothingOf('message')
      return done(request, toItem(said))
    },
  }),
]
