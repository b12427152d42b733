const secondMs = 1_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Milliseconds from the n-th try, counted from 1, to the next; none once they come to 24 hours, at which the last one falls. */
export function escalationDelay(attempt: number): number | undefined {
  let waited = 0
  let wait = secondMs
  for (let past = 1; past < attempt && waited < dayMs; past++) {
    waited += wait
    wait = Math.min(wait * 2, hourMs)
  }
  return waited < dayMs ? Math.min(wait, dayMs - waited) : undefined
}
