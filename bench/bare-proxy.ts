import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

const { PORT = '0', MODEL_URL = '' } = process.env
const agent = new Agent({ keepAlive: true })

const askModel = (content: string, reply: ServerResponse): void => {
  const body = JSON.stringify({ model: 'as-asked', stream: true, messages: [{ role: 'user', content }] })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const call = request(`${MODEL_URL}/chat/completions`, { method: 'POST', agent, headers }, (answer) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
    reframe(answer, reply)
  })
  call.on('error', () => reply.destroy())
  reply.on('close', () => call.destroy())
  call.end(body)
}

const reframe = (answer: IncomingMessage, reply: ServerResponse): void => {
  let pending = ''
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    pending += chunk
    let start = 0
    for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n', start)) {
      const data = pending.slice(start + 'data: '.length, end)
      start = end + 2
      if (data === '[DONE]') continue
      const parsed = JSON.parse(data) as { choices: { delta: { content?: string } }[] }
      const text = parsed.choices[0]?.delta.content
      if (text) reply.write(`data: ${JSON.stringify({ text })}\n\n`)
    }
    pending = pending.slice(start)
  })
  answer.on('end', () => reply.end())
}

const server = createServer((ask, reply) => {
  let body = ''
  ask.setEncoding('utf8')
  ask.on('data', (chunk: string) => (body += chunk))
  ask.on('end', () => askModel((JSON.parse(body) as { content: string }).content, reply))
})
server.listen(Number(PORT), '127.0.0.1')
