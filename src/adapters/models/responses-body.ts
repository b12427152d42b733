import type { ModelRequest, ToolStep } from '../../ports/model.ts'
import { isReasoningModel } from './reasoning-model.ts'
import { argumentsText } from './tool-calls.ts'

export function responsesBody({ format, ...request }: ModelRequest): object {
  const { messages, tools = [] } = request
  const spoken = messages.findIndex((message) => message.role !== 'system')
  // Instructions alone are no input: a request that has nothing else sends them as items.
  const lead = Math.max(spoken, 0)
  const instructions = messages.slice(0, lead).map((message) => message.content)
  return {
    model: request.model,
    instructions: lead > 0 ? instructions.join('\n\n') : undefined,
    input: [
      ...messages.slice(lead).map(({ role, content }) => ({ role, content })),
      ...(request.steps ?? []).flatMap(stepItems),
    ],
    stream: true,
    store: false,
    // Strict is the default here, and refuses most schemas.
    tools:
      tools.length === 0
        ? undefined
        : tools.map(({ name, description, parameters }) => ({
            type: 'function',
            name,
            description,
            parameters,
            strict: false,
          })),
    tool_choice: tools.length === 0 ? undefined : request.toolChoice,
    text: format && {
      format: { type: 'json_schema', name: format.name, schema: format.schema, strict: format.strict ?? true },
    },
    temperature: isReasoningModel(request.model) ? undefined : request.temperature,
    max_output_tokens: request.maxTokens,
  }
}

function stepItems({ text, calls }: ToolStep): object[] {
  return [
    ...(text === '' ? [] : [{ role: 'assistant', content: text }]),
    ...calls.map((call) => ({
      type: 'function_call',
      call_id: call.id,
      name: call.name,
      arguments: argumentsText(call),
    })),
    ...calls.map(({ id, result }) => ({ type: 'function_call_output', call_id: id, output: result })),
  ]
}
