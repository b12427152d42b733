import { randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { createSdkServer } from './sdk-server.ts'

export interface SdkHttpServer extends AsyncDisposable {
  url: string
  readonly requests: { method: string; headers: IncomingHttpHeaders; asked: string | undefined }[]
  /** As one that was started anew. */
  forget(): void
}

export type SdkHttpKind = 'streams' | 'JSON' | 'no sessions'

/** A real server of Streamable HTTP, in this process. */
export async function startSdkHttp(kind: SdkHttpKind = 'streams'): Promise<SdkHttpServer> {
  const transports = new Map<string, StreamableHTTPServerTransport>()
  const requests: SdkHttpServer['requests'] = []

  async function open(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      ...(kind !== 'no sessions' && { sessionIdGenerator: () => randomUUID() }),
      enableJsonResponse: kind === 'JSON',
      onsessioninitialized: (id) => void transports.set(id, transport),
    })
    await createSdkServer().connect(transport)
    return transport
  }

  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const text = Buffer.concat(chunks).toString()
      const body = text === '' ? undefined : (JSON.parse(text) as { method?: string })
      const { method = '', headers } = request
      requests.push({ method, headers, asked: body?.method })
      const session = headers['mcp-session-id']
      const isFirst = kind === 'no sessions' || body?.method === 'initialize'
      const transport = isFirst ? await open() : transports.get(String(session))
      if (!transport) return response.writeHead(404).end()
      return transport.handleRequest(request, response, body)
    })()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    requests,
    forget: () => transports.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
