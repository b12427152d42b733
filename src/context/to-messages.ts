import type { ModelMessage } from '../ports/model.ts'
import type { Turn } from '../ports/runs.ts'

function toMessage({ role, content, name }: Turn): ModelMessage {
  return { role, content, ...(name !== null && { name }) }
}

/** Oldest first, and in turn: neighbours of one role and name speak as one. */
export function toMessages(turns: readonly Turn[]): ModelMessage[] {
  const messages: ModelMessage[] = []
  for (const turn of turns) {
    const message = toMessage(turn)
    const last = messages.at(-1)
    if (last?.role === message.role && last.name === message.name) last.content += `\n\n${message.content}`
    else messages.push(message)
  }
  return messages
}
