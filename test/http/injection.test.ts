import { describe, expect, test } from 'vitest'
import { parseEvents } from '../client.ts'
import { expectUnharmed } from '../dialects/v1/under-attack.ts'
import { startTestServer } from '../harness.ts'
import { sendBytes, statusesIn } from '../send-bytes.ts'

const injected = '\r\nX-Injected: 1\r\n\r\ndata: injected\n\nid: 9\rdata: injected\r\u2028data: injected\u2029"}\\'
/** As it can stand in a path or a query. */
const encoded = encodeURIComponent(injected)

const lines = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** No line begins with what was sent, whatever ends a line for its reader, and no header was added. */
function expectNothingInjected(text: string, headers: Readonly<Record<string, unknown>>): void {
  expect(lines(text).filter((line) => /^(data: ?injected|id: ?9$|X-Injected)/.test(line))).toEqual([])
  expect(headers).not.toHaveProperty('x-injected')
  expect(JSON.stringify(headers)).not.toMatch(/injected/i)
}

describe('LESSONS 30: a line break of a client ends nothing but its own text', () => {
  const contracts: [path: string, body: object][] = [
    ['/chat/stream', { messages: [{ role: 'user', content: injected }], user_id: injected }],
    ['/api/chat', { user_id: injected, message: injected }],
    ['/api/chat', { message: injected }],
    ['/chat', { message: injected }],
    ['/chat', { message: injected, sessionId: injected, userId: injected }],
  ]

  test.each(contracts)('in the frames of %s, %j', async (path, body) => {
    await using server = await startTestServer()
    server.model.reply(`You said: ${injected}`)
    const stream = await server.client.stream('POST', path, { body })
    await stream.all()
    expect(stream.status).toBe(200)
    expect(stream.text()).toContain('injected')
    expectNothingInjected(stream.text(), stream.headers)
    expect(stream.text()).not.toContain('\r')
    for (const line of lines(stream.text())) expect(line).toMatch(/^$|^(data|id|event): \S|^: ping$/)
    for (const line of lines(stream.text())) {
      const data = line.startsWith('data: ') ? line.slice('data: '.length) : '[DONE]'
      if (data !== '[DONE]') expect(() => JSON.parse(data)).not.toThrow()
    }
  })

  test("in the events of the native protocol, of answers, titles and one's own words", async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply(`You said: ${injected}`)
    const made = await client.post('/v1/conversations', { title: injected, metadata: { [injected]: injected } })
    expectNothingInjected(made.text, made.headers)
    const stream = await client.send(made.json.id as string, injected, {}, { 'idempotency-key': 'data: injected' })
    const events = await stream.all()
    expectNothingInjected(stream.text(), stream.headers)
    expect(stream.text()).not.toContain('\r')
    expect(events.map(({ raw }) => raw).join('')).toBe(stream.text())
    expect(events.every(({ raw }) => raw.split('\n').length === 5)).toBe(true)
    const text = events.flatMap(({ type, data }) => (type === 'delta' ? [data.text] : [])).join('')
    expect(text).toBe(`You said: ${injected}`)
    const exported = await client.get('/v1/me/export')
    expectNothingInjected(exported.text, exported.headers)
  })

  test('in the failure that a provider told of', async () => {
    await using server = await startTestServer()
    server.model.fail(400, {}, JSON.stringify({ error: { message: injected, code: injected } }))
    const stream = await server.client.stream('POST', '/chat', { body: { message: 'Hi' } })
    await stream.all()
    expectNothingInjected(stream.text(), stream.headers)
    expect(stream.text()).not.toContain('injected')
  })

  test('in paths and queries', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const [method, path] of [
      ['GET', `/v1/conversations/${encoded}`],
      ['PATCH', `/v1/conversations/${encoded}`],
      ['GET', `/v1/runs/${encoded}/events`],
      ['GET', `/v1/runs/${encoded}/events?after=${encoded}`],
      ['POST', `/v1/runs/${encoded}/stop`],
      ['GET', `/v1/search?q=${encoded}&cursor=${encoded}`],
      ['GET', `/api/chat/history/${encoded}`],
      ['DELETE', `/api/chat/history/${encoded}`],
      ['GET', `/api/chat/sessions/${encoded}`],
      ['GET', `/api/chat/sessions/${encoded}/messages`],
      ['POST', `/api/chat/sessions/${encoded}`],
      ['DELETE', `/api/chat/sessions/${encoded}`],
      ['GET', `/no-such/${encoded}`],
      ['GET', `/docs/static/${encoded}`],
      ['GET', `/docs/static/index.html?${encoded}`],
      ['GET', `/${encoded}/docs/static/index.html`],
    ] as const) {
      const body = method === 'POST' || method === 'PATCH' ? { body: { title: 'x' } } : {}
      const { text, headers, status } = await client.call(method, path, body)
      expect(status, path).toBeLessThan(500)
      expect(lines(text).filter((line) => /^(data: ?injected|X-Injected)/.test(line))).toEqual([])
      expect(headers).not.toHaveProperty('x-injected')
      for (const value of Object.values(headers)) expect(String(value)).not.toMatch(/[\r\n]/)
    }
    const stream = await client.stream('GET', `/chat?message=${encoded}&sessionId=${encoded}&userId=${encoded}`)
    await stream.all()
    expectNothingInjected(stream.text(), stream.headers)
    await expectUnharmed(server)
  })

  test('in a header is none: the whole request is refused', async () => {
    await using server = await startTestServer()
    const names = ['X-Correlation-Id', 'Last-Event-ID', 'Idempotency-Key', 'Origin', 'Accept', 'Prefer', 'X-User-Id']
    for (const name of names) {
      for (const ending of ['\r', '\n', '\r\n ', '\0']) {
        const head = `GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${name}: a${ending}X-Injected: 1\r\n\r\n`
        const said = await sendBytes(server.url, head)
        // A line feed alone is what some take for the end of a line: here, it ends the conversation.
        expect([name, ending, statusesIn(said)]).toEqual([name, ending, [400]])
        expect(said).not.toContain('njected')
      }
    }
  })

  test('in a correlation id, however it is written, is not sent back', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    for (const id of [
      '%0d%0aX-Injected:1',
      'a\\r\\nX-Injected: 1',
      'a\u0085b',
      'a\xa0b',
      '"}x',
      'a b',
      'a'.repeat(129),
    ]) {
      const headers = { 'x-correlation-id': id }
      for (const path of ['/health', '/no-such', '/v1/conversations/x', '/v1/%zz']) {
        const answer = await client.get(path, { headers })
        expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
        expect(answer.text).not.toContain(id)
      }
      model.reply('Hello')
      const stream = await client.stream('POST', '/chat', { body: { message: 'Hi' }, headers })
      await stream.all()
      expect(stream.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
      expectNothingInjected(stream.text(), stream.headers)
    }
  })

  test('in Last-Event-ID is not told again, in any contract', async () => {
    await using server = await startTestServer()
    const { client } = server
    const run = (await client.ask(await client.conversation(), 'Hi')).json.run.id as string
    for (const id of [`${run}:1%0d%0adata: injected`, `${run}:1\\ndata: injected`, `${run}:1:data`, 'data: injected']) {
      const refused = await client.get(`/v1/runs/${run}/events`, { headers: { 'last-event-id': id } })
      expect(refused.status).toBe(400)
      expectNothingInjected(refused.text, refused.headers)
      const again = await client.get('/chat?message=Hi&sessionId=s', { headers: { 'last-event-id': id } })
      expectNothingInjected(again.text, again.headers)
      expect(parseEvents(again.text)).toEqual([])
    }
  })

  test('in an Origin is not echoed as anything but one value', async () => {
    await using server = await startTestServer()
    for (const origin of ['https://a.example%0d%0aX-Injected: 1', 'null, https://a.example', '*']) {
      const { headers } = await server.client.get('/health', { headers: { origin } })
      expect(headers['access-control-allow-origin']).toBe(origin)
      expect(headers).not.toHaveProperty('x-injected')
    }
  })
})
