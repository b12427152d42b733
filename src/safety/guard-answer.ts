import type { RiskLevel } from '../ports/classifier.ts'
import type { SafetyRecord } from '../ports/safety-records.ts'
import type { GuardedWriter, Judged, OutputMode } from './guard.ts'
import { createGate, type Gate, type GateFault, type RemoteOpinion } from './output/create-gate.ts'

export interface GuardAnswerDeps {
  mode: OutputMode
  therapy: boolean
  /** How much at risk the person is by now. */
  risk: RiskLevel
  /** Who judges every sentence. */
  rules: SafetyRecord['classifiers']
  /** With those who are asked elsewhere; undefined where nobody is. */
  judge: ((text: string, risk: RiskLevel) => Promise<Judged>) | undefined
  /** Something was not let go: the model is to say no more. */
  onFault(): void
}

/** What a model says, on its way to the log. */
export interface GuardedAnswer {
  delta(text: string): void
  /** What the model has said so far, let go or not. */
  heard(): { text: string; deltas: number }
  /** Nothing that is held goes out any more. */
  abandon(): void
  /** Resolves once all of it is decided: what was judged, where that is worth a record. */
  finish(): Promise<{ fault: GateFault | undefined; judged: Judged | undefined }>
}

const tense = 2

/** Lets an answer go on as far as it may be said. What stands in the log before it is ours, and a paragraph of its own. */
export function guardAnswer(writer: GuardedWriter, deps: GuardAnswerDeps): GuardedAnswer {
  const { mode, therapy, risk, rules, judge, onFault } = deps
  const prefix = writer.text()
  const base = prefix === '' ? '' : `${prefix}\n\n`
  const ownDeltas = writer.deltas() + (prefix === '' ? 0 : 1)
  let isParted = prefix === ''
  let said = ''
  let deltas = 0
  let refused: Judged | undefined
  const judges = new Map(rules.map((one) => [one.name, one]))

  function letGo(text: string): void {
    if (!isParted) writer.delta('\n\n')
    isParted = true
    writer.delta(text)
  }

  function withdraw(kept: string, reason: string): void {
    isParted = prefix === '' || kept !== ''
    writer.withdraw(kept === '' ? prefix : base + kept, reason)
  }

  async function opinionOf(text: string): Promise<RemoteOpinion> {
    const judged = await judge?.(text, risk)
    for (const one of judged?.classifiers ?? []) judges.set(one.name, one)
    if (!judged?.instead) return { kind: judged?.scanned === 'partial' ? 'unknown' : 'pass' }
    refused = judged
    const { message } = judged.instead
    return { kind: 'fault', reason: 'remote', ...(message !== undefined && { message }) }
  }

  /** Of somebody at risk no sentence goes out that was not read to its end. */
  function gateFor(): Gate | undefined {
    const isTense = risk >= tense
    if (mode === 'off' && !isTense) return undefined
    const asks = judge !== undefined && (mode === 'strict' || mode === 'balanced')
    return createGate({
      mode: isTense || (mode === 'strict' && judge !== undefined) ? 'gated' : 'suspicion',
      rules: { therapy, risk },
      sink: { delta: letGo, retract: withdraw },
      ...(asks && { remote: opinionOf }),
      remoteMay: mode === 'strict' || isTense ? 'hold' : 'retract',
      onFault,
    })
  }

  function judgedOf(fault: GateFault | undefined, scanned: Judged['scanned']): Judged | undefined {
    if (!fault && scanned !== 'partial') return undefined
    const { level, subject, categories } = refused?.verdict ?? { level: 0, subject: 'none', categories: [] }
    const why = fault ? [{ name: `output/${fault.fault}`, score: 1 }] : []
    const verdict = { level, subject, categories: [...categories, ...why] }
    return { verdict, scanned, classifiers: [...judges.values()] }
  }

  const gate = gateFor()
  if (!gate) {
    return {
      delta: isParted ? writer.delta : letGo,
      heard: () => ({ text: writer.text().slice(base.length), deltas: Math.max(0, writer.deltas() - ownDeltas) }),
      abandon() {},
      finish: async () => ({ fault: undefined, judged: undefined }),
    }
  }
  return {
    delta(text) {
      said += text
      deltas++
      gate.delta(text)
    },
    heard: () => ({ text: said, deltas }),
    abandon: gate.abandon,
    async finish() {
      const fault = await gate.finish()
      return { fault, judged: judgedOf(fault, gate.scanned()) }
    },
  }
}
