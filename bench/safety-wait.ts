import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { startChild } from './child.ts'
import { quantile } from './quantile.ts'

/** What safety adds to the wait for the first word that a person sees, in each of its modes: beside none of it. */

const turns = 15
const tokenMs = 20
const answer =
  'That sounds like a long week for you. It makes sense that you are tired after all of that. What helped a little the last time it was like this? '.repeat(
    2,
  )
const tokens = answer.match(/\S+\s*/g) ?? []
const judgeMs = 60

async function listen(handle: (message: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((message, response) => {
    message.resume().on('end', () => handle(message, response))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function speak(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const content of tokens) {
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
    await after(tokenMs)
  }
  response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
}

interface Mode {
  name: string
  env: Record<string, string>
  /** What is said before it is measured. */
  before?: string
}

const model = await listen((_message, response) => void speak(response))
const sentinel = await listen((_message, response) => {
  setTimeout(() => response.end('{"level":0,"subject":"none","categories":[]}'), judgeMs)
})
const judged = { SAFETY_SENTINEL_URL: sentinel }
const modes: readonly Mode[] = [
  { name: 'off', env: { SAFETY: 'off' } },
  { name: 'fast', env: { SAFETY: 'fast' } },
  { name: 'balanced', env: { SAFETY: 'balanced' } },
  { name: 'balanced, judged elsewhere', env: { SAFETY: 'balanced', ...judged } },
  { name: 'strict', env: { SAFETY: 'strict' } },
  { name: 'strict, at risk', env: { SAFETY: 'strict' }, before: 'I do not want to be here anymore' },
  { name: 'strict, judged elsewhere', env: { SAFETY: 'strict', ...judged } },
]

/** Milliseconds until the first delta. */
function firstDelta(base: string, path: string, content: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const began = performance.now()
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  const asked = request(`${base}${path}`, { method: 'POST', headers }, (response) => {
    let text = ''
    let first: number | undefined
    response.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      if (first === undefined && text.includes('event: delta')) first = performance.now() - began
    })
    response.on('end', () => (first === undefined ? reject(new Error(text)) : resolve(first)))
  })
  asked.on('error', reject).end(JSON.stringify({ content }))
  return promise
}

async function conversationOn(base: string): Promise<string> {
  const reply = await fetch(`${base}/v1/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"persona": "luma"}',
  })
  return ((await reply.json()) as { id: string }).id
}

async function measure({ env, before }: Mode, port: number): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'safety-wait-'))
  const base = `http://127.0.0.1:${port}`
  const server = startChild(
    join(import.meta.dirname, '../src/main.ts'),
    {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
      OPENAI_API_KEY: 'sk-bench',
      OPENAI_BASE_URL: `${model}/v1`,
      LOG_LEVEL: 'ERROR',
      RATE_LIMIT_USER: 'off',
      RATE_LIMIT_SESSION: 'off',
      RATE_LIMIT_IP: 'off',
      ...env,
    },
    null,
    false,
  )
  try {
    for (let i = 0; i < 100 && !(await fetch(`${base}/readyz`).catch(() => undefined))?.ok; i++) await after(100)
    const path = `/v1/conversations/${await conversationOn(base)}/messages`
    await firstDelta(base, path, before ?? 'hello')
    const waits: number[] = []
    for (let turn = 0; turn < turns; turn++) waits.push(await firstDelta(base, path, `and then, the ${turn}th time`))
    return waits
  } finally {
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

let floor: number | undefined
console.log(
  `first text, of ${turns} answers of ${tokens.length} tokens, one each ${tokenMs} ms; a judge elsewhere takes ${judgeMs} ms`,
)
for (const [i, mode] of modes.entries()) {
  const waits = Float64Array.from(await measure(mode, 18_500 + i)).sort()
  const median = quantile(waits, 0.5)
  floor ??= median
  console.log(
    `${mode.name.padEnd(28)} p50 ${median.toFixed(1).padStart(7)} ms  +${(median - floor).toFixed(1).padStart(6)}  p95 ${quantile(waits, 0.95).toFixed(1).padStart(7)} ms`,
  )
}
process.exit(0)
