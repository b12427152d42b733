import type { FakeUsage } from './fake-model-exchange.ts'
import { type Frame, halves, type Wire } from './fake-model-wires.ts'

const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'fake',
  content: [],
  stop_reason: null,
  stop_sequence: null,
}
const REASONS: Readonly<Record<string, string>> = { stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal' }

/** As Anthropic would say it: there is always a type, and a sentence. */
function errorOf(error: unknown): object {
  const given = (typeof error === 'object' ? error : {}) as { type?: unknown; code?: unknown; message?: unknown }
  const { type, code, message } = given
  const id = [type, code].find((one) => typeof one === 'string' || typeof one === 'number')
  const sentence = typeof message === 'string' ? message : 'It went wrong'
  return { ...given, type: String(id ?? 'api_error'), message: sentence, code: undefined }
}

/** Anthropic's Messages, streamed: blocks of content, each with a beginning and an end. */
export function messagesWire(frame: Frame): Wire {
  let blocks = 0
  let calls = 0
  let isTextOpen = false
  let stop: string | undefined
  let counted: FakeUsage | undefined
  const say = (event: { type: string; [field: string]: unknown }): Promise<void> => frame(event, event.type)

  async function closeText(): Promise<void> {
    if (!isTextOpen) return
    isTextOpen = false
    await say({ type: 'content_block_stop', index: blocks - 1 })
  }

  async function text(delta: string): Promise<void> {
    if (!isTextOpen) {
      isTextOpen = true
      blocks += 1
      await say({ type: 'content_block_start', index: blocks - 1, content_block: { type: 'text', text: '' } })
    }
    await say({ type: 'content_block_delta', index: blocks - 1, delta: { type: 'text_delta', text: delta } })
  }

  return {
    isBegunByAll: true,
    async begin() {
      const usage = { input_tokens: 0, output_tokens: 0 }
      await say({ type: 'message_start', message: { ...MESSAGE, usage } })
      await say({ type: 'ping' })
    },
    token: text,
    refusal: text,
    async call({ id, name, arguments: written }) {
      await closeText()
      const index = blocks
      blocks += 1
      calls += 1
      const block = { type: 'tool_use', id: id ?? `toolu_${calls}`, name, input: {} }
      await say({ type: 'content_block_start', index, content_block: block })
      const begin = { type: 'input_json_delta', partial_json: '' }
      await say({ type: 'content_block_delta', index, delta: begin })
      for (const partial_json of halves(written))
        await say({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } })
      await say({ type: 'content_block_stop', index })
    },
    async finish(reason) {
      await closeText()
      stop = reason === undefined ? (calls > 0 ? 'tool_use' : 'end_turn') : (REASONS[reason] ?? reason)
    },
    async usage(usage) {
      counted = usage
    },
    async endMarker() {
      if (stop === undefined) return
      const usage = { ...(counted && { input_tokens: counted.input }), output_tokens: counted?.output ?? 0 }
      await say({ type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage })
      await say({ type: 'message_stop' })
    },
    error: (error) => say({ type: 'error', error: errorOf(error) }),
  }
}
