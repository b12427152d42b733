import { expect, test } from 'vitest'
import { createMem0Client } from '../../src/adapters/memory/mem0-client.ts'
import type { Mem0Client, Mem0Timeouts } from '../../src/adapters/memory/mem0-client.ts'
import { startMute } from '../mute-server.ts'
import { startMem0Server } from './mem0-server.ts'

const ANN = 'p_2c26b46b68ffc68f'
const ID = '00000000-0000-4000-8000-000000000001'
const { signal: never } = new AbortController()
const said = { at: 0, metadata: {} }
/** Longer than any test. */
const ever: Mem0Timeouts = { connectMs: 1e6, searchMs: 1e6, addMs: 1e6, callMs: 1e6 }

const calls: [string, (client: Mem0Client, signal: AbortSignal) => Promise<unknown>][] = [
  ['add', (client, signal) => client.add(ANN, [{ role: 'user', content: 'tea' }], said, signal)],
  ['outcome', (client, signal) => client.outcome('e1', signal)],
  ['search', (client, signal) => client.search(ANN, 'tea', 5, signal)],
  ['list', (client, signal) => client.list(ANN, 1, signal)],
  ['create', (client, signal) => client.create(ANN, 'tea', {}, signal)],
  ['update', (client, signal) => client.update(ID, 'tea', signal)],
  ['remove', (client, signal) => client.remove(ID, signal)],
  ['removeAll', (client, signal) => client.removeAll(ANN, signal)],
]
const late = { name: 'Mem0Error', code: 'timeout', retryable: true }

test.each(calls)('%s: whoever leaves while it connects is let go at once', async (_, call) => {
  await using mute = await startMute()
  await using client = createMem0Client({ baseUrl: mute.url, apiKey: 'a-key', hosted: true, timeouts: ever })
  const leaving = new AbortController()
  const asked = call(client, leaving.signal)
  await mute.called()
  leaving.abort()
  await expect(asked).rejects.toMatchObject(late)
})

test.each(calls)('%s: its own deadline holds while it connects', async (_, call) => {
  await using mute = await startMute()
  const timeouts = { ...ever, searchMs: 20, addMs: 20, callMs: 20 }
  await using client = createMem0Client({ baseUrl: mute.url, apiKey: 'a-key', hosted: true, timeouts })
  await expect(call(client, never)).rejects.toMatchObject(late)
})

test('what was given up before there was a connection is not sent over it', async () => {
  await using server = await startMem0Server({ hosted: true })
  await using client = createMem0Client({ baseUrl: server.url, apiKey: server.key, hosted: true, timeouts: ever })
  const leaving = new AbortController()
  const asked = client.add(ANN, [{ role: 'user', content: 'tea' }], said, leaving.signal)
  leaving.abort()
  await expect(asked).rejects.toMatchObject(late)
  await client.list(ANN, 1, never)
  expect(server.requests.map(({ path }) => path)).toEqual(['/v3/memories/'])
})
