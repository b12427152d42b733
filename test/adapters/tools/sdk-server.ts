import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'

/** Waits until whoever asked takes it back. */
const cancelled: string[] = []

const text = (text: string) => ({ content: [{ type: 'text' as const, text }] })

/** A real server, with a tool for each thing that results can be. */
export function createSdkServer(): McpServer {
  const server = new McpServer({ name: 'real', version: '1.0.0' })
  const given = { inputSchema: { text: z.string() }, description: 'Says what it was told.' }
  server.registerTool('echo', given, ({ text: said }) => text(said))
  server.registerTool('fail', { description: 'Fails.' }, () => ({ ...text('There is no such letter'), isError: true }))
  server.registerTool('env', {}, () => text(JSON.stringify(Object.keys(process.env).sort())))
  server.registerTool('pid', {}, () => text(String(process.pid)))
  server.registerTool('die', {}, () => process.exit(3))
  server.registerTool('erase', { annotations: { destructiveHint: true } }, () => text('Erased'))
  server.registerTool('meta', {}, ({ _meta }) => text(JSON.stringify(_meta)))
  server.registerTool('figures', { outputSchema: { sum: z.number() } }, () => ({
    content: [],
    structuredContent: { sum: 7 },
  }))
  server.registerTool('picture', {}, () => ({
    content: [
      { type: 'text', text: 'Here it is' },
      { type: 'image', data: 'cGl4ZWxz', mimeType: 'image/png' },
      { type: 'resource_link', name: 'notes', uri: 'file:///notes.txt' },
      { type: 'resource', resource: { uri: 'file:///held.txt', mimeType: 'text/plain', text: 'held' } },
    ],
  }))
  server.registerTool('wait', {}, async ({ signal, requestId }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    cancelled.push(String(requestId))
    return text('Nobody hears this')
  })
  server.registerTool('cancelled', {}, () => text(String(cancelled.length)))
  server.registerTool('grow', {}, () => {
    server.registerTool('grown', { description: 'New.' }, () => text('I am new'))
    return text('Grown')
  })
  server.registerTool('progress', {}, async ({ sendNotification, _meta }) => {
    const progressToken = _meta?.progressToken ?? 1
    await sendNotification({ method: 'notifications/progress', params: { progressToken, progress: 1 } })
    return text('Done at last')
  })
  return server
}
