import { randomUUIDv7 } from 'node:crypto'
import { setImmediate as nextTick } from 'node:timers/promises'
import { createAdministration } from '../access/administration.ts'
import { mostMemoryTokens } from '../context/render-memories.ts'
import { estimateMessages, reserveFor } from '../context/tokens.ts'
import { defaultPersona } from '../personas/personas.ts'
import type { Allowance } from '../ports/budgets.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { ModelMessage } from '../ports/model.ts'
import type { RunRequest } from '../ports/runs.ts'
import { createElsewhere } from '../streams/elsewhere.ts'
import { createFollowRun, type Reading } from '../streams/follow-run.ts'
import { createGroupCommit } from '../streams/group-commit.ts'
import { writeRun } from '../streams/write-run.ts'
import { createActiveRuns } from './active-runs.ts'
import { createAsk, type AskRequest } from './ask.ts'
import { createAskModel } from './ask-model.ts'
import { createContextOf } from './context-of.ts'
import { doChores } from './do-chores.ts'
import { createEmbed } from './embed.ts'
import { createDecideTool } from './decide-tool.ts'
import { createEscalate } from './escalation.ts'
import { internalFailure } from './end-of-run.ts'
import type { EngineOptions } from './engine-options.ts'
import { DomainError } from './errors.ts'
import { createGuardOf } from './guard-of.ts'
import { exportPerson } from './export-person.ts'
import { giveTitle } from './give-title.ts'
import { heedStops } from './heed-stops.ts'
import { createHousekeeping } from './housekeeping.ts'
import { createImport, type ImportRequest } from './import-conversation.ts'
import { learn } from './learn.ts'
import { createLease } from './lease.ts'
import { patiently } from './patiently.ts'
import { readAnswer } from './read-answer.ts'
import { createRecover } from './recover.ts'
import { createRemembering } from './remembering.ts'
import { createRemove } from './remove.ts'
import { createSend, type SendRequest } from './send.ts'
import { createEnds, createStop, unknownRun } from './stop.ts'
import { safetyOf } from './safety-of.ts'
import { sumUp } from './sum-up.ts'
import { attemptOf } from './seq.ts'
import type { Conversation, Message, Run, RunId, Scope, Seq } from './types.ts'

const sweepMs = 2_000
/** How long a start waits for its store. */
const startMs = 60_000
/** How long the tail of another node's run is waited for. */
const bringMs = 2_000

const noConversation = (): DomainError =>
  new DomainError('not_found', 'There is no conversation of that id, or it is not yours.')
const draining = (): DomainError =>
  new DomainError('draining', 'This server is going down and takes no more messages. Send it again in a few seconds.', {
    retryable: true,
    retryAfterSeconds: 5,
  })

