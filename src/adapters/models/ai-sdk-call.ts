import type { ModelMessage, ModelRequest, ToolSpec, ToolStep } from '../../ports/model.ts'
import type { AiSdkCall, AiSdkMessage, ProviderOptions } from './ai-sdk-shape.ts'
import { argumentsOf } from './tool-calls.ts'

/** Some providers take no conversation in which the assistant speaks first. */
const opening: AiSdkMessage = { role: 'user', content: [{ type: 'text', text: '(The assistant speaks first.)' }] }

/** What only some providers know. */
export interface ForProvider {
  /** Of the first system message, which is the same in every request of a persona. */
  stable?: ProviderOptions
  request?: ProviderOptions
}

export function aiSdkCall(
  request: ModelRequest,
  abortSignal: AbortSignal,
  { stable, request: providerOptions }: ForProvider = {},
): AiSdkCall {
  const { steps = [], maxTokens, temperature, frequencyPenalty, presencePenalty, format } = request
  const tools = request.tools?.length ? request.tools : toolsOf(steps)
  const isToAnswer = request.toolChoice === 'none' || !request.tools?.length
  return {
    prompt: [...promptOf(request.messages, stable), ...steps.flatMap(stepMessages)],
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(format && { responseFormat: { type: 'json' as const, name: format.name, schema: format.schema } }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function' as const,
        name,
        description,
        inputSchema: parameters,
      })),
      toolChoice: { type: isToAnswer ? ('none' as const) : ('auto' as const) },
    }),
    ...(providerOptions && { providerOptions }),
    abortSignal,
  }
}

/** What was used has to be declared, even where it is not offered any more. */
function toolsOf(steps: readonly ToolStep[]): ToolSpec[] {
  const names = new Set(steps.flatMap(({ calls }) => calls.map(({ name }) => name)))
  return [...names].map((name) => ({ name, description: '', parameters: { type: 'object', properties: {} } }))
}

/**
 * Instructions are for the beginning: many providers refuse them further down, where they are told as the person's.
 * Empty messages are refused too, and so is a prompt of nothing but instructions.
 */
function promptOf(messages: readonly ModelMessage[], stable: ProviderOptions | undefined): AiSdkMessage[] {
  const told = messages.filter(({ content }) => content.trim() !== '')
  const spoken = told.findIndex(({ role }) => role !== 'system')
  const lead = spoken === -1 ? told.length - 1 : spoken
  const prompt = told.map(({ role, content }, i): AiSdkMessage => {
    if (i < lead) return { role: 'system', content, ...(i === 0 && stable && { providerOptions: stable }) }
    return { role: role === 'assistant' ? 'assistant' : 'user', content: [{ type: 'text', text: content }] }
  })
  return prompt[lead]?.role === 'assistant' ? prompt.toSpliced(lead, 0, opening) : prompt
}

function stepMessages({ text, calls }: ToolStep): AiSdkMessage[] {
  const said = text.trim() === '' ? [] : [{ type: 'text' as const, text }]
  const asked = calls.map((call) => ({
    type: 'tool-call' as const,
    toolCallId: call.id,
    toolName: call.name,
    input: argumentsOf(call),
  }))
  if (said.length + asked.length === 0) return []
  const given = calls.map(({ id, name, result }) => ({
    type: 'tool-result' as const,
    toolCallId: id,
    toolName: name,
    output: { type: 'text' as const, value: result },
  }))
  const step: AiSdkMessage = { role: 'assistant', content: [...said, ...asked] }
  return given.length === 0 ? [step] : [step, { role: 'tool', content: given }]
}
