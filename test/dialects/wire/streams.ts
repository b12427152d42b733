import type { CallOptions, Client, Stream } from '../../client.ts'

export interface Ask extends CallOptions {
  method: string
  path: string
  headers: Record<string, string>
}

/** One stream of one contract: how to ask for it, and its frames, byte for byte. */
export interface WireStream {
  title: string
  /** A stored run goes on when its reader leaves, and has an id. */
  stored: boolean
  /** The frames of a legacy contract obey W1 to W3; the others are the native protocol's. */
  legacy: boolean
  /** Gets ready; what it returns makes one request after another, in one conversation where the contract has any. */
  prepare(client: Client): Promise<(message: string) => Ask>
  /** The `n`th piece of the text, which is given as JSON. */
  text(json: string, n: number): string
  /** After `n` pieces. */
  success(n: number): string
  stopped?: string
  /** The sentence is given as JSON. */
  failure(json: string): string
  /** Leaves out what is different each time: ids, and the native events that are not text or an end. */
  bare?(raw: string): string
}

export const correlationId = 'abc-123'
const headers = { 'x-correlation-id': correlationId }
const post = (path: string, body: object): Ask => ({ method: 'POST', path, headers, body })

const withoutIds = (raw: string): string =>
  raw.replace(/^id: [0-9a-f-]{36}:0\n\n/, '').replaceAll(/^id: [0-9a-f-]{36}:\d+(:\d+)?\n/gm, '')

function bareEvents(raw: string): string {
  const blocks = raw.split(/(?<=\n\n)/)
  const kept = blocks.flatMap((block) => {
    const found = /^id: [0-9a-f-]{36}:\d+\nevent: (?<type>\w+)\ndata: (?<data>\{.*\})\n\n$/.exec(block)?.groups
    if (!found) return [block]
    const data = JSON.parse(found['data'] ?? '') as { error?: { title: string; detail: string } }
    switch (found['type']) {
      case 'started':
      case 'usage':
      case 'notice':
        return []
      case 'delta':
        return [`event: delta\ndata: ${found['data']}\n\n`]
      default: {
        const sentence = data.error ? ` ${JSON.stringify(`${data.error.title}. ${data.error.detail}`)}` : ''
        return [`event: ${found['type']}${sentence}\n\n`]
      }
    }
  })
  return kept.join('')
}

const native = {
  stored: true,
  legacy: false,
  text: (json: string) => `event: delta\ndata: {"text":${json}}\n\n`,
  success: () => 'event: completed\n\n',
  stopped: 'event: stopped\n\n',
  failure: (json: string) => `event: failed ${json}\n\n`,
  bare: bareEvents,
}

const therapyBot = {
  stored: true,
  legacy: true,
  text: (json: string) => `data: {"content": ${json}}\n\n`,
  success: () => '',
  failure: (json: string) => `data: {"error": ${json}}\n\n`,
}

export const streams: readonly WireStream[] = [
  {
    title: 'S0 POST /chat/stream',
    stored: false,
    legacy: true,
    prepare: async () => (content) => post('/chat/stream', { messages: [{ role: 'user', content }] }),
    text: (json) => `data: {"token": ${json}, "content": ${json}, "done": false}\n\n`,
    success: () => 'data: {"token": "", "content": "", "done": true}\n\n',
    failure: (json) =>
      `data: {"error": ${json}, "token": "", "content": "", "done": false}\n\n` +
      'data: {"token": "", "content": "", "done": true}\n\n',
  },
  {
    title: 'S1 POST /api/chat',
    stored: true,
    legacy: true,
    prepare: async () => (message) => post('/api/chat', { user_id: 'local', message }),
    text: (json) => `data: {"content": ${json}, "done": false}\n\n`,
    success: () => 'data: {"content": "", "done": true}\n\ndata: [DONE]\n\n',
    failure: (json) =>
      'data: {"content": "Sorry, something went wrong with this answer.", "done": true, ' +
      `"error": ${json}}\n\ndata: [DONE]\n\n`,
  },
  {
    title: 'S2 POST /chat',
    stored: false,
    legacy: true,
    prepare: async () => (message) => post('/chat', { message }),
    text: (json, n) =>
      `data: {"content": ${json}, "sequence": ${n}, "is_final": false, "correlation_id": "abc-123"}\n\n`,
    success: (n) => `data: {"content": "", "sequence": ${n}, "is_final": true, "correlation_id": "abc-123"}\n\n`,
    failure: (json) =>
      `data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": "abc-123", "error": ${json}}\n\n`,
  },
  {
    ...therapyBot,
    title: 'S3 POST /chat',
    prepare: async () => (message) => post('/chat', { message, sessionId: 'session-1' }),
  },
  {
    ...therapyBot,
    title: 'S3 GET /chat',
    prepare: async () => (message) => ({
      method: 'GET',
      path: `/chat?message=${encodeURIComponent(message)}&sessionId=session-1`,
      headers,
    }),
    bare: withoutIds,
  },
  {
    ...native,
    title: 'S4 POST /api/chat',
    async prepare(client) {
      const { json } = await client.post('/api/chat', { message: 'Good morning' })
      return (message) => post('/api/chat', { message, sessionId: json.sessionId as string })
    },
  },
  {
    ...native,
    title: 'v1',
    async prepare(client) {
      const conversation = await client.conversation()
      return (content) => post(`/v1/conversations/${conversation}/messages`, { content, whileRunning: 'queue' })
    },
  },
]

export const legacyStreams = streams.filter(({ legacy }) => legacy)
export const legacyPosts = legacyStreams.filter(({ bare }) => bare === undefined)
export const storedStreams = streams.filter(({ stored }) => stored)
export const statelessStreams = streams.filter(({ stored }) => !stored)

export const open = (client: Client, { method, path, ...options }: Ask): Promise<Stream> =>
  client.stream(method, path, options)

export const ping = ': ping\n\n'
export const withoutPings = (raw: string): string =>
  raw
    .split(/(?<=\n\n)/)
    .filter((block) => block !== ping)
    .join('')

/** What a stream has said so far, as the table has it. */
export const said = ({ bare = (raw) => raw }: WireStream, stream: Pick<Stream, 'text'>): string =>
  bare(withoutPings(stream.text()))

/** Frames of an answer of plain words. */
export const texts = (row: WireStream, tokens: readonly string[]): string =>
  tokens.map((token, n) => row.text(JSON.stringify(token), n)).join('')

/** A whole answer of plain words. */
export const whole = (row: WireStream, tokens: readonly string[]): string =>
  texts(row, tokens) + row.success(tokens.length)
