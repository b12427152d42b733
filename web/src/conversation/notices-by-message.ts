import type { ShownNotice } from '@colloquy/react'

/** By the key of the answer that they belong to. */
export function noticesByMessage(notices: readonly ShownNotice[]): ReadonlyMap<string, readonly ShownNotice[]> {
  const byMessage = new Map<string, ShownNotice[]>()
  for (const notice of notices) {
    const own = byMessage.get(notice.messageKey)
    if (own) own.push(notice)
    else byMessage.set(notice.messageKey, [notice])
  }
  return byMessage
}
