import type { Chunk } from './encode-run.ts'

interface Use {
  chunks: Chunk[]
  /** The use that somebody is to allow. */
  waits?: string
}

const sentenceOf = (error: unknown): string => (typeof error === 'string' ? error : 'The tool could not be used.')

/** How far uses of tools have come, as parts of a message. They are the server's: the page is to run none of them. */
export function createToolChunks() {
  const known = new Set<string>()

  return {
    read({ callId, name, state, input, output, error }: Record<string, unknown>): Use | undefined {
      if (typeof callId !== 'string' || typeof name !== 'string') return undefined
      const chunks: Chunk[] = []
      const ofCall = { toolCallId: callId, providerExecuted: true }
      if (!known.has(callId)) {
        known.add(callId)
        const what = { toolName: name, input: input ?? {}, dynamic: true }
        chunks.push({ type: 'tool-input-available', ...ofCall, ...what })
      }
      switch (state) {
        case 'called':
          return { chunks }
        case 'waiting':
          chunks.push({ type: 'tool-approval-request', approvalId: callId, toolCallId: callId })
          return { chunks, waits: callId }
        case 'done':
          chunks.push({ type: 'tool-output-available', ...ofCall, output: output ?? null, dynamic: true })
          return { chunks }
        case 'refused':
          chunks.push({ type: 'tool-output-denied', toolCallId: callId })
          return { chunks }
        default:
          chunks.push({ type: 'tool-output-error', ...ofCall, errorText: sentenceOf(error ?? output), dynamic: true })
          return { chunks }
      }
    },
  }
}
