import type { Conversation } from '@colloquy/client'

export interface AgeGroup {
  name: string
  conversations: Conversation[]
}

function nameOf(at: Date, now: Date): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const day = 86_400_000
  if (at.getTime() >= midnight) return 'Today'
  if (at.getTime() >= midnight - day) return 'Yesterday'
  if (at.getTime() >= midnight - 7 * day) return 'Last seven days'
  return at.toLocaleDateString('en', { month: 'long', year: 'numeric' })
}

/** Latest first, as they come, under the words that one would look for them with. */
export function byAge(conversations: readonly Conversation[], now: Date): AgeGroup[] {
  const groups: AgeGroup[] = []
  for (const conversation of conversations) {
    const name = nameOf(new Date(conversation.updatedAt), now)
    const last = groups.at(-1)
    if (last?.name === name) last.conversations.push(conversation)
    else groups.push({ name, conversations: [conversation] })
  }
  return groups
}
