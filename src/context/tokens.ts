import type { ModelMessage, ModelRequest, ToolSpec, ToolStep } from '../ports/model.ts'

/** Four ASCII characters are about one token, two of the other alphabets, and one of any other script. */
export function quartersOf(unit: number): number {
  const isHalf = unit >= 0xd800 && unit < 0xe000
  if (unit < 0x80) return 1
  return unit < 0x800 || isHalf ? 2 : 4
}

function quarterTokens(text: string): number {
  let quarters = 0
  for (let i = 0; i < text.length; i++) quarters += quartersOf(text.charCodeAt(i))
  return quarters
}

/** About so many, in any script; exactness is the provider's. */
export const estimateTokens = (text: string): number => Math.ceil(quarterTokens(text) / 4)

/** What a message costs beside its text. */
export const messageOverhead = 4

export const estimateMessage = ({ content, name }: { content: string; name?: string | null }): number =>
  estimateTokens(content) + estimateTokens(name ?? '') + messageOverhead

export const estimateMessages = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0)

export const estimateTool = ({ name, description, parameters }: ToolSpec): number =>
  estimateTokens(name + description + JSON.stringify(parameters)) + messageOverhead

/** Without what the calls gave. */
const estimateCalls = ({ text, calls }: ToolStep): number =>
  calls.reduce(
    (sum, call) => sum + estimateTokens(call.name + call.arguments) + 2 * messageOverhead,
    estimateTokens(text),
  )

export const estimateResults = (steps: readonly ToolStep[]): number[] =>
  steps.flatMap(({ calls }) => calls.map(({ result }) => estimateTokens(result)))

const sum = (tokens: readonly number[]): number => tokens.reduce((all, one) => all + one, 0)

/** Of all that a model is asked with, but the results of what it has had done. */
export const estimateWithoutResults = ({ messages, tools = [], steps = [] }: ModelRequest): number =>
  estimateMessages(messages) + sum(tools.map(estimateTool)) + sum(steps.map(estimateCalls))

export const estimateRequest = (request: ModelRequest): number =>
  estimateWithoutResults(request) + sum(estimateResults(request.steps ?? []))

/** What is estimated may well be twice as much: to hold too little back is the dearer mistake. */
export const reserveFor = (estimated: number): number => 2 * estimated
