import { randomUUIDv7 } from 'node:crypto'
import { setImmediate as nextTick } from 'node:timers/promises'
import { defaultPersona } from '../personas/personas.ts'
import type { ImportedMessage, Imports } from '../ports/imports.ts'
import { titleOf } from './title.ts'
import type { Conversation, Role, Scope } from './types.ts'

export interface ImportRequest {
  title: string | null
  persona: string | undefined
  metadata?: Record<string, unknown> | undefined
  createdAt: number | undefined
  messages: readonly { role: Role; content: string; name?: string | undefined; createdAt?: number | undefined }[]
}

/** What one transaction takes. */
const slice = { messages: 50, characters: 32_768 }

/** Writes a conversation from elsewhere, a slice at a time: it is there when the last is in, or not at all. */
export function createImport(owner: string, imports: Imports, now: () => number) {
  async function importConversation(scope: Scope, request: ImportRequest): Promise<Conversation> {
    const id = randomUUIDv7()
    const at = now()
    const { title, persona = defaultPersona, metadata = {}, messages } = request
    const createdAt = request.createdAt ?? messages[0]?.createdAt ?? at
    const updatedAt = Math.min(at, messages.at(-1)?.createdAt ?? at)
    const words = titleOf(messages.find(({ role }) => role === 'user')?.content ?? '')
    const named = { title: title ?? words, ofFirstWords: title === null }
    await imports.begin(scope, { id, ...named, persona, metadata, createdAt, now: updatedAt, owner })

    try {
      return await write(scope, id, messages, createdAt)
    } catch (error) {
      // Where even that cannot be written, the next start does it.
      await imports.abandon(scope, id).catch(() => {})
      throw error
    }
  }

  async function write(
    scope: Scope,
    id: string,
    messages: ImportRequest['messages'],
    createdAt: number,
  ): Promise<Conversation> {
    let parentId: string | null = null
    let batch: ImportedMessage[] = []
    let characters = 0
    for (const [i, { role, content, name, createdAt: saidAt }] of messages.entries()) {
      const message: ImportedMessage = {
        id: randomUUIDv7(),
        seq: i + 1,
        parentId,
        role,
        name: name ?? null,
        content,
        createdAt: saidAt ?? createdAt,
      }
      batch.push(message)
      parentId = message.id
      characters += content.length
      if (batch.length < slice.messages && characters < slice.characters) continue
      await imports.append(scope, id, batch)
      await nextTick()
      batch = []
      characters = 0
    }
    if (batch.length > 0) await imports.append(scope, id, batch)
    return imports.finish(scope, id, messages.length + 1)
  }
  return importConversation
}
