import type { NewAuditEntry } from './audit.ts'
import type { Page, PageRequest } from './page.ts'

export interface ApiKey {
  id: string
  name: string
  /** Its first characters: enough to tell which one has leaked, and too few to guess the rest. */
  hint: string
  /** Who asks with it; null for a service, which names the user with each request. */
  userId: string | null
  createdAt: string
  expiresAt: string | null
}

export interface NewApiKey {
  id: string
  /** SHA-256 of the key, in hex. The key itself is stored nowhere. */
  hash: string
  hint: string
  name: string
  userId: string | null
  expiresAt: number | null
  now: number
}

/** What a key says of its bearer, before anybody is trusted. */
export interface KnownKey {
  id: string
  userId: string | null
  expiresAt: number | null
}

/** Keys that the operator hands out; a system port, for it serves whoever is not known yet. */
export interface ApiKeys {
  /** With its entry in the audit log, in one transaction. */
  create(key: NewApiKey, entry: NewAuditEntry): Promise<ApiKey>
  /** Latest first. */
  list(page: PageRequest): Promise<Page<ApiKey>>
  /** False where there is no such key. */
  revoke(id: string, entry: NewAuditEntry): Promise<boolean>
  find(hash: string): Promise<KnownKey | undefined>
  /** Which of these there still are. */
  remaining(ids: readonly string[]): Promise<ReadonlySet<string>>
}
