import type { Care } from '../ports/care.ts'
import type { RiskLevel } from '../ports/classifier.ts'
import type { Finish, ModelError } from '../ports/model.ts'
import type { SafetyDecision, SafetyRecord } from '../ports/safety-records.ts'
import { disclosureReason, talkAfter } from './disclosure.ts'
import type { Blocked, Guard, Guarded, GuardedWriter, Judged, OutputMode, Shown } from './guard.ts'
import { instructionOf } from './instructions.ts'
import { guardAnswer } from './guard-answer.ts'
import type { GateFault } from './output/create-gate.ts'
import type { OutputFault } from './output/output-fault.ts'
import { riskAfter } from './risk.ts'
import { crisisText, supportCard } from './texts/crisis-text.ts'
import { disclosureText } from './texts/disclosure-text.ts'
import { failureText, replacementText } from './texts/replacement-text.ts'
import { cardAfter, type Treatment, treatmentOf } from './treatment.ts'

export interface GuardDeps {
  mode: OutputMode
  /** What the rules say at once, in the light of what was said before. */
  local: Judged
  state: RiskLevel
  /** With those who are asked elsewhere; undefined where nobody is. */
  judge: (() => Promise<Judged>) | undefined
  /** Of a sentence of the answer. */
  judgeOutput: ((text: string, risk: RiskLevel) => Promise<Judged>) | undefined
  escalates: boolean
  /** Who the persona says that it is. */
  name: string | undefined
  /** In which language, and where help is near. */
  shown(): Promise<Shown>
  signal: AbortSignal
  now(): number
}

const withheld: Blocked['error'] = {
  title: 'A part of this answer was withheld',
  detail:
    'What the model was about to say is not said here, for the safety of whoever reads it. Write on, or ask in another way.',
  code: 'withheld',
}

const isAtRisk = ({ card, crisis }: Treatment): boolean => card !== undefined || crisis !== undefined

