import { createOffline } from '../../src/adapters/models/offline.ts'
import type { Finish, ModelError, ModelMessage, ModelRequest, ModelUsage } from '../../src/ports/model.ts'

/** As a person reads it; the script's own constant would agree with itself. */
export const MARKING =
  'This is the built-in offline model, because no OPENAI_API_KEY is set: set it (or OPENAI_BASE_URL) and restart to talk with a real one.'

export const user = (content: string): ModelMessage => ({ role: 'user', content })
export const assistant = (content: string): ModelMessage => ({ role: 'assistant', content })

export interface Heard {
  deltas: string[]
  usages: ModelUsage[]
  outcome: Finish | ModelError
}

export interface AskOptions extends Partial<ModelRequest> {
  wordMs?: number
  signal?: AbortSignal
  onDelta?(text: string): void
}

export async function ask(messages: readonly ModelMessage[], options: AskOptions = {}): Promise<Heard> {
  const { wordMs = 0, signal = new AbortController().signal, onDelta, ...request } = options
  const deltas: string[] = []
  const usages: ModelUsage[] = []
  const on = {
    delta(text: string) {
      deltas.push(text)
      onDelta?.(text)
    },
    usage: (usage: ModelUsage) => usages.push(usage),
  }
  const outcome = await createOffline({ wordMs }).stream({ model: 'offline', messages, ...request }, on, signal)
  return { deltas, usages, outcome }
}

export const reply = async (...messages: ModelMessage[]): Promise<string> => (await ask(messages)).deltas.join('')

/** The reply in the middle of a conversation, where it is not marked. */
export const answer = (text: string): Promise<string> => reply(user('Hello'), assistant('Hello.'), user(text))

export async function converse(texts: readonly string[]): Promise<string[]> {
  const messages: ModelMessage[] = []
  for (const text of texts) {
    messages.push(user(text))
    messages.push(assistant(await reply(...messages)))
  }
  return messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)
}
