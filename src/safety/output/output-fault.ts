import type { RiskLevel } from '../../ports/classifier.ts'

/** What must not be said to a person; in the order of their weight. */
export type OutputFault = 'method' | 'encouragement' | 'secrecy' | 'minimising' | 'dosage' | 'diagnosis' | 'human_claim'

/** The persona gives therapy; and how much at risk the person is now. */
export interface OutputRules {
  therapy: boolean
  risk: RiskLevel
}
