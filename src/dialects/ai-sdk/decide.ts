import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { Run, Scope } from '../../conversation/types.ts'
import { findAnswer } from './find-place.ts'
import type { Chat, UiMessage } from './schema.ts'

interface Decision {
  callId: string
  approved: boolean
}

function saidTo(message: UiMessage | undefined): Decision[] {
  if (message?.role !== 'assistant') return []
  return message.parts.flatMap(({ state, toolCallId, approval }) => {
    const { approved } = (approval ?? {}) as { approved?: unknown }
    const isSaid = state === 'approval-responded' && typeof toolCallId === 'string' && typeof approved === 'boolean'
    return isSaid ? [{ callId: toolCallId, approved }] : []
  })
}

/** What a person has said to the uses of tools in the last message, where that is all there is to say. */
export const decisionsIn = ({ messages, trigger }: Chat): Decision[] =>
  trigger === 'regenerate-message' ? [] : saidTo(messages.at(-1))

/** Tells the run that waits what came with another message; what comes too late, or is of another's tools, is no news. */
export async function decideBefore(
  engine: Engine,
  scope: Scope,
  conversationId: string,
  { messages }: Chat,
): Promise<void> {
  const before = messages.at(-2)
  const decisions = saidTo(before)
  if (decisions.length === 0) return
  const answer = await findAnswer(engine, scope, conversationId, before?.id)
  if (!answer || answer.runId === null) return
  for (const { callId, approved } of decisions) {
    try {
      await engine.decideTool(scope.userId, answer.runId, callId, approved)
    } catch (error) {
      if (!(error instanceof DomainError) || (error.code !== 'tool_decided' && error.code !== 'not_found')) throw error
    }
  }
}

/** Tells the run that waits; it goes on in the message that asked. */
export async function decide(
  engine: Engine,
  scope: Scope,
  { id, messages }: Chat,
  decisions: readonly Decision[],
): Promise<Run> {
  const chat = await engine.conversationNamed(scope, id)
  const answer = chat && (await findAnswer(engine, scope, chat.id, messages.at(-1)?.id))
  if (!answer || answer.runId === null) {
    const detail = 'There is no answer here that waits for this, or it is not yours. Open the chat again.'
    throw new DomainError('not_found', detail)
  }
  for (const { callId, approved } of decisions) await engine.decideTool(scope.userId, answer.runId, callId, approved)
  return engine.run(scope.userId, answer.runId)
}
