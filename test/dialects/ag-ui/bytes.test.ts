import { EventSchemas } from '@ag-ui/core/schemas'
import { describe, expect, test } from 'vitest'
import type { Message, RunEvent } from '../../../src/conversation/types.ts'
import { createEncoder, type Telling } from '../../../src/dialects/ag-ui/encode-run.ts'
import { startTestServer } from '../../harness.ts'

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const body = {
  threadId: 't-1',
  runId: 'r-1',
  protocolVersion: '1.0',
  tools: [],
  context: [],
  forwardedProps: {},
  state: {},
  messages: [{ id: 'u-1', role: 'user', content: 'Say "hi"' }],
}

function named(text: string, ...names: string[]): string {
  const known = new Map<string, string>()
  return text.replaceAll(uuid, (id) => {
    const name = known.get(id) ?? `<${names[known.size]}>`
    known.set(id, name)
    return name
  })
}

test('one exchange, as it stands on the wire', async () => {
  await using server = await startTestServer({ keepaliveMs: 60_000 })
  server.model.stepped(['“Hi”,\n', ' you 👋']).releaseAll()
  const stream = await server.client.stream('POST', '/ag-ui/run', { body })
  await stream.all()
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-run-id': expect.stringMatching(uuid),
  })
  expect(named(stream.text(), 'run', 'message')).toBe(
    'id: <run>:1048577\ndata: {"type":"RUN_STARTED","threadId":"t-1","runId":"r-1"}\n\n' +
      'id: <run>:1048578:1\ndata: {"type":"TEXT_MESSAGE_START","messageId":"<message>","role":"assistant"}\n\n' +
      'id: <run>:1048578\ndata: {"type":"TEXT_MESSAGE_CONTENT","messageId":"<message>","delta":"“Hi”,\\n"}\n\n' +
      'id: <run>:1048579\ndata: {"type":"TEXT_MESSAGE_CONTENT","messageId":"<message>","delta":" you 👋"}\n\n' +
      'id: <run>:1048583:1\ndata: {"type":"TEXT_MESSAGE_END","messageId":"<message>"}\n\n' +
      'id: <run>:1048583\ndata: {"type":"RUN_FINISHED","threadId":"t-1","runId":"r-1","outcome":{"type":"success"},' +
      '"result":{"finishReason":"stop"},"usage":[{"model":"gpt-4","inputTokens":7,"outputTokens":2}]}\n\n',
  )
})

test('a stream that says nothing for a while says that it is there', async () => {
  await using server = await startTestServer({ keepaliveMs: 40 })
  const steps = server.model.stepped(['Hi'])
  const stream = await server.client.stream('POST', '/ag-ui/run', { body })
  await stream.untilText((text) => text.includes('\n\n: ping\n\n'))
  steps.releaseAll()
  await stream.all()
  expect(stream.text()).toContain('"delta":"Hi"')
})

describe('every event is one of the protocol', () => {
  const message: Message = {
    id: 'm-1',
    conversationId: 'c-1',
    seq: 2,
    parentId: 'q-1',
    role: 'assistant',
    content: '',
    status: 'completed',
    runId: 'run-1',
    model: null,
    usage: { inputTokens: null, outputTokens: null, totalTokens: null, estimated: true },
    createdAt: '2026-01-31T12:00:00.000Z',
  }
  const error = { title: 'It failed', detail: 'Send it again.', code: 'x' }
  const telling: Telling = {
    threadId: 't-1',
    runId: 'r-1',
    messageId: 'm-1',
    given: [{ id: 'u-1', role: 'user', content: 'Hi' }],
  }
  const tool = (state: string, more = {}): RunEvent => ({
    seq: 0,
    type: 'notice',
    data: { kind: 'tool', callId: 'call-1', name: 'weather', state, ...more },
  })
  const say = (text: string): RunEvent => ({ seq: 0, type: 'delta', text })

  function tell(events: readonly RunEvent[], more: Partial<Telling> = {}): unknown[] {
    const encoder = createEncoder({ ...telling, ...more })
    const text = events.map((event, i) => encoder.encode({ ...event, seq: i + 1 }, 'run-1')).join('')
    return [...text.matchAll(/^data: (?<json>.*)$/gm)].map(
      ({ groups }) => JSON.parse(groups?.['json'] ?? '') as unknown,
    )
  }

  const ends: RunEvent[] = [
    { seq: 0, type: 'completed', data: { message, finishReason: 'length' } },
    { seq: 0, type: 'stopped', data: { message } },
    { seq: 0, type: 'blocked', data: { message, error } },
    { seq: 0, type: 'failed', data: { message, error } },
  ]
  test.each(ends)('at the end of a run: $type', (end) => {
    const told = tell([
      { seq: 0, type: 'notice', data: { kind: 'waiting' } },
      say('Half'),
      tool('called', { input: { a: 1 } }),
      tool('done', { output: 'x' }),
      say(' an'),
      { seq: 0, type: 'retracted', data: { keep: 2, reason: 'safety' } },
      tool('called'),
      tool('failed'),
      { seq: 0, type: 'restarted', data: { attempt: 2, reason: 'recovered' } },
      { seq: 0, type: 'notice', data: { kind: 'crisis', level: 3, resources: [] } },
      say('Anew'),
      end,
    ])
    for (const event of told) expect(EventSchemas.parse(event)).toEqual(event)
    expect(told[0]).toMatchObject({ type: 'RUN_STARTED' })
    expect(told).toContainEqual({ type: 'CUSTOM', name: 'crisis', value: { level: 3, resources: [] } })
  })

  test('and text that holds no longer is taken back with all messages as they are', () => {
    const before = [say('Safe 👋'), say(' and not')]
    const retracted: RunEvent = { seq: 0, type: 'retracted', data: { keep: 6, reason: 'safety' } }
    const [user] = telling.given
    expect(tell([...before, retracted])).toContainEqual({
      type: 'MESSAGES_SNAPSHOT',
      messages: [user, { id: 'm-1', role: 'assistant', content: 'Safe 👋' }],
    })
    const restarted: RunEvent = { seq: 0, type: 'restarted', data: { attempt: 2, reason: 'recovered' } }
    expect(tell([...before, restarted])).toContainEqual({ type: 'MESSAGES_SNAPSHOT', messages: [user] })
    expect(tell([restarted, say('Anew')])).not.toContainEqual(expect.objectContaining({ type: 'MESSAGES_SNAPSHOT' }))
  })
})
