import { fork } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAnthropic } from '../src/adapters/models/anthropic.ts'
import { createAiSdkModel } from '../src/adapters/models/ai-sdk.ts'
import { createOpenAiChat } from '../src/adapters/models/openai-chat.ts'
import type { Model } from '../src/ports/model.ts'

/** What a token costs this process by each adapter, beside Chat Completions in the same rounds. */
const quick = process.argv.includes('--quick')
const rounds = quick ? 5 : 15
const streams = 20
const tokens = 1000

const chat = {
  begin: '',
  token:
    'data: {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"bench","choices":[{"index":0,"delta":{"content":" token"},"logprobs":null,"finish_reason":null}]}\n\n',
  end: 'data: {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"bench","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
}

const event = (data: { type: string }): string => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
const message = { id: 'm', type: 'message', role: 'assistant', model: 'bench', content: [] }
const messages = {
  begin:
    event({ type: 'message_start', message: { ...message, usage: { input_tokens: 1, output_tokens: 1 } } } as never) +
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } } as never),
  token: event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' token' } } as never),
  end:
    event({ type: 'content_block_stop', index: 0 } as never) +
    event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } } as never) +
    event({ type: 'message_stop' }),
}

/** A token a packet: what comes in one piece is cheaper than a model ever is. */
function serve(): void {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const words = request.url?.endsWith('/messages') ? messages : chat
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(words.begin)
      say(response, words, tokens)
    })
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('disconnect', () => process.exit())
}

function say(response: ServerResponse, words: typeof chat, left: number): void {
  if (left === 0) response.end(words.end)
  else response.write(words.token, () => setTimeout(say, 1, response, words, left - 1))
}

/** The adapter alone, without a socket, a parser or a schema. */
const scripted: Parameters<typeof createAiSdkModel>[0] = {
  specificationVersion: 'v4',
  provider: 'bench',
  modelId: 'bench',
  async doStream() {
    let left = tokens
    const stream = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve))
        if (left-- > 0) controller.enqueue({ type: 'text-delta', id: '0', delta: ' token' })
        else {
          controller.enqueue({ type: 'finish', finishReason: 'stop', usage: {} })
          controller.close()
        }
      },
    })
    return { stream }
  },
}

async function cost(model: Model): Promise<number> {
  let heard = 0
  const on = {
    delta() {
      heard += 1
    },
    usage() {},
  }
  const request = { model: 'claude-sonnet-4-5', messages: [{ role: 'user' as const, content: 'Hello' }] }
  const before = process.cpuUsage()
  const ends = await Promise.all(
    Array.from({ length: streams }, () => model.stream(request, on, new AbortController().signal)),
  )
  const { user, system } = process.cpuUsage(before)
  if (heard !== streams * tokens || ends.some(({ kind }) => kind !== 'finish'))
    throw new Error('An answer was not whole')
  return (user + system) / heard
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

async function measure(port: number): Promise<void> {
  const timeouts = { connectMs: 10_000, headersMs: 60_000, gapMs: 60_000 }
  const baseUrl = `http://127.0.0.1:${port}/v1`
  await using byChat = createOpenAiChat({ baseUrl, timeouts })
  await using byMessages = createAnthropic({ baseUrl, timeouts })
  const adapters: [string, Model][] = [
    ['openai-chat', byChat],
    ['anthropic, by ai-sdk', byMessages],
    ['ai-sdk alone, from memory', createAiSdkModel(scripted)],
  ]
  for (const [, model] of adapters) await cost(model)
  const costs = new Map(adapters.map(([name]) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1)
    for (const [name, model] of adapters) costs.get(name)?.push(await cost(model))
  const floor = costs.get('openai-chat') ?? []
  for (const [name, values] of costs) {
    const ratios = values.map((value, i) => value / (floor[i] ?? value))
    console.log(
      name.padEnd(28),
      `${median(values).toFixed(1)} µs a token`.padStart(18),
      `${median(ratios).toFixed(2)} times (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    )
  }
}

if (process.send) serve()
else {
  const server = fork(import.meta.filename)
  const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(Number(message))))
  try {
    await measure(port)
  } finally {
    server.disconnect()
  }
}
