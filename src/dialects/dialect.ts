import type { ZodType } from 'zod'
import type { DomainError } from '../conversation/errors.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Encoder, Reading } from '../streams/follow-run.ts'

export type Headers = Readonly<Record<string, string>>

/** What a dialect answers: a value, the events of a run, or a document too long to hold at once. */
export type Reply =
  | { kind: 'body'; status: number; body?: unknown; headers?: Headers }
  | { kind: 'stream'; reading: Reading; encoder: Encoder; headers?: Headers }
  | { kind: 'document'; contentType: string; pieces: AsyncIterable<string> | Iterable<string>; headers?: Headers }

export interface WireRequest<Params = unknown, Query = unknown, Body = unknown> {
  userId: string
  /**
   * Who is meant where a body may name a person: with authentication off whoever is named, else the one who asks.
   * Naming anybody else is refused as naming nobody there is.
   */
  personNamed(id: string | undefined): string
  /** Whether that is anybody in particular: who is neither known nor named may be anybody. */
  isSomebody(id: string | undefined): boolean
  params: Params
  query: Query
  body: Body
  /** The path without its query. */
  path: string
  correlationId: string
  header(name: string): string | undefined
  /** Aborted when the client leaves before it has its answer. */
  left(): AbortSignal
}

/** Something is to be answered; undefined is nobody, or no session that is there already. */
export interface Sending {
  person?: string | undefined
  session?: string | undefined
}

export interface RouteOf<Params, Query, Body> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for parameters. */
  path: string
  summary: string
  /** Whether a body on a shared path is for this route. The one route of a path without it takes the rest. */
  claims?(body: unknown): boolean
  /** Whom it lets in beside those who are known: anybody, or nobody but the operator. */
  access?: 'open' | 'operator'
  /** Of a route that has something answered: whom a request names, and in which session. Limits count these alone. */
  sends?(request: WireRequest<Params, Query, Body>): Sending | undefined
  schema: {
    params?: ZodType<Params>
    querystring?: ZodType<Query>
    body?: ZodType<Body>
    /** What replies look like, for the documentation; null is none at all. */
    response?: Readonly<Record<number, ZodType | null>>
  }
  /** What its events look like, for the documentation. */
  streams?: string
  /** Headers that it heeds, for the documentation. */
  heeds?: readonly ('accept' | 'idempotency-key' | 'last-event-id' | 'prefer')[]
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
  version: string
  appName: string
  debug: boolean
  /** The model that S1 asks, as it is configured. */
  smartChatbotModel: string
  /** What an answer of S2 may take. */
  assistant: { maxTokens: number; timeoutMs: number; models: readonly string[] }
}

export interface Codec {
  /** What a refusal looks like, for the documentation. */
  refusal: { type: string; schema: ZodType }
  encodeError(error: DomainError, correlationId: string): { status: number; body: unknown; headers?: Headers }
}

export interface Dialect {
  name: string
  /** For the documentation. */
  description: string
  /** Paths under it that match no route are refused in its words. */
  prefix?: string
  /** Whether pages of other origins may ask while no origins are configured. */
  openToPages: boolean
  routes: readonly Route[]
  codec: Codec
}

/** Ties a route's schemas to what its handler is given. */
export const route = <Params, Query, Body>(one: RouteOf<Params, Query, Body>): Route => one
