import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

export interface WireEvent {
  id: string
  seq: number
  type: string
  data: Record<string, unknown> & { text?: string }
  /** The bytes of the event as they came. */
  raw: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever the wire carries
  json: any
}

export interface Stream {
  status: number
  headers: IncomingHttpHeaders
  /** Everything that has come so far. */
  text(): string
  events(): WireEvent[]
  /** Resolves with the first event, from the beginning, that fits. */
  until(fits: (event: WireEvent) => boolean): Promise<WireEvent>
  /** Resolves when the text so far fits. */
  untilText(fits: (text: string) => boolean): Promise<string>
  /** Resolves with all events when the server has closed the stream. */
  all(): Promise<WireEvent[]>
  /** Hangs up. */
  leave(): void
  /** The response itself, for a reader that stops reading. */
  response: IncomingMessage
}

export interface CallOptions {
  body?: unknown
  /** Sent as it is instead of `body`. */
  raw?: string | Buffer
  headers?: Record<string, string>
  signal?: AbortSignal
}

export function parseEvents(text: string): WireEvent[] {
  const blocks = text.split('\n\n').slice(0, -1)
  return blocks.flatMap((block) => {
    const field = (name: string): string | undefined =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2)
    const [id, type, data] = [field('id'), field('event'), field('data')]
    if (id === undefined || type === undefined || data === undefined) return []
    return [
      {
        id,
        seq: Number(id.slice(id.lastIndexOf(':') + 1)),
        type,
        data: JSON.parse(data) as WireEvent['data'],
        raw: `${block}\n\n`,
      },
    ]
  })
}

/** The text that a reader of these events has before it. */
export function foldEvents(events: readonly WireEvent[]): string {
  let text = ''
  for (const { type, data } of events) {
    if (type === 'delta') text += data.text ?? ''
    else if (type === 'restarted') text = ''
    else if (type === 'retracted') text = Array.from(text).slice(0, Number(data.keep)).join('')
  }
  return text
}

const terminal = new Set(['completed', 'stopped', 'failed', 'blocked'])
export const isTerminal = ({ type }: { type: string }): boolean => terminal.has(type)

function open(
  url: string,
  method: string,
  path: string,
  { body, raw, headers = {}, signal }: CallOptions,
  agent: Agent,
): Promise<IncomingMessage> {
  const bytes = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const call = request(
    new URL(path, url),
    {
      method,
      agent,
      headers: {
        ...(bytes !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(bytes)),
        }),
        ...headers,
      },
      ...(signal && { signal }),
    },
    resolve,
  )
  call.on('error', reject)
  call.end(bytes)
  return promise
}

function followResponse(response: IncomingMessage): Stream {
  let text = ''
  let ended = false
  let broken: Error | undefined
  let watchers: (() => void)[] = []
  const changed = (): void => {
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
    changed()
  })
  response.on('end', () => {
    ended = true
    changed()
  })
  response.on('error', (error) => {
    broken = error
    changed()
  })
  const isOver = (): boolean => ended || broken !== undefined
  const change = (): Promise<void> => new Promise((resolve) => watchers.push(resolve))

  async function wait<Result>(look: () => Result | undefined, what: string): Promise<Result> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (broken || ended) throw new Error(`The stream ended before ${what}. It said:\n${text}`)
      await change()
    }
  }

  const stream: Stream = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    response,
    text: () => text,
    events: () => parseEvents(text),
    until: (fits) => wait(() => parseEvents(text).find(fits), 'the expected event'),
    untilText: (fits) => wait(() => (fits(text) ? text : undefined), 'the expected text'),
    async all() {
      while (!isOver()) await change()
      return parseEvents(text)
    },
    leave: () => response.destroy(),
  }
  return stream
}

/** A client of the native protocol as a stranger would write one, on plain sockets. */
export function createClient(url: string) {
  const agent = new Agent({ keepAlive: true })

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const response = await open(url, method, path, options, agent)
    let text = ''
    response.setEncoding('utf8')
    for await (const chunk of response) text += chunk as string
    const isJson = method !== 'HEAD' && /json/.test(response.headers['content-type'] ?? '')
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    }
  }

  async function stream(method: string, path: string, options: CallOptions = {}): Promise<Stream> {
    const headers = { accept: 'text/event-stream', ...options.headers }
    return followResponse(await open(url, method, path, { ...options, headers }, agent))
  }

  return {
    call,
    stream,
    get: (path: string, options?: CallOptions) => call('GET', path, options),
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) => call('POST', path, { body, headers }),
    async conversation(body: object = {}): Promise<string> {
      return ((await call('POST', '/v1/conversations', { body })).json as { id: string }).id
    },
    send: (conversation: string, content: string, more: object = {}, headers: Record<string, string> = {}) =>
      stream('POST', `/v1/conversations/${conversation}/messages`, { body: { content, ...more }, headers }),
    ask: (conversation: string, content: string, more: object = {}, headers: Record<string, string> = {}) =>
      call('POST', `/v1/conversations/${conversation}/messages`, { body: { content, ...more }, headers }),
    sendAsync: (conversation: string, content: string, more: object = {}, headers: Record<string, string> = {}) =>
      call('POST', `/v1/conversations/${conversation}/messages`, {
        body: { content, ...more },
        headers: { prefer: 'respond-async', ...headers },
      }),
    events: (run: string, after?: string) =>
      stream('GET', `/v1/runs/${run}/events`, after === undefined ? {} : { headers: { 'last-event-id': after } }),
    async messages(conversation: string) {
      return (await call('GET', `/v1/conversations/${conversation}/messages?limit=200`)).json.data as Record<
        string,
        unknown
      >[]
    },
    close: () => agent.destroy(),
  }
}

export type Client = ReturnType<typeof createClient>
