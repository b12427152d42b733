import type { OwnTool, Toolbox } from '../../ports/tools.ts'
import { boundedText } from './bounded-text.ts'

const nothing = { type: 'object', properties: {}, additionalProperties: false }

function textOf(result: unknown): string {
  if (typeof result === 'string') return result
  return result === undefined ? 'Done.' : (JSON.stringify(result) ?? 'Done.')
}

/** Those of one's own code. What they do once nobody waits for them any more is theirs to end: they are given the signal. */
export function createOwnTools(tools: readonly OwnTool[], defaultPersona: string, useMs = 60_000): Toolbox {
  const byName = new Map(tools.map((tool) => [tool.name, tool]))
  return {
    of: (persona) =>
      Promise.resolve(
        tools
          .filter(({ personas = [defaultPersona] }) => personas.includes(persona))
          .map(({ name, description, parameters = nothing, needsApproval = false }) => ({
            spec: { name, description, parameters },
            needsApproval,
          })),
      ),

    async use(name, input, { userId, runId, callId }, signal) {
      const tool = byName.get(name)
      if (!tool) throw new Error('There is no tool of this name')
      const ending = AbortSignal.any([signal, AbortSignal.timeout(useMs)])
      const { promise: ended, reject } = Promise.withResolvers<never>()
      const end = (): void => reject(ending.reason)
      ending.addEventListener('abort', end, { once: true })
      try {
        ending.throwIfAborted()
        const result = await Promise.race([tool.run(input, { userId, runId, callId, signal: ending }), ended])
        return { text: boundedText(textOf(result)), failed: false }
      } finally {
        ending.removeEventListener('abort', end)
      }
    },
  }
}
