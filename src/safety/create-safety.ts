import { setTimeout as delay } from 'node:timers/promises'
import type { Care } from '../ports/care.ts'
import type { RiskLevel, SaidTurn, TextToCheck, Verdict } from '../ports/classifier.ts'
import type { SafetyRecord } from '../ports/safety-records.ts'
import { sha256Hex } from '../std/sha256-hex.ts'
import { type AskClassifiers, combine } from './ask-classifiers.ts'
import { classify, rulesVersion } from './classify.ts'
import { createGuard } from './create-guard.ts'
import type { Guard, Guarded, GuardedWriter, Judged, OutputMode, Shown } from './guard.ts'
import { inLight, readTurns, recentTurns, riskAt } from './risk.ts'
import type { Resource } from './texts/resource.ts'
import { countryFrom, languageFrom, resourcesFor } from './texts/resources.ts'
import { unguarded } from './unguarded.ts'

export interface SafetyOptions {
  /** Undefined leaves it to each persona. */
  mode: OutputMode | undefined
  asks: AskClassifiers
  resources: readonly Resource[]
  /** Whether anybody outside is told of those in danger. */
  escalates: boolean
  settings(userId: string): Promise<{ country: string | null; language: string | null }>
  now(): number
}

export interface GuardRequest extends Guarded {
  userId: string
  name: string | undefined
  /** What was said before this in its conversation, oldest first. */
  turns(): Promise<readonly SaidTurn[]>
}

export interface DryRun {
  turns: readonly SaidTurn[]
  persona: string
}

export interface DryRunResult extends Verdict {
  scanned: SafetyRecord['scanned']
  tookMs: number
}

/** For what a person has chosen; after that, what their request says will do. */
const settingsMs = 25
/** So many turns go along with what is asked elsewhere. */
const turnsSent = 6
const tense = 2
const rules = { name: 'rules', version: rulesVersion }

interface Reading {
  local: Judged
  state: RiskLevel
  language: string | null
}

export function createSafety({ mode, asks, resources, escalates, settings, now }: SafetyOptions) {
  async function read({ said, before, care }: Pick<Guarded, 'said' | 'before' | 'care'>, turns: GuardRequest['turns']) {
    const judged = (verdict: Verdict): Judged => ({ verdict, scanned: 'local', classifiers: [rules] })
    if (before) {
      const { state, unanswered } = readTurns([...recentTurns(before), { role: 'user', content: said }])
      return { local: judged(unanswered.verdict), state, language: unanswered.local.language }
    }
    const local = classify(said)
    const state = riskAt(care, now())
    // Only a yes means something else after what was asked.
    const asked = local.signals.affirmation ? (await turns().catch(() => [])).at(-1) : undefined
    const verdict = inLight(local, state, asked?.role === 'assistant' ? asked.content : undefined)
    return { local: judged(verdict), state, language: local.language }
  }

  async function askOthers(asked: TextToCheck, local: Judged, state: RiskLevel, signal: AbortSignal): Promise<Judged> {
    const { verdicts, missing } = await asks.ask(asked, signal)
    const remote = verdicts.map(({ verdict }) => verdict)
    const { verdict, scanned } = combine(local.verdict, remote, missing.length)
    const decided = remote.find(({ action }) => action === 'block' || action === 'replace')
    // Who does not know what was said before cannot say that all is well again.
    const isLowered = verdict.level < local.verdict.level && state >= tense
    return {
      verdict: isLowered ? { ...verdict, level: local.verdict.level } : verdict,
      scanned,
      classifiers: [...local.classifiers, ...verdicts.map(({ name, version }) => ({ name, version }))],
      ...(decided && { instead: { message: decided.message } }),
    }
  }

  async function shownTo(userId: string, { acceptLanguage }: Guarded, detected: string | null): Promise<Shown> {
    const late = new AbortController()
    const chosen = await Promise.race([
      settings(userId).catch(() => undefined),
      delay(settingsMs, undefined, { signal: late.signal }).catch(() => undefined),
    ])
    late.abort()
    const country = countryFrom({ setting: chosen?.country, acceptLanguage })
    const language = languageFrom({ setting: chosen?.language, detected, acceptLanguage })
    return { country, language, resources: resourcesFor({ country, language }, resources) }
  }

  const modeOf = ({ therapy }: Pick<Guarded, 'therapy'>): OutputMode =>
    mode ?? (therapy ? 'strict' : asks.size > 0 ? 'balanced' : 'off')

  return {
    /** Looks after one attempt at an answer, from what was said to its last word. */
    async guard(request: GuardRequest, writer: GuardedWriter, signal: AbortSignal): Promise<Guard> {
      if (mode === 'off') return unguarded(writer, signal)
      const { userId, turns, name, said, persona, traceId, conversationId, runId, before } = request
      const { local, state, language }: Reading = await read(request, turns)
      const idHash = sha256Hex(conversationId ?? runId).slice(0, 32)
      const asked = async (stage: TextToCheck['stage'], text: string, riskState: RiskLevel): Promise<TextToCheck> => {
        const earlier = before ?? (await turns().catch(() => []))
        const recent = stage === 'output' ? [...earlier, { role: 'user' as const, content: said }] : earlier
        return { stage, text, persona, conversation: { idHash, turns: recent.slice(-turnsSent) }, riskState, traceId }
      }
      const nothing: Judged = {
        verdict: { level: 0, subject: 'none', categories: [] },
        scanned: 'local',
        classifiers: [rules],
      }
      const isAsked = asks.size > 0 && said.trim() !== ''
      return createGuard(request, writer, {
        mode: modeOf(request),
        local,
        state,
        judge: isAsked ? async () => askOthers(await asked('input', said, state), local, state, signal) : undefined,
        judgeOutput:
          asks.size > 0
            ? async (text, risk) => askOthers(await asked('output', text, risk), nothing, 0, signal)
            : undefined,
        name,
        escalates,
        shown: () => shownTo(userId, request, language),
        signal,
        now,
      })
    },

    /** Whether what somebody said is enough for their answer not to end as a failure. */
    isAtRisk: async ({ said, care }: { said: string; care: Care }): Promise<boolean> =>
      mode !== 'off' && inLight(classify(said), riskAt(care, now()), undefined).level >= tense,

    /** What would be made of this, and nothing is kept of it. */
    async dryRun({ turns, persona }: DryRun, signal: AbortSignal): Promise<DryRunResult> {
      const begun = performance.now()
      const { state, verdict } = readTurns(turns)
      const at = turns.findLastIndex(({ role }) => role === 'user')
      const local: Judged = { verdict, scanned: 'local', classifiers: [rules] }
      const asked: TextToCheck = {
        stage: 'input',
        text: turns[at]?.content ?? '',
        persona,
        conversation: { idHash: '', turns: turns.slice(0, at).slice(-turnsSent) },
        riskState: state,
        traceId: '',
      }
      const judged = asks.size > 0 && at >= 0 ? await askOthers(asked, local, state, signal) : local
      const tookMs = Math.round((performance.now() - begun) * 100) / 100
      return { ...judged.verdict, scanned: judged.scanned, tookMs }
    },
  }
}

export type Safety = ReturnType<typeof createSafety>
