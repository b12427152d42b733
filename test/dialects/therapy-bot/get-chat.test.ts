import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { asked, blocksOf, chat, comeBack, contextOf } from './chat.ts'

const query = { message: 'Hello, I need help', sessionId: 'session-123', userId: 'user-456' }

describe('S3-4: GET /chat', () => {
  test('SETTLED 24: tells the run first, and behind each frame where the reader is', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('I am here')
    const stream = await client.stream('GET', asked(query))
    await stream.all()
    const run = String(stream.headers['x-run-id'])
    expect(stream.status).toBe(200)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    })
    expect(stream.text().replaceAll(run, 'RUN')).toBe(
      'id: RUN:0\n\n' +
        'data: {"content": "I"}\nid: RUN:1048578\n\n' +
        'data: {"content": " am"}\nid: RUN:1048579\n\n' +
        'data: {"content": " here"}\nid: RUN:1048580\n\n',
    )
    expect(contextOf(model)).toEqual([`user: ${query.message}`])
  })

  test('a failure is a frame with an error and no other key, with an id too', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    await chat(client, query)
    model.fail(500)
    const stream = await client.stream('GET', asked(query))
    await stream.all()
    const run = String(stream.headers['x-run-id'])
    expect(stream.text().replaceAll(run, 'RUN')).toBe(
      'id: RUN:0\n\n' +
        'data: {"error": "The model failed. The model\'s server reported a failure of its own. ' +
        'Send the message again in a moment."}\nid: RUN:1048578\n\n',
    )
    const rest = await comeBack(client, asked(query), `${run}:0`)
    expect(rest.text()).toBe(stream.text())
    expect((await comeBack(client, asked(query), `${run}:1048578`)).status).toBe(204)
    expect(model.requests).toHaveLength(2)
  })

  test.for([
    '/chat',
    '/chat?',
    '/chat?message=Hi',
    '/chat?sessionId=s',
    '/chat?message=&sessionId=s',
    '/chat?message=%20&sessionId=s',
    '/chat?message=Hi&sessionId=',
    '/chat?message=Hi&message=Ho&sessionId=s',
    '/chat?message=Hi&sessionId=s&sessionId=t',
    `/chat?message=Hi&sessionId=${'s'.repeat(256)}`,
    '/chat?message=Hi&session_id=s',
  ])('%s is one frame with an error: an EventSource reads no other answer', async (path) => {
    await using server = await startTestServer()
    const { client, model } = server
    const stream = await client.stream('GET', path)
    await stream.all()
    expect(stream.status).toBe(200)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    })
    expect(stream.headers['x-run-id']).toBeUndefined()
    const [frame] = /^data: \{.*\}(?=\nid: 0\n\n$)/.exec(stream.text()) ?? []
    expect(JSON.parse(frame?.slice(6) ?? '')).toEqual({
      error: expect.stringMatching(/^Missing required fields\. .*Correct that and send it again\.$/),
    })
    expect((await comeBack(client, path, '0')).status).toBe(204)
    expect(model.requests).toHaveLength(0)
  })

  test('what is asked in the query is in no line of the log, whatever becomes of it', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const secret = {
      message: 'kanarienvogel-nachricht',
      sessionId: 'kanarienvogel-sitzung',
      userId: 'kanarienvogel-ich',
    }
    const stream = await client.stream('GET', asked(secret))
    await stream.all()
    expect(stream.text()).toContain('kanarienvogel-nachricht')
    model.fail(500)
    await (await client.stream('GET', asked(secret))).all()
    await comeBack(client, asked(secret), 'kanarienvogel-kennung')
    await client.get(asked({ message: secret.message }))
    await client.call('PUT', asked(secret))
    await client.get(`/no-such-path?message=${secret.message}`)
    await client.get(`/?message=${secret.message}`)
    await client.get(`/chat?${secret.message}=%E0%A4%A`)
    await server.drain()
    const log = server.lines.join('\n')
    expect(log).toContain('"path":"/chat"')
    expect(log).not.toMatch(/kanarienvogel-(?:nachricht|sitzung|kennung)/)
  })
})

describe('S3-4: with Last-Event-ID, GET /chat is 204 once there is nothing more', () => {
  test('for what is no id of a run that there is', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const stream = await client.stream('GET', asked(query))
    await stream.all()
    const run = String(stream.headers['x-run-id'])
    const gone = run.replace(/.{4}$/, (end) => (end === '0000' ? '0001' : '0000'))
    const garbage = ['0', '1', 'x', run, `${run}:`, `${run}:x`, `${run}:-1`, `${run}:1`, `${run}:0:x`, `${run}:5242880`]
    garbage.push(
      `${run}:99999999999999999999`,
      `${run}:0:0:0`,
      `x${run}:0`,
      `${gone}:0`,
      "';--",
      '%00',
      ':',
      '::',
      '{}',
    )
    for (const id of garbage) {
      const refused = await comeBack(client, asked(query), id)
      expect([id, refused.status, refused.text()]).toEqual([id, 204, ''])
    }
    expect(model.requests).toHaveLength(1)
  })

  test("for another person's run: to him there is none", async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const stream = await client.stream('GET', asked(query))
    await stream.all()
    const id = `${String(stream.headers['x-run-id'])}:0`
    const others = [
      '/chat',
      '/chat?userId=another',
      '/chat?userId=USER-456',
      '/chat?userId=',
      '/chat?userId=user-456&userId=a',
    ]
    others.push(asked({ ...query, userId: 'local' }), asked({ message: query.message, sessionId: query.sessionId }))
    for (const path of others) expect([path, (await comeBack(client, path, id)).status]).toEqual([path, 204])
    expect((await comeBack(client, '/chat?userId=user-456', id)).text()).toBe(stream.text())
    expect(model.requests).toHaveLength(1)
  })

  test('and an empty one is none: it asks', async () => {
    await using server = await startTestServer()
    const stream = await comeBack(server.client, asked(query), '')
    expect(blocksOf(stream.text()).length).toBeGreaterThan(1)
    expect(server.model.requests).toHaveLength(1)
  })
})
