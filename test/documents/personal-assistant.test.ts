import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { printedFor, runBash, startBash } from './run-client.ts'
import { curl } from './tools.ts'

const written = /(?<="correlation_id": ")[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?=")/g

describe.runIf(curl.usable)(`The personal assistant's own commands${curl.missing}`, () => {
  test('S3-4: its health check finds what it documents, beside what the other document adds', async () => {
    await using server = await startTestServer()
    const { stdout } = await runBash(printedFor('personal-assistant/health-check.sh', server))
    expect(JSON.parse(stdout)).toEqual({
      status: 'healthy',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      service: 'TherapyBot API',
    })
  })

  test('W1, W2, W3, S2-1: its chat prints the documented stream, but for the id', async () => {
    await using server = await startTestServer()
    server.model.reply('The answer is 4')
    const { stdout } = await runBash(printedFor('personal-assistant/chat.sh', server))
    const ids = stdout.match(written) ?? []
    expect([ids.length, new Set(ids).size]).toEqual([5, 1])
    expect(stdout.replaceAll(written, 'abc-123')).toBe(
      'data: {"content": "The", "sequence": 0, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " answer", "sequence": 1, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " is", "sequence": 2, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": " 4", "sequence": 3, "is_final": false, "correlation_id": "abc-123"}\n\n' +
        'data: {"content": "", "sequence": 4, "is_final": true, "correlation_id": "abc-123"}\n\n',
    )
    expect(server.model.requests[0]?.body.messages?.at(-1)).toEqual({ role: 'user', content: 'What is 2+2?' })
  })

  test('W7, S2-1: curl -N shows each token before the next one exists', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['The', ' answer'])
    const client = startBash(printedFor('personal-assistant/chat.sh', server))
    steps.release()
    await client.says('"content": "The", "sequence": 0')
    steps.release()
    await client.says('"content": " answer", "sequence": 1')
    steps.release()
    expect((await client.finished).stdout).toContain('"content": "", "sequence": 2, "is_final": true')
  })
})
