import { EventType } from '@ag-ui/client'
import { describe, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { agentOf, say, shown, watch } from './agent.ts'

const body = { threadId: 't', runId: 'run-1', messages: [{ id: 'a', role: 'user', content: 'Hi' }] }
const blocksOf = (text: string): string[] => text.split(/(?<=\n\n)/).filter((block) => /^(id|data): /.test(block))
const idOf = (block: string): string => /^id: (?<id>.*)$/m.exec(block)?.groups?.['id'] ?? ''

/** Breaks the first answer off after so many bytes; whatever comes then is whole. */
function cuttingFetch(after: number): typeof fetch {
  let left = after
  return async (...args) => {
    const answer = await fetch(...args)
    const cut = left
    left = Infinity
    let passed = 0
    const cutter = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        controller.enqueue(bytes.subarray(0, Math.max(0, cut - passed)))
        passed += bytes.length
        if (passed >= cut) controller.terminate()
      },
    })
    return new Response(answer.body?.pipeThrough(cutter), answer)
  }
}

describe('a run whose connection breaks', () => {
  test('is heard to its end by running it again, at whatever byte it broke, and asked of the model once', async () => {
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
    await using server = await startTestServer()
    const whole = ['user: Hi', 'assistant: One “two” three.']
    let runs = 0
    let resumed = 0
    for (let byte = 1; byte < 1_200; byte += 109) {
      for (const runId of [`run ${byte}`, undefined]) {
        const agent = agentOf(server, { threadId: `${byte} ${runId}`, fetch: cuttingFetch(byte) })
        server.model.reply('One “two” three.')
        say(agent, 'Hi')
        runs++
        await agent.runAgent({ ...(runId !== undefined && { runId }) }).catch(() => {})
        // Where nothing of the answer has come, only its name says that it is the same run.
        if (runId === undefined && shown(agent).length === 1) continue
        if (shown(agent).join() !== whole.join()) resumed++
        await agent.runAgent({ ...(runId !== undefined && { runId }) })
        expect([byte, runId, shown(agent)]).toEqual([byte, runId, whole])
      }
    }
    expect(server.model.requests).toHaveLength(runs)
    expect(resumed).toBeGreaterThan(5)
    silenced.mockRestore()
  })

  test('goes on behind the last event that was heard, whichever that is, on the next server too', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two', ' three'])
    const stream = await server.client.stream('POST', '/ag-ui/run', { body })
    steps.release(2)
    const seen = await stream.untilText((text) => text.includes(' two'))
    const from = (client: TestServer['client'], id: string) =>
      client.stream('POST', '/ag-ui/run', { body, headers: { 'last-event-id': id } })
    const early = await Promise.all(
      blocksOf(seen).map(async (block) => ({ block, rest: await from(server.client, idOf(block)) })),
    )
    steps.releaseAll()
    await stream.all()
    const blocks = blocksOf(stream.text())
    expect(new Set(blocks.map(idOf)).size).toBe(blocks.length)
    for (const { block, rest } of early) {
      await rest.all()
      expect(blocksOf(rest.text())).toEqual(blocks.slice(blocks.indexOf(block) + 1))
    }
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    for (const [i, block] of blocks.entries()) {
      const rest = await from(next.client, idOf(block))
      await rest.all()
      expect([i, blocksOf(rest.text())]).toEqual([i, blocks.slice(i + 1)])
    }
    const elsewhere = await from(next.client, '01a1fe53-dffc-79c5-8fbc-465d2908aca8:1048577')
    await elsewhere.all()
    expect(blocksOf(elsewhere.text())).toEqual(blocks)
  })

  test('is told of as a failure where the server goes down, and begun anew by the next one, without what was said before', async () => {
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
    await using server = await startTestServer({ drainMs: 0 })
    const { model } = server
    const agent = agentOf(server)
    const { until } = watch(agent)
    const steps = model.stepped(['Half', ' an', ' answer'])
    say(agent, 'Hi')
    const running = agent.runAgent()
    steps.release(2)
    await until((event) => 'delta' in event && event.delta === ' an')
    await server.drain()
    await running
    expect(await until(({ type }) => type === EventType.RUN_ERROR)).toMatchObject({
      code: 'going_down',
      message: expect.stringMatching(/will be finished and stored/),
    })
    model.stepped(['Anew', ' and', ' whole']).releaseAll()
    await using next = await startTestServer({ path: server.path, fake: model })
    agent.url = `${next.url}/ag-ui/run`
    await agent.runAgent()
    expect(shown(agent)).toEqual(['user: Hi', 'assistant: Anew and whole'])
    expect(model.requests).toHaveLength(2)
    silenced.mockRestore()
  })

  test('is told whole where its pieces are not kept any more', async () => {
    await using server = await startTestServer({ log: { compactAfterMs: 1 } })
    server.model.stepped(['One', ' two', ' three']).releaseAll()
    const stream = await server.client.stream('POST', '/ag-ui/run', { body })
    await stream.all()
    server.advance(60_000)
    await server.tidy()
    const [, , , behindTwo = ''] = blocksOf(stream.text())
    const rest = await server.client.stream('POST', '/ag-ui/run', {
      body,
      headers: { 'last-event-id': idOf(behindTwo) },
    })
    await rest.all()
    const types = blocksOf(rest.text()).map((block) => /"type":"(?<type>\w+)"/.exec(block)?.groups?.['type'])
    expect(types).toEqual([
      'MESSAGES_SNAPSHOT',
      'TEXT_MESSAGE_START',
      'TEXT_MESSAGE_CONTENT',
      'TEXT_MESSAGE_END',
      'RUN_FINISHED',
    ])
    expect(rest.text()).toContain('"delta":"One two three"')
    expect(rest.text()).toContain('"messages":[{"id":"a","role":"user","content":"Hi"}]')
  })
})

describe('the same run again', () => {
  test('is one run, whoever asks, and another message under its name is refused', async () => {
    await using server = await startTestServer()
    const [first, second] = await Promise.all([1, 2].map(() => server.client.stream('POST', '/ag-ui/run', { body })))
    await Promise.all([first?.all(), second?.all()])
    expect(first?.text()).toBe(second?.text())
    expect(server.model.requests).toHaveLength(1)
    const other = await server.client.post('/ag-ui/run', {
      ...body,
      messages: [{ ...body.messages[0], content: 'Other' }],
    })
    expect([other.status, other.json.detail]).toEqual([
      409,
      'This runId came with another message before. Use a new runId for a new message.',
    ])
    const elsewhere = await server.client.post('/ag-ui/run', { ...body, threadId: 'u' })
    expect([elsewhere.status, server.model.requests.length]).toEqual([200, 2])
  })

  test('holds for an Idempotency-Key as well', async () => {
    await using server = await startTestServer()
    const headers = { 'idempotency-key': 'once' }
    for (const runId of ['run-1', 'run-2']) await server.client.post('/ag-ui/run', { ...body, runId }, headers)
    expect(server.model.requests).toHaveLength(1)
    const other = await server.client.post('/ag-ui/run', { ...body, threadId: 'u' }, headers)
    expect([other.status, other.json.detail]).toEqual([409, expect.stringMatching(/^This Idempotency-Key came/)])
  })
})
