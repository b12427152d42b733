import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  id?: number
  method?: string
  params?: { name?: string }
}

/** True where it has answered, or never will. */
export type Mood = (asked: Asked, response: ServerResponse, request: IncomingMessage) => boolean

export interface MeanHttpServer extends AsyncDisposable {
  url: string
  /** What was asked, as `POST tools/call`. */
  readonly asked: string[]
  /** From now on; a good server does what it does not. */
  turn(mood: Mood | undefined): void
}

export function answer(response: ServerResponse, { id }: Asked, result: object): true {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  return true
}

export const said = (text: string): object => ({ content: [{ type: 'text', text }] })

function good(asked: Asked, response: ServerResponse): void {
  const { method, id } = asked
  if (id === undefined || method === undefined) response.writeHead(202).end()
  else if (method === 'initialize') {
    response.setHeader('mcp-session-id', 's-1')
    answer(response, asked, { protocolVersion: '2025-11-25', capabilities: { tools: {} } })
  } else if (method === 'tools/list')
    answer(response, asked, { tools: [{ name: 'it', inputSchema: { type: 'object' } }] })
  else if (method === 'tools/call') answer(response, asked, said('Well'))
  else answer(response, asked, {})
}

export async function startMeanHttp(): Promise<MeanHttpServer> {
  const asked: string[] = []
  let mood: Mood | undefined
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const text = Buffer.concat(chunks).toString()
      const message = (text === '' ? {} : JSON.parse(text)) as Asked
      asked.push(`${request.method} ${message.method ?? ''}`.trim())
      response.on('error', () => {})
      if (!mood?.(message, response, request)) good(message, response)
    })()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp?key=canary`,
    asked,
    turn: (next) => void (mood = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
