import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Rights } from '../access/rights.ts'
import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import type { DialectSettings, Reply, Route, Sending, WireRequest } from '../dialects/dialect.ts'
import type { Logger } from '../observe/logger.ts'
import { addressBlock } from '../std/address-block.ts'
import type { Caller } from './authenticate.ts'
import type { Limit } from './limit.ts'
import type { Offer } from './places.ts'
import type { StreamSlots } from './stream-slots.ts'
import { wireRequest } from './wire-request.ts'
import type { WriteStream } from './write-stream.ts'

export interface AnswerDeps {
  engine: Engine
  settings: DialectSettings
  streams: WriteStream
  rights: Rights
  limit: Limit
  slots: StreamSlots
  log: Logger
}

const noSlot = (): void => {}

/** Whether an answer of this route would be a stream, as far as that can be told before it is made. */
const wouldStream = ({ streams, heeds }: Route, { headers }: FastifyRequest): boolean =>
  streams !== undefined && (heeds?.includes('accept') !== true || /text\/event-stream/i.test(headers.accept ?? ''))

const tooManyStreams = (): DomainError =>
  new DomainError(
    'too_many_streams',
    'As many streams are open for you as one person may have. Close some, and try again in a few seconds.',
    { retryable: true, retryAfterSeconds: 5 },
  )

const rightsEnded = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'What let you in expired or was taken back while this was answered. Get a new token, and look with it: what was stored is there.',
  )

/** Sessions are named by strangers: one of another person or contract is another session. */
function sessionOf({ session, person }: Sending, wire: WireRequest, { dialect }: Offer): string | undefined {
  return session === undefined ? undefined : JSON.stringify([wire.personNamed(person), dialect.name, session])
}

/** Has a request answered by its contract, within what its sender may ask for and as long as he may hear it. */
export function createAnswerRequest({ engine, settings, streams, rights, limit, slots, log }: AnswerDeps) {
  function sendStream(
    reply: FastifyReply,
    { reading, encoder, headers }: Extract<Reply, { kind: 'stream' }>,
    caller: Caller,
    onClosed: () => void,
  ): void {
    let closed = false
    let forget: () => void = noSlot
    const withdraw = streams.start(reply, {
      reading,
      encoder,
      headers,
      onClosed() {
        closed = true
        forget()
        onClosed()
      },
    })
    if (!closed) forget = rights.watch(caller, withdraw)
    log.info('stream_started', { correlation_id: reply.request.id, run_id: reading.run })
  }

  function sendWhole(reply: FastifyReply, answer: Exclude<Reply, { kind: 'stream' }>, caller: Caller): unknown {
    reply.headers(answer.headers ?? {})
    if (answer.kind === 'document') {
      const { raw } = reply
      const forget = rights.watch(caller, () => raw.destroy())
      // One who has left is not told of a second time.
      if (raw.closed) forget()
      else raw.once('close', forget)
      return reply.type(answer.contentType).send(Readable.from(answer.pieces))
    }
    reply.code(answer.status)
    if (answer.body === undefined) return reply.send()
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body))
  }

  return async function answerRequest(
    request: FastifyRequest,
    reply: FastifyReply,
    offer: Offer,
    caller: Caller,
  ): Promise<unknown> {
    const { route } = offer
    const wire = wireRequest(request, reply, route, caller)
    const sending = route.sends?.(wire)
    // Without authentication, whoever is not named is everybody.
    const user = caller.isKnown ? caller.userId : sending?.person
    const slot = user !== undefined && wouldStream(route, request) ? slots.take(user) : noSlot
    if (!slot) throw tooManyStreams()
    let held = false
    try {
      if (sending)
        await limit(reply, { user, session: sessionOf(sending, wire, offer), address: addressBlock(request.ip) })
      const answer = await route.handle(wire, engine, settings)
      if (answer.kind !== 'stream') {
        // It may have been waited for longer than the right to it has held.
        if (sending && !(await rights.holds(caller))) throw rightsEnded()
        return sendWhole(reply, answer, caller)
      }
      held = true
      sendStream(reply, answer, caller, slot)
      return reply
    } finally {
      if (!held) slot()
    }
  }
}
