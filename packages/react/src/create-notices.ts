import type { Notice } from '@colloquy/client'
import type { ShownNotice } from './conversation-view.ts'

export interface Notices {
  add(notice: Notice, of: Pick<ShownNotice, 'messageKey' | 'runId' | 'at'>): void
  /** The answer is told again: what belonged to its first telling goes, help stays. */
  restart(messageKey: string): void
  list(): readonly ShownNotice[]
}

function subjectOf(notice: Notice): string {
  if (notice.kind === 'tool') return `tool:${notice.callId}`
  return notice.kind === 'crisis' ? `crisis:${notice.as}` : notice.kind
}

/** What was told beside the answers, each thing once in its newest state. */
export function createNotices(): Notices {
  const notices = new Map<string, ShownNotice>()
  return {
    add(notice, of) {
      const key = `${of.messageKey}:${subjectOf(notice)}`
      const before = notices.get(key)
      const isUpdate = notice.kind === 'tool' && before?.notice.kind === 'tool'
      notices.set(key, {
        key,
        ...of,
        at: isUpdate ? before.at : of.at,
        notice: isUpdate ? { ...before.notice, ...notice } : notice,
      })
    },
    restart(messageKey) {
      for (const [key, { notice, messageKey: of }] of notices)
        if (of === messageKey && (notice.kind === 'tool' || notice.kind === 'context_trimmed')) notices.delete(key)
    },
    list: () => [...notices.values()],
  }
}
