import type { SafetyRecord } from '../../ports/safety-records.ts'
import { canonicalJson } from '../../std/canonical-json.ts'
import { sha256Hex } from '../../std/sha256-hex.ts'

/** The number of a record, and the hash of it and of all before it. */
export interface Link {
  seq: number
  hash: string
}

/** Before the first. */
export const noLink: Link = { seq: 0, hash: '' }

/** What stands behind another record: over the hash before it, a line break, and itself as JSON with its keys in order. */
export function linkOf({ seq: before, hash: previous }: Link, record: SafetyRecord & { runId: string }): Link {
  const seq = before + 1
  const said = { ...record, seq, at: new Date(record.at).toISOString() }
  return { seq, hash: sha256Hex(`${previous}\n${canonicalJson(said)}`) }
}