export function createEngine(options: EngineOptions) {
  const { store, live, personas, keeper, askHelper, now, onProblem } = options
  const { conversations, runs, journal, people } = store
  const owner = randomUUIDv7()
  let drained = false
  const leaving = new AbortController()
  let sweep: NodeJS.Timeout | undefined

  const promptOf = (persona: string): string => personas.get(persona)?.systemPrompt ?? ''

  const remembering = createRemembering({ keeper, onTrouble: (error) => onProblem('memory', error) })
  const contextOf = createContextOf({
    ...store,
    recallFor: remembering.recallFor,
    promptOf,
    contextTokens: options.contextTokens,
    count: options.count,
    hasTools: options.toolbox !== undefined,
    onTrouble: (error, job) => onProblem('context', error, job.run.id),
  })

  /** What a request says, then what the persona says, then what the server says. */
  function requestFor(personaId: string, said: Partial<RunRequest>): RunRequest {
    const parameters = personas.get(personaId)?.parameters
    return { ...parameters, ...said, model: options.modelFor(said.model ?? parameters?.model) }
  }

  function allowanceOf(said: readonly ModelMessage[]): Allowance {
    const { perUser, answerTokens } = options.budget
    return {
      budget: perUser,
      answerTokens,
      inputTokens(persona, { question, history, estimated, remembers }) {
        const asked: ModelMessage[] = [{ role: 'system', content: promptOf(persona) }, ...said]
        if (question !== null) asked.push(question)
        const before = history + (remembers ? mostMemoryTokens : 0)
        // By the same estimate no more than this is given to an answer, however much there is.
        const bound = estimated ? reserveFor(Math.min(before, options.contextTokens)) : before
        return reserveFor(estimateMessages(asked)) + bound
      },
    }
  }

  const commits = createGroupCommit({
    journal,
    flushMs: options.flushMs,
    flushSize: options.flushSize,
    onTrouble: (error, willRetry) => onProblem(willRetry ? 'log' : 'log_lost', error),
  })
  const active = createActiveRuns({
    parts: {
      contextOf,
      ...createGuardOf({ safety: options.safety, personas, runs }),
      askModel: createAskModel({
        ...options,
        toolCalls: store.toolCalls,
        now,
        onTrouble: (error, job) => onProblem('tool', error, job.run.id),
      }),
      onModelError: options.onModelError,
      hasHelper: askHelper !== undefined,
      now,
    },
    commits,
    write: (job, onLost) => writeRun(job, { live, commits, lease, onLost, lostError: internalFailure }),
    onEnded: (conversationId) => void next(conversationId).catch((error: unknown) => onProblem('recovery', error)),
    onFailure: (job, error) => onProblem('run', error, job.run.id),
    onLost: (job) =>
      void journal.abandon(job.run.id, job.fence).catch((error: unknown) => onProblem('recovery', error, job.run.id)),
  })
  const lease = createLease({
    owner,
    journal,
    periodMs: options.leaseMs,
    shared: store.shared,
    regain: () => active.keep(() => journal.owned(owner)),
    onTrouble: (error) => onProblem('lease', error),
  })
  const elsewhere = store.shared
    ? createElsewhere({
        self: owner,
        live,
        relay: options.relay,
        news: journal.news,
        isWrittenHere: active.has,
        holds: lease.holds,
        pace: options.pace,
        onStop: (id) => void active.stop(id),
        onReleased: () => void (drained || recover()),
        onLeft: (id) => void (isAttended(id) || stopDeserted(id)),
        onTrouble: (error) => onProblem('elsewhere', error),
      })
    : undefined
  const parts = { owner, runs, journal, live, active }
  const stop = createStop({ ...parts, onElsewhere: (node, id) => elsewhere?.askToStop(node, id) })
  const { ended, settled, leave } = createEnds(parts)
  const accepting = { ...parts, requestFor, allowanceOf, onAccepted: options.onAccepted, now }
  const send = createSend({ ...accepting, tokenLimit: options.tokenLimit, stop })
  const ask = createAsk({ ...accepting, bring: (id) => elsewhere?.bring(id, bringMs) ?? Promise.resolve(false) })
  const recovery = createRecover({
    ...parts,
    upkeep: store.upkeep,
    lease,
    onTaken(taken) {
      elsewhere?.begun(taken)
      if (taken.length > 0) options.onTakenOver(taken.length)
    },
    onBegun: (begun) => elsewhere?.begun(begun),
    now,
  })
  const stops = store.shared
    ? heedStops({
        owner,
        journal,
        active,
        everyMs: () => (elsewhere?.isConnected() === true ? options.pace.relayedMs : options.pace.aloneMs),
        onTrouble: (error) => onProblem('elsewhere', error),
      })
    : undefined
  const chores = doChores({
    chores: store.chores,
    handlers: {
      learn: learn({ keeper, message: runs.message }),
      title: giveTitle({ ask: askHelper, conversations, message: runs.message }),
      summarize: sumUp({ ask: askHelper, ...store, now }),
      escalate: createEscalate({ escalation: options.escalation, runs }),
      async mirror({ chores: due }, signal) {
        for (const { payload } of due) await keeper.mirror(payload, signal)
      },
    },
    now,
    onTrouble: (error) => onProblem('chore', error),
  })
  const housekeeping = createHousekeeping({
    upkeep: store.upkeep,
    compactAfterMs: options.compactAfterMs,
    now,
    onTrouble: (error) => onProblem('housekeeping', error),
  })
  const remove = createRemove({ ...store, keeper, stop, settled, scrubSoon: housekeeping.scrubSoon, now })
  const importConversation = createImport(owner, store.imports, now)

  const { follow, isAttended } = createFollowRun({
    live,
    record: {
      read: runs.read,
      async ended(userId, id) {
        const found = await runs.get(userId, id)
        return found === undefined || found.endedAt !== null
      },
    },
    onDeserted: (id) => void (elsewhere?.isFollowed(id) || stopDeserted(id)),
  })

  function stopDeserted(id: RunId): void {
    const userId = active.transientOf(id)
    if (userId === undefined) return
    active.stop(id)
    // Whoever comes back with its key asks anew: half an answer would pass for the whole.
    runs.releaseKey(userId, id).catch((error: unknown) => onProblem('recovery', error, id))
  }

  /** A store that fails over what begins a run may have begun it all the same. */
  async function doubting<Result>(asked: Promise<Result>): Promise<Result> {
    try {
      return await asked
    } catch (error) {
      if (error instanceof DomainError && error.code === 'store_unavailable') recovery.doubt()
      throw error
    }
  }

  async function next(conversationId: string): Promise<void> {
    if (drained) return elsewhere?.released()
    const job = await doubting(journal.activate(owner, conversationId))
    if (!job) return
    active.begin(job)
    elsewhere?.begun([job.run.id])
  }

  async function conversation(scope: Scope, id: string): Promise<Conversation> {
    const found = await conversations.get(scope, id)
    if (!found) throw noConversation()
    return found
  }

  async function run(userId: string, id: RunId): Promise<Run> {
    const found = await runs.get(userId, id)
    if (!found) throw unknownRun()
    return found
  }

  async function message(userId: string, id: string): Promise<Message> {
    const found = await runs.message(userId, id)
    if (!found) throw new DomainError('not_found', 'There is no message of that id, or it is not yours.')
    return found
  }

  const recover = (): Promise<void> => recovery.recover().catch((error: unknown) => onProblem('recovery', error))

  function refuseWhileDraining(): void {
    if (drained) throw draining()
  }

  return {
    personas,
    follow,
    safety: safetyOf(options.safety, store.safety, now),
    admin: createAdministration({ ...store, budgetPerUser: options.budget.perUser, now }),

    createConversation(
      scope: Scope,
      {
        title,
        persona,
        metadata,
      }: {
        title?: string | null | undefined
        persona?: string | undefined
        metadata?: Record<string, unknown> | undefined
      },
    ): Promise<Conversation> {
      return conversations.create(scope, {
        id: randomUUIDv7(),
        title: title ?? null,
        persona: persona ?? defaultPersona,
        metadata: metadata ?? {},
        now: now(),
      })
    },
    conversation,
    conversationNamed: conversations.named,
    listConversations: conversations.list,
    async updateConversation(
      scope: Scope,
      id: string,
      change: Parameters<Conversations['update']>[2],
    ): Promise<Conversation> {
      const updated = await conversations.update(scope, id, change, now())
      if (!updated) throw noConversation()
      // Whoever asks once more, for want of an answer, has the rest of it go.
      if (change.metadata?.['memory'] === false) await remove.lessons(id)
      return updated
    },
    deleteConversation: remove.conversation,
    async importConversation(scope: Scope, request: ImportRequest): Promise<Conversation> {
      refuseWhileDraining()
      return importConversation(scope, request)
    },
    async listMessages(scope: Scope, id: string, page: Parameters<Conversations['messages']>[2]) {
      await conversation(scope, id)
      return conversations.messages(scope, id, page)
    },
    async listExchanges(scope: Scope, id: string, page: Parameters<Conversations['exchanges']>[2]) {
      await conversation(scope, id)
      return conversations.exchanges(scope, id, page)
    },
    tally: conversations.tally,
    search: store.search.search,

    async send(scope: Scope, request: SendRequest): Promise<Run> {
      refuseWhileDraining()
      return doubting(send(scope, request))
    },
    /** Has something answered that belongs to no conversation; it ends when its last reader leaves. */
    async ask(userId: string, request: AskRequest): Promise<RunId> {
      refuseWhileDraining()
      return doubting(ask(userId, request))
    },
    embeddings: createEmbed({ ...options, ...parts, commits, refuseWhileDraining, doubting }),
    /** The whole answer of a run; undefined where it has not ended by then, or nobody waits any more. */
    answer: (reading: Reading, withinMs: number, left: AbortSignal) =>
      readAnswer(follow, reading, withinMs, [left, leaving.signal]),
    run,
    requestOf: runs.request,
    async currentRun(scope: Scope, conversationId: string): Promise<Run | undefined> {
      await conversation(scope, conversationId)
      return runs.current(scope, conversationId)
    },
    decideTool: createDecideTool(store.toolCalls),
    async stop(userId: string, id: RunId, withinMs: number): Promise<Run> {
      await run(userId, id)
      await doubting(stop(userId, id))
      return ended(userId, id, withinMs)
    },
    ended,
    message,
    /** The stored events after a cursor, possibly not all; none only at the end. */
    readLog: runs.read,
    /** What a reader needs to follow a run; a cursor is refused where it cannot be one of this run's. */
    async reading(userId: string, id: RunId, after: Seq): Promise<Reading> {
      const { attempt } = await run(userId, id)
      if (after !== 0 && (attemptOf(after) < 1 || attemptOf(after) > attempt + 1)) {
        throw new DomainError(
          'cursor_mismatch',
          'This cursor is not one of this run. Read the run from its start, without a cursor.',
        )
      }
      return { run: id, userId, after }
    },

    async rate(userId: string, messageId: string, rating: 'up' | 'down', comment: string | null) {
      const rated = await message(userId, messageId)
      if (rated.role !== 'assistant')
        throw new DomainError('invalid', 'Only an answer can be rated. Name the id of an answer.')
      return people.rate(userId, messageId, rating, comment, now())
    },
    memory: remembering.people,
    settings: people.settings,
    changeSettings: people.change,
    usage: people.usage,
    exportPerson: (userId: string) => exportPerson(people, userId, now()),
    erasePerson: remove.person,

    /** Takes the lease: from here on this process may accept messages. */
    async start(): Promise<void> {
      housekeeping.start()
      // Refused for good, that is said in its own words; away for a moment, it is waited for.
      const patience = {
        signal: AbortSignal.timeout(startMs),
        onTrouble: (error: unknown) => onProblem('lease', error),
      }
      const taken = await patiently(async () => (await lease.take(), true), patience)
      if (taken !== true) {
        throw new Error(
          'Cannot start: the database went away and has not come back for a minute. Start again when it is there.',
        )
      }
      await elsewhere?.join()
    },
    /** Takes up what was left behind, now and whenever another process dies. */
    async recover(): Promise<void> {
      await recover()
      sweep = setInterval(() => void recover(), sweepMs)
      sweep.unref()
      chores.start()
    },
    /** Does at once what is otherwise done now and then. */
    async tidy(): Promise<void> {
      await chores.doDue()
      await housekeeping.tidy()
    },
    isDraining: (): boolean => drained,
    check: store.check,

    /** Takes nothing new, gives what runs until the deadline to end, and leaves the rest to the next process. */
    async drain(withinMs: number): Promise<{ handedOver: number }> {
      drained = true
      clearInterval(sweep)
      const taken = recovery.idle()
      await lease.drain()
      const deadline = Promise.withResolvers<void>()
      const timer = setTimeout(deadline.resolve, withinMs)
      // What is being taken over by now is among those.
      await Promise.race([taken.then(active.idle), deadline.promise])
      clearTimeout(timer)
      // The ends of the last runs reach those who wait for them at the next tick.
      await nextTick()
      const handedOver = active.count()
      leave()
      leaving.abort()
      await active.handOver()
      await journal.release(owner)
      elsewhere?.released()
      elsewhere?.stop()
      stops?.stop()
      lease.stop()
      await chores.stop()
      await housekeeping.stop()
      return { handedOver }
    },
  }
}

export type Engine = ReturnType<typeof createEngine>
