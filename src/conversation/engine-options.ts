import type { CountTokens } from '../context/build-context.ts'
import type { StreamModel } from '../models/stream.ts'
import type { Personas } from '../personas/personas.ts'
import type { AskHelper } from '../ports/ask-helper.ts'
import type { Budget } from '../ports/budgets.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { MemoryKeeper } from '../ports/memory.ts'
import type { ModelError } from '../ports/model.ts'
import type { Relay } from '../ports/relay.ts'
import type { RunJob } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { Toolbox } from '../ports/tools.ts'
import type { Safety } from '../safety/create-safety.ts'
import type { ElsewherePace } from '../streams/elsewhere.ts'
import type { EmbedDeps } from './embed.ts'
import type { Escalation } from './escalation.ts'
import type { Accepted } from './send.ts'
import type { RunId } from './types.ts'

export type EngineProblem =
  | 'context'
  | 'memory'
  | 'chore'
  | 'lease'
  | 'elsewhere'
  | 'log'
  | 'log_lost'
  | 'recovery'
  | 'housekeeping'
  | 'run'
  | 'tool'

export interface EngineOptions {
  store: Store
  live: LiveLog
  streamModel: StreamModel
  personas: Personas
  keeper: MemoryKeeper
  safety: Safety
  /** Tells people outside of somebody in danger, where there is anybody to tell. */
  escalation: Escalation | undefined
  /** Where a helper is configured. */
  askHelper: AskHelper | undefined
  embeddings: EmbedDeps['embeddings']
  count: CountTokens
  /** Where models may have anything done. */
  toolbox: Toolbox | undefined
  /** How long one answer may take, without what somebody takes to decide something about it. */
  runMs: number
  decisionMs: number
  /** The model that really answers where this one is named, or none. */
  modelFor(named: string | undefined): string
  /** Tokens of context that an answer is given. */
  contextTokens: number
  /** What all answers in one conversation may take. */
  tokenLimit: number | undefined
  /** What one person may spend, and what an answer of theirs may take where nothing else bounds it. */
  budget: { perUser: Budget | undefined; answerTokens: number }
  flushMs: number
  flushSize: number
  compactAfterMs: number
  leaseMs: number
  /** Between the nodes that serve this store, where there are such. */
  relay: Relay | undefined
  pace: ElsewherePace
  now(): number
  onModelError(error: ModelError, job: RunJob): void
  onAccepted(accepted: Accepted): void
  /** So many runs that another process had begun are answered here from now on. */
  onTakenOver(count: number): void
  onProblem(problem: EngineProblem, error: unknown, run?: RunId): void
}
