import {
  parseJsonEventStream,
  readUIMessageStream,
  uiMessageChunkSchema,
  type UIMessage,
  type UIMessageChunk,
} from 'ai'
import type { Chunk } from '../../../src/dialects/ai-sdk/encode-run.ts'

/** The chunks of a stream, as the SDK's own parser finds them; it refuses what it does not know. */
export async function chunksOf(bytes: string): Promise<UIMessageChunk[]> {
  const stream = new Blob([bytes]).stream()
  const chunks: UIMessageChunk[] = []
  for await (const one of parseJsonEventStream({ stream, schema: uiMessageChunkSchema })) {
    if (!one.success) throw one.error
    chunks.push(one.value)
  }
  return chunks
}

/** The message that a page has before it after these chunks. */
export async function messageOf(chunks: readonly UIMessageChunk[]): Promise<UIMessage | undefined> {
  let message: UIMessage | undefined
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const failures: unknown[] = []
  for await (const next of readUIMessageStream({ stream, onError: (error) => void failures.push(error) }))
    message = next
  const told = new Set(chunks.flatMap((chunk) => (chunk.type === 'error' ? [chunk.errorText] : [])))
  const others = failures.filter((error) => !(error instanceof Error && told.has(error.message)))
  if (others.length > 0) throw others[0]
  return message
}

export type { Chunk }
