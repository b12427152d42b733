import type { ZodType } from 'zod'
import type { DomainError } from '../conversation/errors.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Encode, Reading } from '../streams/follow-run.ts'

export type Headers = Readonly<Record<string, string>>

/** What a dialect answers: a value, the events of a run, or a document too long to hold at once. */
export type Reply =
  | { kind: 'body'; status: number; body?: unknown; headers?: Headers }
  | { kind: 'stream'; reading: Reading; encode: Encode; headers?: Headers }
  | { kind: 'document'; contentType: string; pieces: AsyncIterable<string>; headers?: Headers }

export interface WireRequest<Params = unknown, Query = unknown, Body = unknown> {
  userId: string
  params: Params
  query: Query
  body: Body
  /** The path without its query. */
  path: string
  header(name: string): string | undefined
}

export interface RouteOf<Params, Query, Body> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With `:name` for parameters. */
  path: string
  summary: string
  schema: {
    params?: ZodType<Params>
    querystring?: ZodType<Query>
    body?: ZodType<Body>
  }
  /** Bodies up to the import's size instead of the ordinary one. */
  large?: boolean
  handle(request: WireRequest<Params, Query, Body>, engine: Engine, settings: DialectSettings): Promise<Reply>
}

export type Route = RouteOf<unknown, unknown, unknown>

/** What dialects need to know of the configuration. */
export interface DialectSettings {
  /** What `model` may be; the first is the default. */
  models: readonly string[]
  /** How long a reply that is no stream waits for its answer. */
  answerWaitMs: number
}

export interface Codec {
  encodeError(error: DomainError, correlationId: string): { status: number; body: unknown; headers?: Headers }
  /** The last words to a reader who is to come back elsewhere; null where the contract has none. */
  farewell: string | null
}

export interface Dialect {
  name: string
  /** Paths under it that match no route are refused in its words. */
  prefix: string
  routes: readonly Route[]
  codec: Codec
}

/** Ties a route's schemas to what its handler is given. */
export const route = <Params, Query, Body>(one: RouteOf<Params, Query, Body>): Route => one
