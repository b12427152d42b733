import { randomUUIDv7 } from 'node:crypto'
import { estimateTokens, reserveFor } from '../context/tokens.ts'
import { costOf } from '../models/cost.ts'
import { defaultPersona } from '../personas/personas.ts'
import type { Budget } from '../ports/budgets.ts'
import type { EmbeddingInput, EmbeddingOutcome, EmbeddingRelay, EmbeddingRequest } from '../ports/embedding-relay.ts'
import type { Seal } from '../ports/journal.ts'
import type { Runs } from '../ports/runs.ts'
import type { CommitSource, GroupCommit } from '../streams/group-commit.ts'
import { DomainError } from './errors.ts'
import { refusal } from './send.ts'
import type { RunError, Usage } from './types.ts'

export interface EmbedDeps {
  owner: string
  runs: Pick<Runs, 'startTransient'>
  commits: Pick<GroupCommit, 'seal'>
  /** Where there is anybody to ask. */
  embeddings: EmbeddingRelay | undefined
  budget: { perUser: Budget | undefined }
  refuseWhileDraining(): void
  /** A store that fails over what begins a run may have begun it all the same. */
  doubting<Result>(asked: Promise<Result>): Promise<Result>
  now(): number
}

export interface Embedded {
  vectors: readonly (readonly number[])[]
  tokens: number
}

const failure: RunError = {
  title: 'The embeddings could not be made',
  detail: 'The server of the embedding model did not answer as it should. Ask again in a moment.',
  code: 'embeddings_failed',
}

const estimated = (input: EmbeddingInput): number => {
  let tokens = 0
  for (const one of input) tokens += typeof one === 'string' ? estimateTokens(one) : one.length
  return tokens
}

function usageOf(model: string, input: EmbeddingInput, counted: number | null): Usage {
  const inputTokens = counted ?? estimated(input)
  const costUsd = costOf(model, { inputTokens, outputTokens: 0 })
  return {
    inputTokens,
    outputTokens: 0,
    totalTokens: inputTokens,
    estimated: counted === null,
    ...(costUsd !== undefined && { costUsd }),
  }
}

function refused(outcome: Exclude<EmbeddingOutcome, { kind: 'embedded' }>, run: string, left: boolean): DomainError {
  // That somebody has left is no trouble of anybody's.
  const cause = left ? undefined : outcome.cause
  const extra = { runId: run }
  if (outcome.kind === 'refused') {
    const detail =
      'The embedding model does not take this input: something of it may be too long or empty, or it cannot have so many dimensions.'
    return new DomainError('invalid', detail, { cause, extra })
  }
  const { retryable } = outcome
  const later = retryable ? { retryable, retryAfterSeconds: 5 } : {}
  return new DomainError('model_unavailable', `${failure.title}. ${failure.detail}`, { cause, extra, ...later })
}

/** Has texts embedded. It is a run without an answer: what it may cost is held back before, and what it did is counted. */
export function createEmbed({
  owner,
  runs,
  commits,
  embeddings,
  budget,
  refuseWhileDraining,
  doubting,
  now,
}: EmbedDeps) {
  async function begin(userId: string, dialect: string, model: string, input: EmbeddingInput, correlationId: string) {
    const at = now()
    const beginning = runs.startTransient(userId, {
      id: randomUUIDv7(),
      dialect,
      persona: defaultPersona,
      request: { model, correlationId, memory: false, maxTokens: 0 },
      allowance: { budget: budget.perUser, answerTokens: 0, inputTokens: () => reserveFor(estimated(input)) },
      idempotencyKey: undefined,
      requestHash: '',
      owner,
      now: at,
    })
    const outcome = await doubting(beginning)
    if (outcome.kind === 'started') return outcome.job
    throw outcome.kind === 'existing' ? new Error('A run without a key was begun before') : refusal(outcome, at)
  }

  function sealOf(outcome: EmbeddingOutcome, model: string, input: EmbeddingInput, left: boolean): Seal {
    const common = { content: '', textEnd: null, now: now() }
    if (outcome.kind === 'embedded')
      return { ...common, state: 'completed', usage: usageOf(model, input, outcome.tokens), error: null }
    return left
      ? { ...common, state: 'stopped', usage: null, error: null }
      : { ...common, state: 'failed', usage: null, error: failure }
  }

  async function embed(
    userId: string,
    { dialect, correlationId, ...request }: EmbeddingRequest & { dialect: string; correlationId: string },
    left: AbortSignal,
  ): Promise<Embedded> {
    if (!embeddings)
      throw new DomainError(
        'invalid',
        'This server has no embedding model. Its operator names one by EMBEDDING_MODEL, beside a model server that has it.',
      )
    refuseWhileDraining()
    const { model } = embeddings
    const { input } = request
    const { run, fence } = await begin(userId, dialect, model, input, correlationId)
    const source: CommitSource = { run: run.id, fence, take: () => [], takeNotes: () => [], stored() {}, lost() {} }
    const outcome = await embeddings.ask(request, left)
    const seal = sealOf(outcome, model, input, left.aborted)
    await commits.seal(source, [], seal)
    if (outcome.kind !== 'embedded') throw refused(outcome, run.id, left.aborted)
    return { vectors: outcome.vectors, tokens: seal.usage?.inputTokens ?? 0 }
  }

  return {
    /** The one that there is, where there is one. */
    model: embeddings?.model,
    embed,
  }
}
