import type { ModelRequest, ToolStep } from '../../ports/model.ts'
import { isReasoningModel } from './reasoning-model.ts'
import { argumentsText } from './tool-calls.ts'

export function chatBody({ format, ...request }: ModelRequest): object {
  const { tools = [] } = request
  const body = {
    model: request.model,
    messages: [
      ...request.messages.map(({ role, content, name }) => ({
        role,
        content,
        name: name?.replace(refusedInNames, '_'),
      })),
      ...(request.steps ?? []).flatMap(stepMessages),
    ],
    stream: true,
    stream_options: { include_usage: true },
    tools:
      tools.length === 0
        ? undefined
        : tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
          })),
    tool_choice: tools.length === 0 ? undefined : request.toolChoice,
    response_format: format && {
      type: 'json_schema',
      json_schema: { name: format.name, schema: format.schema, strict: format.strict ?? true },
    },
  }
  if (isReasoningModel(request.model)) return { ...body, max_completion_tokens: request.maxTokens }
  return {
    ...body,
    temperature: request.temperature,
    max_tokens: request.maxTokens,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
  }
}

/** OpenAI refuses a conversation in which one speaks whose name has any of these. */
const refusedInNames = /[\s<|\\/>]+/g

function stepMessages({ text, calls }: ToolStep): object[] {
  // An empty text is refused by some, and a list of no calls by others.
  if (calls.length === 0) return text === '' ? [] : [{ role: 'assistant', content: text }]
  const asked = calls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }))
  return [
    { role: 'assistant', content: text === '' ? null : text, tool_calls: asked },
    ...calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
  ]
}