/** What a person is shown and a model is told, what of its answer is let go, and what is put on record of all that. */
export async function createGuard(guarded: Guarded, writer: GuardedWriter, deps: GuardDeps): Promise<Guard> {
  const { persona, therapy, care } = guarded
  const { now, local, signal } = deps
  let shown: Shown | undefined
  let isTold = false
  const lookUp = async (): Promise<Shown> => (shown ??= await deps.shown())

  /** Pieces that are ours stand in paragraphs of their own. */
  function say(text: string): void {
    writer.delta(writer.text() === '' ? text : `\n\n${text}`)
  }

  function tellOfHelp(level: RiskLevel, { country, resources }: Shown, kind: 'message' | 'card'): void {
    writer.event({ type: 'notice', data: { kind: 'crisis', level, as: kind, country: country ?? null, resources } })
  }

  async function showCrisis(level: 3 | 4): Promise<void> {
    const where = await lookUp()
    tellOfHelp(level, where, 'message')
    say(crisisText(level, where.language, guarded.runId, where.resources))
  }

  async function showCard(level: RiskLevel, subject: 'self' | 'other'): Promise<void> {
    const where = await lookUp()
    tellOfHelp(level, where, 'card')
    say(supportCard(subject, where.language, guarded.runId, where.resources))
  }

  // Written down here, and out before anybody else is asked.
  const first = treatmentOf(local.verdict, { therapy, care })
  if (first.crisis) await showCrisis(first.crisis)
  const judged = deps.judge && first.asksModel ? await deps.judge() : local
  const { verdict } = judged
  const treatment = treatmentOf(verdict, { therapy, care })
  if (treatment.crisis && treatment.crisis !== first.crisis) await showCrisis(treatment.crisis)
  // Where the crisis message stands alone there is no answer whose place something could take.
  const instead = treatment.asksModel ? judged.instead : undefined
  const asksModel = treatment.asksModel && instead === undefined
  const decision: SafetyDecision = instead && !isAtRisk(treatment) ? 'replaced' : treatment.decision

  await disclose()
  await record()
  if (instead) say(instead.message ?? replacementText('other', (await lookUp()).language))

  async function disclose(): Promise<void> {
    const reason = therapy ? disclosureReason(care, guarded.said, now()) : undefined
    // Whoever hears no notices is told in words, and only when they ask.
    if (reason === undefined || (reason !== 'asked' && !guarded.hearsNotices)) return
    const text = disclosureText((await lookUp()).language, deps.name)
    if (guarded.hearsNotices) writer.event({ type: 'notice', data: { kind: 'disclosure', reason, text } })
    else say(text)
    isTold = true
  }

  function careAfter(isShown: boolean): Care {
    const at = now()
    const risk = riskAfter(care, verdict, at)
    const card = isShown ? cardAfter(care, treatment, verdict.level) : care.card
    return { ...(risk && { risk }), ...(card && { card }), ...(therapy && { talk: talkAfter(care, isTold, at) }) }
  }

  async function record(): Promise<void> {
    // Of a card that stands behind the answer nobody knows yet whether it will be read.
    const after = careAfter(treatment.card === undefined)
    const changes = Object.keys(after).length > 0 || Object.keys(care).length > 0
    const isNotable = verdict.level > 0 || judged.scanned === 'partial' || decision !== 'none'
    if (!changes && !isNotable) return
    const country = isAtRisk(treatment) ? ((await lookUp()).country ?? null) : null
    writer.note({
      ...(changes && { care: after }),
      ...(isNotable && { record: recordOf('input', judged, decision, country) }),
      ...(deps.escalates && treatment.escalates && { escalation: { urgent: treatment.urgent } }),
    })
  }

  function recordOf(
    stage: SafetyRecord['stage'],
    { verdict: of, classifiers, scanned }: Judged,
    what: SafetyDecision,
    country: string | null,
  ): SafetyRecord {
    return { stage, at: now(), persona, ...of, classifiers, scanned, decision: what, country }
  }

  const stopModel = new AbortController()
  const stop = (): void => stopModel.abort()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()

  const answer = guardAnswer(writer, {
    mode: deps.mode,
    therapy,
    risk: verdict.subject === 'self' && verdict.level > deps.state ? verdict.level : deps.state,
    rules: local.classifiers,
    judge: deps.judgeOutput,
    onFault: stop,
  })

  async function replace({ fault, message }: GateFault): Promise<void> {
    const kind: OutputFault | 'other' = fault === 'remote' ? 'other' : fault
    say(message ?? replacementText(kind, (await lookUp()).language))
  }

  /** The card rests: unless there is nothing else to be shown. */
  const wasShown = treatment.decision === 'card_shown_before'

  /** A model that fails is no reason to leave somebody at risk with an error. */
  async function standIn(end: Finish | ModelError): Promise<Finish | ModelError> {
    if (end.kind === 'finish' || (!isAtRisk(treatment) && !wasShown)) return end
    const { language } = await lookUp()
    if (writer.text() === '') say(failureText(language))
    return { kind: 'finish', reason: 'stop' }
  }

  return {
    told: treatment.tells === undefined ? undefined : instructionOf(treatment.tells),
    asksModel,
    level: verdict.level,
    showsTools: !therapy && deps.mode !== 'strict' && verdict.level < 2,
    signal: stopModel.signal,
    delta: answer.delta,
    heard: answer.heard,

    async finish(end, interrupted) {
      signal.removeEventListener('abort', stop)
      if (interrupted) {
        answer.abandon()
        return end
      }
      const { fault, judged: of } = await answer.finish()
      if (of) writer.note({ record: recordOf('output', of, fault ? 'blocked' : 'none', null) })
      if (fault) await replace(fault)
      const ended = fault ? end : await standIn(end)
      const isFailed = ended !== end && wasShown
      const card = isFailed ? (verdict.subject === 'other' ? 'other' : 'self') : treatment.card
      if (card && (fault !== undefined || ended.kind === 'finish')) {
        await showCard(verdict.level, card)
        writer.note({ care: careAfter(true) })
      }
      const isBlocked = fault !== undefined || (instead !== undefined && !isAtRisk(treatment))
      return isBlocked ? { kind: 'blocked', error: withheld } : ended
    },
  }
}
