import { buildContext, type Context, type CountTokens } from '../context/build-context.ts'
import { besideTools } from '../context/fit-tools.ts'
import { placeMemories } from '../context/place-memories.ts'
import { mostMemoryTokens, renderMemories } from '../context/render-memories.ts'
import { windowOf } from '../context/window-of.ts'
import { defaultPersona } from '../personas/personas.ts'
import type { ModelMessage } from '../ports/model.ts'
import type { RunJob, Runs } from '../ports/runs.ts'
import type { Summaries } from '../ports/summaries.ts'
import { patiently } from './patiently.ts'
import { readTurnsOf } from './read-turns.ts'
import type { createRemembering } from './remembering.ts'

export interface ContextOfDeps {
  runs: Pick<Runs, 'history'>
  summaries: Pick<Summaries, 'latest'>
  recallFor: ReturnType<typeof createRemembering>['recallFor']
  promptOf(persona: string): string
  /** What a context may cost. */
  contextTokens: number
  count: CountTokens
  /** Whether a model may have anything done. */
  hasTools: boolean
  onTrouble(error: unknown, job: RunJob): void
}

/** Each stands for the way to its own message; one of them is likely to be on this one. */
const summariesRead = 4

/** What the model sees of what is on record; undefined where the answer is wanted no more. */
export function createContextOf(deps: ContextOfDeps) {
  const { runs, summaries, recallFor, promptOf, contextTokens, count, hasTools, onTrouble } = deps

  /** A prompt that nobody has chosen makes way for whoever says what the model is to be. */
  function instructionsOf({ persona, request }: RunJob): string {
    const { instructions } = request
    if (instructions === undefined) return promptOf(persona)
    return persona === defaultPersona ? instructions : [promptOf(persona), instructions].filter(Boolean).join('\n\n')
  }

  /** What comes with the request is the context; what is remembered of whoever asks is put beside it. */
  async function ofTranscript(job: RunJob, transcript: readonly ModelMessage[]): Promise<Context> {
    const content = instructionsOf(job)
    const system = content === '' ? [] : [{ role: 'system' as const, content }]
    const [newest, previous] = transcript.filter(({ role }) => role === 'user').toReversed()
    const items = newest ? await recallFor(job)?.(newest.content, previous?.content) : undefined
    const block = items && renderMemories(items, mostMemoryTokens)
    return { messages: placeMemories([...system, ...transcript], block), trimmed: false }
  }

  async function ofRecord(job: RunJob): Promise<Context> {
    const { run, userId, request } = job
    const { exchanges, maxTokens, model } = request
    const { conversationId } = run
    return buildContext({
      systemPrompt: instructionsOf(job),
      conversationId,
      readTurns: readTurnsOf(runs, { userId, conversationId, messageId: run.userMessageId }),
      budgetTokens: contextTokens,
      window: hasTools ? besideTools(windowOf(model)) : windowOf(model),
      maxTokens,
      exchanges,
      recall: recallFor(job),
      summaries: exchanges === undefined ? await summaries.latest(userId, conversationId, summariesRead) : [],
      count,
    })
  }

  return (job: RunJob, signal?: AbortSignal): Promise<Context | undefined> => {
    if (job.transcript) return ofTranscript(job, job.transcript)
    const patience = { ...(signal && { signal }), onTrouble: (error: unknown) => onTrouble(error, job) }
    return patiently(() => ofRecord(job), patience)
  }
}
