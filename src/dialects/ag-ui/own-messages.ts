import { takeCodePoints, codePointLength } from '../../std/code-points.ts'

export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

/** A message that a run has made, as the protocol has it. */
export type OwnMessage =
  | { id: string; role: 'assistant'; content: string; toolCalls?: ToolCall[] }
  | { id: string; role: 'tool'; toolCallId: string; content: string }

/** What follows the use of a tool is another message; the first has the id under which the answer is stored. */
export const nthMessage = (messageId: string, n: number): string => (n === 1 ? messageId : `${messageId}:${n}`)

export const resultId = (messageId: string, callId: string): string => `${messageId}:${callId}`

/** The stored answer that a message is a part of. */
export const answerIdOf = (id: string): string => id.split(':', 1)[0] ?? ''

/** These messages up to so many code points of text; the use of tools stays. */
export function cutMessages(all: readonly OwnMessage[], keep: number): OwnMessage[] {
  let left = keep
  return all.flatMap((message): OwnMessage[] => {
    if (message.role === 'tool') return [message]
    const content = takeCodePoints(message.content, left)
    left -= codePointLength(content)
    return content === '' && !message.toolCalls ? [] : [{ ...message, content }]
  })
}
