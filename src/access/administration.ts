import { randomUUIDv7 } from 'node:crypto'
import { DomainError } from '../conversation/errors.ts'
import type { ApiKey } from '../ports/api-keys.ts'
import type { AuditAct, NewAuditEntry } from '../ports/audit.ts'
import type { Budget, BudgetState } from '../ports/budgets.ts'
import type { Store } from '../ports/store.ts'
import { hashOfKey, hintOf, newApiKey } from './api-key.ts'

export interface AdministrationDeps extends Pick<Store, 'apiKeys' | 'audit' | 'budgets' | 'overview'> {
  /** Of whoever has none of their own. */
  budgetPerUser: Budget | undefined
  now(): number
}

export interface KeyRequest {
  name: string
  userId: string | null
  expiresAt: number | null
}

/** What only the operator does. Each act is in the audit log when it is done. */
export function createAdministration({ apiKeys, audit, budgets, overview, budgetPerUser, now }: AdministrationDeps) {
  const entry = (act: AuditAct, subject: string, detail: NewAuditEntry['detail'] = {}): NewAuditEntry => ({
    at: now(),
    actor: 'admin',
    act,
    subject,
    detail,
  })

  const budgetOf = (userId: string): Promise<BudgetState> => budgets.state(userId, budgetPerUser, now())

  return {
    /** The key itself is told this once, and nobody can find it out afterwards. */
    async createKey({ name, userId, expiresAt }: KeyRequest): Promise<ApiKey & { key: string }> {
      if (expiresAt !== null && expiresAt <= now()) {
        throw new DomainError('invalid', 'A key cannot expire before it is made. Name a time to come, or none.', {
          problems: [{ path: ['body', 'expiresAt'], message: 'must be in the future' }],
        })
      }
      const key = newApiKey()
      const id = randomUUIDv7()
      const made = await apiKeys.create(
        { id, hash: hashOfKey(key), hint: hintOf(key), name, userId, expiresAt, now: now() },
        // Not its name, which may be a person's: the entry outlives them.
        entry('key_created', id, { userId }),
      )
      return { ...made, key }
    },
    listKeys: apiKeys.list,
    async revokeKey(id: string): Promise<void> {
      if (!(await apiKeys.revoke(id, entry('key_revoked', id)))) {
        throw new DomainError('not_found', 'There is no key of that id; it may be revoked already.')
      }
    },

    budgetOf,
    async setBudget(userId: string, budget: Budget | 'unlimited'): Promise<BudgetState> {
      const detail = budget === 'unlimited' ? { tokens: null, seconds: null } : { ...budget }
      await budgets.set(userId, budget, entry('budget_set', userId, detail))
      return budgetOf(userId)
    },
    resetBudget: (userId: string): Promise<void> => budgets.reset(userId, entry('budget_reset', userId)),

    listAudit: audit.list,
    usage: overview.usage,
    runs: overview.runs,
  }
}
