import { expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'

/** What is on the wire, with one name for each id and one time. */
async function bytesOf({ client }: TestServer, path: string, body: object): Promise<string> {
  const stream = await client.stream('POST', `/openai/v1/${path}`, { body: { model: 'gpt-4', stream: true, ...body } })
  await stream.all()
  expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  return stream
    .text()
    .replaceAll(/(chatcmpl-|resp_|msg_|conv_)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '$1A')
    .replaceAll(/"(created|created_at)":\d{10}\b/g, '"$1":1')
}

const messages = [{ role: 'user', content: 'Hi' }]

const brokeOff =
  "The answer broke off. The model's server closed the connection before the answer was complete. Send the message again in a moment."

test('a completion is these bytes', async () => {
  await using server = await startTestServer()
  server.model.reply('Hi "you"\u2028 🙂', { input: 7, output: 2 })
  expect(await bytesOf(server, 'chat/completions', { messages })).toBe(
    `data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"content":" \\"you\\""},"logprobs":null,"finish_reason":null}]}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"content":"\\u2028 🙂"},"logprobs":null,"finish_reason":null}]}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}

data: [DONE]

`,
  )
})

test('a completion that tells its usage is these bytes', async () => {
  await using server = await startTestServer()
  server.model.reply('Hi', { input: 7, output: 2 })
  const body = { messages, stream_options: { include_usage: true } }
  expect(await bytesOf(server, 'chat/completions', body)).toBe(
    `data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}

data: [DONE]

`,
  )
})

test('a completion that breaks off is these bytes, and never [DONE]', async () => {
  await using server = await startTestServer()
  server.model.next(async (exchange) => {
    await exchange.token('Half')
    exchange.cut()
  })
  expect(await bytesOf(server, 'chat/completions', { messages })).toBe(
    `data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}

data: {"id":"chatcmpl-A","object":"chat.completion.chunk","created":1,"model":"gpt-4","choices":[{"index":0,"delta":{"content":"Half"},"logprobs":null,"finish_reason":null}]}

data: {"error":{"message":"${brokeOff}","type":"server_error","param":null,"code":"model_interrupted"}}

`,
  )
})

const begun = (status: string, conversation: string): string =>
  `"response":{"id":"resp_A","object":"response","created_at":1,"status":"${status}","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"metadata":{},"model":"gpt-4","output":[],"parallel_tool_calls":false,"previous_response_id":null,${conversation},"temperature":null,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":null,"truncation":"disabled","usage":null}`

const kept = '"conversation":{"id":"conv_A"},"store":true'
const unkept = '"conversation":null,"store":false'

test('a response is these bytes', async () => {
  await using server = await startTestServer()
  server.model.reply('Hi you', { input: 7, output: 2 })
  expect(await bytesOf(server, 'responses', { input: 'Hi' })).toBe(
    `event: response.created
data: {"type":"response.created","sequence_number":0,${begun('in_progress', kept)}}

event: response.in_progress
data: {"type":"response.in_progress","sequence_number":2,${begun('in_progress', kept)}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":3,"output_index":0,"item":{"id":"msg_A","type":"message","role":"assistant","status":"in_progress","content":[]}}

event: response.content_part.added
data: {"type":"response.content_part.added","sequence_number":4,"item_id":"msg_A","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_A","output_index":0,"content_index":0,"delta":"Hi","logprobs":[]}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":16,"item_id":"msg_A","output_index":0,"content_index":0,"delta":" you","logprobs":[]}

event: response.output_text.done
data: {"type":"response.output_text.done","sequence_number":48,"item_id":"msg_A","output_index":0,"content_index":0,"text":"Hi you","logprobs":[]}

event: response.content_part.done
data: {"type":"response.content_part.done","sequence_number":49,"item_id":"msg_A","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":"Hi you"}}

event: response.output_item.done
data: {"type":"response.output_item.done","sequence_number":50,"output_index":0,"item":{"id":"msg_A","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hi you"}]}}

event: response.completed
data: {"type":"response.completed","sequence_number":51,"response":{"id":"resp_A","object":"response","created_at":1,"status":"completed","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"metadata":{},"model":"gpt-4","output":[{"id":"msg_A","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hi you"}]}],"parallel_tool_calls":false,"previous_response_id":null,${kept},"temperature":null,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":null,"truncation":"disabled","usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":9}}}

`,
  )
})

test('a response that breaks off is these bytes, in which nothing is said to be done', async () => {
  await using server = await startTestServer()
  server.model.next(async (exchange) => {
    await exchange.token('Half')
    exchange.cut()
  })
  expect(await bytesOf(server, 'responses', { input: 'Hi', store: false })).toBe(
    `event: response.created
data: {"type":"response.created","sequence_number":0,${begun('in_progress', unkept)}}

event: response.in_progress
data: {"type":"response.in_progress","sequence_number":2,${begun('in_progress', unkept)}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":3,"output_index":0,"item":{"id":"msg_A","type":"message","role":"assistant","status":"in_progress","content":[]}}

event: response.content_part.added
data: {"type":"response.content_part.added","sequence_number":4,"item_id":"msg_A","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_A","output_index":0,"content_index":0,"delta":"Half","logprobs":[]}

event: response.failed
data: {"type":"response.failed","sequence_number":43,"response":{"id":"resp_A","object":"response","created_at":1,"status":"failed","background":false,"error":{"code":"server_error","message":"${brokeOff}"},"incomplete_details":null,"instructions":null,"max_output_tokens":null,"metadata":{},"model":"gpt-4","output":[{"id":"msg_A","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Half"}]}],"parallel_tool_calls":false,"previous_response_id":null,${unkept},"temperature":null,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":null,"truncation":"disabled","usage":{"input_tokens":56,"input_tokens_details":{"cached_tokens":0},"output_tokens":1,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":57}}}

`,
  )
})

test('silence is broken by comments, which no client takes for an event', async () => {
  await using server = await startTestServer({ keepaliveMs: 40 })
  const { client, model } = server
  for (const [path, body] of [
    ['chat/completions', { messages }],
    ['responses', { input: 'Hi' }],
  ] as const) {
    const steps = model.stepped(['Late'])
    const stream = await client.stream('POST', `/openai/v1/${path}`, {
      body: { model: 'gpt-4', stream: true, ...body },
    })
    await stream.untilText((text) => text.includes(': ping\n\n'))
    steps.releaseAll()
    await stream.all()
    expect(stream.text()).toMatch(path === 'responses' ? /event: response\.completed\n/ : /data: \[DONE\]\n\n$/)
  }
})
