import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { printedFor, runBash, runPython } from './run-client.ts'
import { curl, python } from './tools.ts'

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

describe.runIf(curl.usable)(`Smart Chatbot's own commands${curl.missing}`, () => {
  test('W1, W2, W3, S1-1: its streaming chat prints the documented stream, whatever the text', async () => {
    await using server = await startTestServer()
    server.model.reply('Paris, "naturally"\n– 巴黎 🗼')
    const { stdout } = await runBash(printedFor('smart-chatbot/streaming-chat.sh', server))
    expect(stdout).toBe(
      'data: {"content": "Paris,", "done": false}\n\n' +
        'data: {"content": " \\"naturally\\"", "done": false}\n\n' +
        'data: {"content": "\\n\\u2013", "done": false}\n\n' +
        'data: {"content": " \\u5df4\\u9ece", "done": false}\n\n' +
        'data: {"content": " \\ud83d\\uddfc", "done": false}\n\n' +
        'data: {"content": "", "done": true}\n\n' +
        'data: [DONE]\n\n',
    )
  })

  test('S1-2, S1-3: its simple chat answers whole, and knows what was said in the streaming one', async () => {
    await using server = await startTestServer()
    server.model.reply('Paris.')
    await runBash(printedFor('smart-chatbot/streaming-chat.sh', server))
    server.model.reply('Still Paris.')
    const { stdout } = await runBash(printedFor('smart-chatbot/simple-chat.sh', server))
    expect(JSON.parse(stdout)).toEqual({
      user_id: 'user123',
      message: 'What is the capital of France?',
      response: 'Still Paris.',
      timestamp: expect.stringMatching(utc),
    })
    expect(server.model.requests[1]?.body.messages?.slice(1)).toEqual([
      { role: 'user', content: 'What is the capital of France?' },
      { role: 'assistant', content: 'Paris.' },
      { role: 'user', content: 'What is the capital of France?' },
    ])
  })

  test('S1-5: its health check finds every documented field', async () => {
    await using server = await startTestServer()
    await runBash(printedFor('smart-chatbot/simple-chat.sh', server))
    const { stdout } = await runBash(printedFor('smart-chatbot/health-check.sh', server))
    expect(JSON.parse(stdout)).toEqual({
      status: 'healthy',
      timestamp: expect.stringMatching(utc),
      app_name: 'Smart Chatbot',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      memory_stats: {
        total_users: 1,
        total_conversations: 1,
        max_memories_per_user: 50,
        mem0_integration: 'inactive',
      },
      openai_model: 'gpt-3.5-turbo',
    })
  })

  test('S1-3, S1-4: what it said is listed for its user, and cleared', async () => {
    await using server = await startTestServer()
    server.model.reply('Paris.')
    await runBash(printedFor('smart-chatbot/simple-chat.sh', server))
    const path = '/api/chat/history/user123'
    const exchange = { user_message: 'What is the capital of France?', assistant_response: 'Paris.' }
    expect((await server.client.get(path)).json).toEqual({
      user_id: 'user123',
      history: [{ timestamp: expect.stringMatching(utc), ...exchange }],
      count: 1,
    })
    const cleared = await server.client.call('DELETE', path)
    expect(cleared.json).toEqual({ message: 'Chat history cleared for user user123' })
    expect((await server.client.get(path)).json).toEqual({ user_id: 'user123', history: [], count: 0 })
  })
})

describe.runIf(python.usable)(`Smart Chatbot's own Python client${python.missing}`, () => {
  const simpleLine =
    /^\{'user_id': 'user123', 'message': 'Hello, how are you\?', 'response': 'Well.', 'timestamp': '(?<timestamp>[^']+)'\}$/

  test('W1, W2, S1-1, S1-2: it prints the simple answer, then the story, character for character', async () => {
    await using server = await startTestServer()
    const story = 'Once – "upon a time" – 从前\nlived\r\n\ta \\ 🐉.\u2028The end: data: [DONE] \n\n'
    server.model.reply('Well.')
    server.model.reply(story)
    const { stdout } = await runPython(printedFor('smart-chatbot/client.py', server))
    const [first = ''] = stdout.split('\n', 1)
    expect(simpleLine.exec(first)?.groups?.['timestamp']).toMatch(utc)
    expect(stdout.slice(first.length + 1)).toBe(story)
    expect(server.model.requests[1]?.body.messages?.at(-1)).toEqual({ role: 'user', content: 'Tell me a story' })
  })

  test('S1-1: a failure is a frame with content too, so that it prints an apology and does not break', async () => {
    await using server = await startTestServer()
    server.model.reply('Well.')
    server.model.fail(400)
    const { stdout } = await runPython(printedFor('smart-chatbot/client.py', server))
    const [first = ''] = stdout.split('\n', 1)
    expect(stdout.slice(first.length + 1)).toMatch(/^Sorry, [^\n]+$/)
  })
})
