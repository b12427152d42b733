/** Work that nobody waits for, in slices short enough that no stream notices them. Each answers whether more is left. */
export interface Upkeep {
  /** Conversations are taken back whose importing process, other than this one, does not keep its lease. */
  abandonImports(self: string): Promise<void>
  /** A slice of what is hidden; of one conversation or one person where named. */
  purge(of?: { conversationId?: string; userId?: string }): Promise<boolean>
  /** A slice of what was learned from a conversation that is not to be remembered, and of what was still to be. */
  unlearn(conversationId: string): Promise<boolean>
  /** Whether bytes of what was deleted are left in indexes and files. */
  owesScrub(): Promise<boolean>
  /** Takes the bytes of what was purged out of indexes and files. */
  scrub(): Promise<boolean>
  /** Logs of runs that ended before: their deltas go. */
  compact(endedBefore: number): Promise<boolean>
  /** Runs of no conversation that ended before: nothing refers to them. */
  forgetTransient(endedBefore: number): Promise<boolean>
  /** Idempotency keys of runs created before: forgotten. */
  expireKeys(createdBefore: number): Promise<boolean>
  /** Budgets that are the default and of which nothing is spent any more, nor held back. */
  forgetBudgets(now: number): Promise<boolean>
  /** Entries in the audit log, of before, of who was turned away; what anybody did stays. */
  forgetFailures(before: number): Promise<boolean>
  /** Chores that were left undone since before, but for those that another service must hear of. */
  forgetChores(before: number): Promise<boolean>
  /** Processes that have not kept their lease for an hour. */
  forgetNodes(): Promise<void>
}
