import { createServer, type Model } from '../src/create-server.ts'

// A model of one's own: it is given the messages, says its words one by one, and tells how it ended.
const parrot: Model = {
  async stream({ messages }, on, signal) {
    const prompt = messages.find(({ role }) => role === 'system')?.content
    const question = messages.findLast(({ role }) => role === 'user')?.content
    for (const word of `(${prompt}) You said: ${question}`.match(/\s*\S+/g) ?? []) {
      if (signal.aborted) return { kind: 'error', code: 'cancelled', retryable: false }
      on.delta(word)
    }
    return { kind: 'finish', reason: 'stop' }
  },
}

const server = await createServer({
  port: 0, // Any that is free; 8000 when it is left out.
  database: { path: './data/embedded.db' },
  model: parrot,
  personas: [{ id: 'pirate', name: 'Pirate', systemPrompt: 'You are a pirate.', parameters: { temperature: 0.9 } }],
})
console.log(`Listening on ${server.url}`)

interface Reply {
  id: string
  message: { content: string }
}

async function post(path: string, body: object): Promise<Reply> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await reply.json()) as Reply
}

const { id } = await post('/v1/conversations', { persona: 'pirate' })
const first = await post(`/v1/conversations/${id}/messages`, { content: 'Hello' })
console.log(first.message.content)

server.setSystemPrompt('pirate', 'You are a very polite pirate.')
const second = await post(`/v1/conversations/${id}/messages`, { content: 'Hello again' })
console.log(second.message.content)

await server.close()
