import type { SafetyRecords } from '../ports/safety-records.ts'
import type { Safety } from '../safety/create-safety.ts'
import { safetyProtocol } from '../safety/protocol.ts'

/** What the operator, and whoever wants to know, is told of people's safety. */
export function safetyOf(safety: Safety, records: SafetyRecords, now: () => number) {
  return {
    protocol: safetyProtocol,
    dryRun: safety.dryRun,
    records: records.list,
    /** Of this year where none is named. */
    async report(year = new Date(now()).getUTCFullYear()) {
      return { year, referrals: await records.count(Date.UTC(year, 0), Date.UTC(year + 1, 0)) }
    },
  }
}
