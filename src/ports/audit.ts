import type { Page, PageRequest } from './page.ts'

export type AuditAct = 'key_created' | 'key_revoked' | 'budget_set' | 'budget_reset' | 'person_erased' | 'auth_failed'

/** The operator, a person about themselves, or whoever was let in as nobody. */
export type AuditActor = 'admin' | 'user' | 'nobody'

/** Something that an operator may have to answer for later. It never holds a secret, nor what a person said. */
export interface NewAuditEntry {
  at: number
  actor: AuditActor
  act: AuditAct
  /** The id of the key or the person that it was done to. */
  subject: string | null
  /** How often, of what is counted and not kept one by one. */
  count?: number
  detail?: Readonly<Record<string, string | number | null>>
}

export interface AuditEntry {
  id: string
  at: string
  actor: AuditActor
  act: AuditAct
  subject: string | null
  count: number
  detail: Record<string, string | number | null>
}

export interface Audit {
  append(entry: NewAuditEntry): Promise<void>
  /** Latest first. */
  list(page: PageRequest): Promise<Page<AuditEntry>>
}
