import type { FakeUsage } from './fake-model-exchange.ts'

export interface FakeCall {
  id?: string
  name: string
  /** As the model writes it. */
  arguments: string
}

export type Frame = (data: unknown, event?: string) => Promise<void>

/** How one protocol says it. */
export interface Wire {
  /** What stands before what is said, once. */
  begin(): Promise<void>
  /** It stands before every other frame too. */
  isBegunByAll?: boolean
  token(text: string): Promise<void>
  refusal(text: string): Promise<void>
  /** A whole call, in pieces where the protocol has such. */
  call(call: FakeCall): Promise<void>
  finish(reason: string | undefined): Promise<void>
  usage(usage: FakeUsage): Promise<void>
  endMarker(): Promise<void>
  error(error: unknown): Promise<void>
}

/** In the middle, so that no piece can be taken for all of it. */
export function halves(text: string): [string, string] {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}

const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'fake' }
const PART = { item_id: 'msg_1', output_index: 0, content_index: 0 }

export function chatWire(frame: Frame): Wire {
  let calls = 0
  const chunk = (delta: object, finish: string | null = null): object => ({
    ...CHUNK,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })
  return {
    begin: () => frame(chunk({ role: 'assistant', content: '' })),
    token: (content) => frame(chunk({ content })),
    refusal: (refusal) => frame(chunk({ refusal })),
    async call({ id = `call_${calls + 1}`, name, arguments: written }) {
      const index = calls
      calls += 1
      await frame(chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }))
      for (const piece of halves(written))
        await frame(chunk({ tool_calls: [{ index, function: { arguments: piece } }] }))
    },
    finish: (reason) => frame(chunk({}, reason ?? (calls > 0 ? 'tool_calls' : 'stop'))),
    async usage({ input, output }) {
      const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
      await frame({ ...CHUNK, choices: [], usage: counts })
    },
    endMarker: () => frame('[DONE]'),
    error: (error) => frame({ error }),
  }
}

export function responsesWire(frame: Frame): Wire {
  const output: object[] = []
  let reason: string | undefined
  let counted: FakeUsage | undefined
  const last = (response: { status: string; [field: string]: unknown }): { type: string; response: object } => ({
    type: `response.${response.status}`,
    response: { id: 'resp_1', object: 'response', output, ...response },
  })
  const say = (item: { type: string; [field: string]: unknown }): Promise<void> => frame(item, item.type)

  function lastEvent(): { type: string; response: object } {
    const usage = counted && {
      input_tokens: counted.input,
      output_tokens: counted.output,
      total_tokens: counted.input + counted.output,
    }
    if (reason === 'stop') return last({ status: 'completed', incomplete_details: null, error: null, usage })
    const why = reason === 'length' ? 'max_output_tokens' : reason
    return last({ status: 'incomplete', incomplete_details: { reason: why }, error: null, usage })
  }

  return {
    begin: () => say({ type: 'response.created', response: { status: 'in_progress' } }),
    token: (text) => say({ ...PART, type: 'response.output_text.delta', delta: text }),
    refusal: (text) => say({ ...PART, type: 'response.refusal.delta', delta: text }),
    async call({ id = `call_${output.length + 1}`, name, arguments: written }) {
      const item = { type: 'function_call', id: `fc_${output.length + 1}`, call_id: id, name }
      const place = { item_id: item.id, output_index: output.length }
      const added = { ...item, arguments: '', status: 'in_progress' }
      await say({ type: 'response.output_item.added', output_index: place.output_index, item: added })
      for (const delta of halves(written))
        await say({ ...place, type: 'response.function_call_arguments.delta', delta })
      await say({ ...place, type: 'response.function_call_arguments.done', arguments: written })
      const done = { ...item, arguments: written, status: 'completed' }
      await say({ type: 'response.output_item.done', output_index: place.output_index, item: done })
      output.push(done)
    },
    async finish(why = 'stop') {
      reason = why
    },
    async usage(usage) {
      counted = usage
    },
    async endMarker() {
      if (reason !== undefined) await frame(lastEvent(), lastEvent().type)
    },
    error: (error) => frame(last({ status: 'failed', error }), 'response.failed'),
  }
}
