/** 0 none · 1 a topic, a denial, the past · 2 passive wishes, another at risk · 3 active thoughts, methods · 4 about to happen. */
export type RiskLevel = 0 | 1 | 2 | 3 | 4
/** Whom it is about. */
export type RiskSubject = 'self' | 'other' | 'fiction' | 'none'

export interface RiskCategory {
  name: string
  /** 0 to 1. */
  score: number
}

export interface Verdict {
  level: RiskLevel
  subject: RiskSubject
  categories: readonly RiskCategory[]
}

export interface SaidTurn {
  role: 'user' | 'assistant'
  content: string
}

/** One text, of a person or of an answer to them, and what may matter about it. */
export interface TextToCheck {
  stage: 'input' | 'output'
  text: string
  persona: string
  /** `idHash` tells conversations apart and names none; the newest turns last, without the text itself. */
  conversation: { idHash: string; turns: readonly SaidTurn[] }
  /** How much at risk the person is by what they have said before. */
  riskState: RiskLevel
  traceId: string
}

/** What a service says of a text; `action` is for what an answer says. */
export interface RemoteVerdict extends Verdict {
  action?: 'replace' | 'block'
  /** To be said instead. */
  message?: string
}

/** A service that reads texts. It throws where it has no verdict: that is never a verdict of safety. */
export interface Classifier extends AsyncDisposable {
  readonly name: string
  /** Of whatever judges, as it is put on record. */
  readonly version: string
  check(asked: TextToCheck, signal: AbortSignal): Promise<RemoteVerdict>
}
