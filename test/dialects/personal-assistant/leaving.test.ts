import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { message: 'Hi' }
const first = 'data: {"content": "One", "sequence": 0, "is_final": false, "correlation_id": "first"}\n\n'

test('W8, SETTLED 5: a reader that leaves in the middle is the end of the model call', async () => {
  await using server = await startTestServer()
  const steps = server.model.stepped(['One', ' two'])
  const stream = await server.client.stream('POST', '/chat', { body, headers: { 'x-correlation-id': 'first' } })
  steps.release()
  await stream.untilText((text) => text === first)
  stream.leave()
  const [request] = server.model.requests
  await request?.closed
  expect(request?.wasAborted).toBe(true)
  await server.logged({ event: 'stream_left', correlation_id: 'first' })
  steps.releaseAll()
})

test('W8, SETTLED 5: so is one that leaves before the first token', async () => {
  await using server = await startTestServer()
  server.model.next((exchange) => exchange.stall())
  const stream = await server.client.stream('POST', '/chat', { body })
  const request = await server.model.waitForRequest(1)
  stream.leave()
  await request.closed
  expect(request.wasAborted).toBe(true)
})

test('W8, SETTLED 6: a second reader by the same Idempotency-Key keeps it going, and hears it all by its own id', async () => {
  await using server = await startTestServer()
  const steps = server.model.stepped(['One', ' two'])
  const open = (id: string) =>
    server.client.stream('POST', '/chat', { body, headers: { 'idempotency-key': 'k', 'x-correlation-id': id } })
  const leaver = await open('first')
  steps.release()
  await leaver.untilText((text) => text === first)
  const stayer = await open('second')
  await stayer.untilText((text) => text !== '')
  leaver.leave()
  await server.logged({ event: 'stream_left', correlation_id: 'first' })
  steps.releaseAll()
  await stayer.all()
  expect(stayer.text()).toBe(
    'data: {"content": "One", "sequence": 0, "is_final": false, "correlation_id": "second"}\n\n' +
      'data: {"content": " two", "sequence": 1, "is_final": false, "correlation_id": "second"}\n\n' +
      'data: {"content": "", "sequence": 2, "is_final": true, "correlation_id": "second"}\n\n',
  )
  expect(server.model.requests).toHaveLength(1)
  expect(server.model.requests[0]?.wasAborted).toBe(false)
})
