export interface ModelStream {
  id: string
  /** Tokens written so far. */
  written: number
  text: string
  wantsUsage: boolean
}

export interface ModelApi {
  opening(stream: ModelStream): string
  token(stream: ModelStream, stamp: number): string
  closing(stream: ModelStream): string
}

const LAST_CHUNK = '0\r\n\r\n'
const INPUT_TOKENS = 12

// every byte is ASCII, so a string's length is its size
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
const data = (value: unknown): string => chunk(`data: ${JSON.stringify(value)}\n\n`)

const completion = (id: string, choices: unknown[], rest: object = {}): object => ({
  id,
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'bench',
  service_tier: 'default',
  system_fingerprint: 'fp_bench',
  choices,
  ...rest,
})

const choice = (delta: object, finish: string | null): object => ({
  index: 0,
  delta,
  logprobs: null,
  finish_reason: finish,
})

const MARK = '0000000000000000'
// one template for every stream of a process: what differs is 16 digits of id and 16 of stamp
const [ID_LEFT = '', ID_RIGHT = ''] = data(completion(MARK, [choice({ content: ' @@' }, null)])).split(MARK)
const [BEFORE_STAMP = '', AFTER_STAMP = ''] = ID_RIGHT.split(' @@')
// the stamp's 16 digits are not in the template that gave the chunk its size
const SIZE = Number.parseInt(ID_LEFT, 16) + MARK.length
const HEAD = `${SIZE.toString(16)}${ID_LEFT.slice(ID_LEFT.indexOf('\r'))}`

export const chatCompletions: ModelApi = {
  opening: (stream) => data(completion(stream.id, [choice({ role: 'assistant', content: '', refusal: null }, null)])),
  token: (stream, stamp) => `${HEAD}${stream.id}${BEFORE_STAMP} @${stamp}@${AFTER_STAMP}`,
  closing: (stream) => {
    const usage = {
      prompt_tokens: INPUT_TOKENS,
      completion_tokens: stream.written,
      total_tokens: INPUT_TOKENS + stream.written,
    }
    const end = data(completion(stream.id, [choice({}, 'stop')]))
    const count = stream.wantsUsage ? data(completion(stream.id, [], { usage })) : ''
    return `${end}${count}${chunk('data: [DONE]\n\n')}${LAST_CHUNK}`
  },
}

const event = (type: string, value: object): string =>
  chunk(`event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`)

const response = (stream: ModelStream, status: string, output: unknown[], rest: object = {}): object => ({
  response: {
    id: `resp_${stream.id}`,
    object: 'response',
    created_at: 1_700_000_000,
    status,
    model: 'bench',
    output,
    ...rest,
  },
})

const FIRST_TOKEN = 4
const place = { item_id: 'msg_bench', output_index: 0, content_index: 0 }

export const responses: ModelApi = {
  opening: (stream) => {
    const item = { id: 'msg_bench', type: 'message', status: 'in_progress', role: 'assistant', content: [] }
    const part = { type: 'output_text', text: '', annotations: [] }
    return [
      event('response.created', { sequence_number: 0, ...response(stream, 'in_progress', []) }),
      event('response.in_progress', { sequence_number: 1, ...response(stream, 'in_progress', []) }),
      event('response.output_item.added', { sequence_number: 2, output_index: 0, item }),
      event('response.content_part.added', { sequence_number: 3, ...place, part }),
    ].join('')
  },
  token: (stream, stamp) => {
    const delta = ` @${stamp}@`
    stream.text += delta
    return event('response.output_text.delta', {
      sequence_number: FIRST_TOKEN + stream.written,
      ...place,
      delta,
      logprobs: [],
    })
  },
  closing: (stream) => {
    const next = FIRST_TOKEN + stream.written
    const part = { type: 'output_text', text: stream.text, annotations: [] }
    const item = { id: 'msg_bench', type: 'message', status: 'completed', role: 'assistant', content: [part] }
    const usage = {
      input_tokens: INPUT_TOKENS,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: stream.written,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: INPUT_TOKENS + stream.written,
    }
    const whole = response(stream, 'completed', [item], { usage })
    return [
      event('response.output_text.done', { sequence_number: next, ...place, text: stream.text, logprobs: [] }),
      event('response.content_part.done', { sequence_number: next + 1, ...place, part }),
      event('response.output_item.done', { sequence_number: next + 2, output_index: 0, item }),
      event('response.completed', { sequence_number: next + 3, ...whole }),
      LAST_CHUNK,
    ].join('')
  },
}
