import type { ModelMessage } from '../ports/model.ts'

/** Right before what is answered, so that everything above stays as it was for the next answer; else last. */
export function placeMemories(messages: readonly ModelMessage[], block: string | undefined): ModelMessage[] {
  if (block === undefined) return [...messages]
  const told: ModelMessage = { role: 'system', content: block }
  const last = messages.at(-1)
  return last?.role === 'user' ? [...messages.slice(0, -1), told, last] : [...messages, told]
}
