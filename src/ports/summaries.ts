export interface Summary {
  version: number
  /** The last message that it tells of: it stands for the way to it. */
  messageId: string
  text: string
}

/** What was said before, in short. */
export interface Summaries {
  /** The newest first. */
  latest(userId: string, conversationId: string, limit: number): Promise<Summary[]>
  /** False where somebody else was faster, or the conversation is gone. The oldest beyond a few are dropped. */
  add(userId: string, conversationId: string, summary: Summary, now: number): Promise<boolean>
}
