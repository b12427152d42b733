import type { Remembered } from './render-memories.ts'

/** What is known that bears on this; it has a deadline of its own. */
export type RecallFor = (newest: string, previous: string | undefined) => Promise<readonly Remembered[]>

/** Of what was said, the newest first. Whatever recalling runs into, an answer goes on without. */
export async function recallFor(
  recall: RecallFor,
  [newest, previous]: readonly { content: string }[],
): Promise<readonly Remembered[]> {
  try {
    return newest ? await recall(newest.content, previous?.content) : []
  } catch {
    return []
  }
}
