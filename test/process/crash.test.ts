import { describe, expect, test } from 'vitest'
import type { WireEvent } from '../client.ts'
import { messagesOf } from './check-record.ts'
import { createReader, runOf } from './reader.ts'
import type { ServerProcess } from './server-process.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

/** Another attempt of which everything but the last token is on record when its process dies. */
async function dieAfter(
  work: Workplace,
  server: ServerProcess,
  run: string,
  after: string | undefined,
  tokens: string[],
  steps: { release(n: number): void },
): Promise<WireEvent[]> {
  const stream = await server.client.events(run, after)
  const [last = '', ...stored] = tokens.toReversed()
  steps.release(stored.length)
  await work.untilStored(run, stored[0] ?? '')
  steps.release(1)
  await stream.until(({ data }) => data.text?.endsWith(last) === true)
  await server.kill()
  return stream.all()
}

describe('DESIGN: a run has a lease; when its process dies, another takes it over', () => {
  test('a run that dies with its process three times ends failed once, and every reader is left with the same text', async () => {
    await using work = await openWorkplace()
    const attempts = [1, 2, 3].map((n) => [`one${n} `, `two🙂${n} `, `three${n}`])
    const steps = attempts.map((tokens) => work.model.stepped([...tokens, 'never']))
    const server1 = await work.start()
    const conversation = await server1.client.conversation()
    const accepted = await server1.client.sendAsync(conversation, 'Hello')
    const run = accepted.json.id as string
    const faithful = createReader(run)
    const left = createReader(run)
    let server = server1
    for (const [i, tokens] of attempts.entries()) {
      const step = steps[i]
      if (!step) throw new Error('no such attempt')
      faithful.keep(await dieAfter(work, server, run, faithful.seen.at(-1)?.id, tokens, step))
      expect(faithful.text()).toBe(tokens.join(''))
      if (i === 1) left.keep(faithful.seen)
      server = await work.start()
    }
    const late = createReader(run)
    for (const reader of [faithful, left, late]) await reader.readOn(server.client)

    const { json: ended } = await server.client.get(`/v1/runs/${run}`)
    expect(ended).toMatchObject({ state: 'failed', attempt: 3, error: { code: 'attempts_exhausted' } })
    const messages = await messagesOf(server.client, conversation)
    expect(messages).toMatchObject([{ content: 'Hello' }, { status: 'failed', runId: run }])
    const kept = messages[1]?.content ?? ''
    expect('one3 two🙂3 three3'.startsWith(kept)).toBe(true)
    expect(kept).toContain('two🙂3 ')
    for (const reader of [faithful, left, late]) {
      expect(reader.text()).toBe(kept)
      expect(reader.seen.at(-1)?.data.message).toEqual(messages[1])
    }
    expect(faithful.types().filter((type) => type === 'restarted')).toHaveLength(2)
    expect(faithful.types().slice(-3)).toEqual(['retracted', 'usage', 'failed'])
    expect(work.model.requests).toHaveLength(3)
    // Three attempts were paid for, and nobody counted them.
    const one = Math.ceil('one1 two🙂1 '.length / 4)
    expect(ended.usage).toMatchObject({ estimated: true })
    expect(ended.usage.outputTokens).toBeGreaterThanOrEqual(3 * one)
    expect(ended.usage.inputTokens % 3).toBe(0)
    expect(messages[1]?.usage).toEqual(ended.usage)
  })

  test('a conversation is not stuck after a run that was given up', async () => {
    await using work = await openWorkplace()
    for (let i = 0; i < 3; i++) work.model.next((exchange) => exchange.stall())
    const first = await work.start()
    const conversation = await first.client.conversation()
    await first.client.sendAsync(conversation, 'Hello')
    await first.client.sendAsync(conversation, 'And then?', { whileRunning: 'queue' })
    let server = first
    for (let n = 1; n <= 3; n++) {
      await work.model.waitForRequest(n)
      await server.kill()
      server = await work.start()
    }
    const { json: next } = await server.client.get(`/v1/conversations/${conversation}/run`)
    if (next) await (await server.client.events(next.id)).all()
    expect(
      (await messagesOf(server.client, conversation)).map(({ role, content, status }) => [role, content, status]),
    ).toEqual([
      ['user', 'Hello', 'completed'],
      ['assistant', '', 'failed'],
      ['user', 'And then?', 'completed'],
      ['assistant', 'You said: And then?', 'completed'],
    ])
  })

  test('LESSONS 12: the answer of a second attempt holds nothing of the first', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['lost ', 'words ', 'never'])
    const first = await work.start()
    const conversation = await first.client.conversation()
    const stream = await first.client.send(conversation, 'Hello')
    steps.release(2)
    await stream.until(({ data }) => data.text?.includes('words') === true)
    const reader = createReader(runOf(stream))
    await first.kill()
    reader.keep(await stream.all())
    work.model.reply('A whole answer.')
    const second = await work.start()
    await reader.readOn(second.client)
    expect(reader.text()).toBe('A whole answer.')
    const { json: run } = await second.client.get(`/v1/runs/${runOf(stream)}`)
    expect(run).toMatchObject({ state: 'completed', attempt: 2, usage: { estimated: true } })
    // The second attempt was counted by the model as 7 and 3; the first is estimated on top.
    expect(run.usage.inputTokens).toBeGreaterThan(7)
  })

  test('PROTOCOL: a send that was cut off by the crash is the same run when it is sent again with its key', async () => {
    await using work = await openWorkplace()
    work.model.next((exchange) => exchange.stall())
    const first = await work.start()
    const conversation = await first.client.conversation()
    const key = { 'idempotency-key': 'the-same' }
    const asked = first.client.ask(conversation, 'Hello', {}, key)
    asked.catch(() => {})
    await work.model.waitForRequest(1)
    await first.kill()
    await expect(asked).rejects.toThrow()
    const second = await work.start()
    const again = await second.client.ask(conversation, 'Hello', {}, key)
    expect(again.status).toBe(200)
    expect(again.json.message.content).toBe('You said: Hello')
    expect(await messagesOf(second.client, conversation)).toHaveLength(2)
    expect(work.model.requests).toHaveLength(2)
  })
})

describe('what was asked for before a crash is done after it', () => {
  test('a stop is honoured, with the text so far and without another call of the model', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Once ', 'upon ', 'a time'])
    const first = await work.start()
    const conversation = await first.client.conversation()
    const stream = await first.client.send(conversation, 'Tell me a story')
    const run = runOf(stream)
    const reader = createReader(run)
    steps.release(1)
    await work.untilStored(run, 'Once ')
    steps.release(1)
    await stream.until(({ data }) => data.text === 'upon ')
    await first.kill()
    reader.keep(await stream.all())
    work.markStopRequested(run)
    const second = await work.start()
    await reader.readOn(second.client)
    const late = createReader(run)
    await late.readOn(second.client)
    const [, answer] = await messagesOf(second.client, conversation)
    expect(answer).toMatchObject({ status: 'stopped', usage: { estimated: true } })
    expect(answer?.content).toMatch(/^Once (upon )?$/)
    expect(reader.text()).toBe(answer?.content)
    expect(late.text()).toBe(answer?.content)
    expect(reader.seen.at(-1)?.type).toBe('stopped')
    expect(work.model.requests).toHaveLength(1)
  })

  test('a stop that the crash cuts off from its answer holds', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Once ', 'upon'])
    const first = await work.start()
    const conversation = await first.client.conversation()
    const stream = await first.client.send(conversation, 'Tell me a story')
    steps.release(1)
    await stream.until(({ type }) => type === 'delta')
    const asked = first.client.post(`/v1/runs/${runOf(stream)}/stop`)
    asked.catch(() => {})
    // By now the wish is on record; its outcome may be or not.
    await (
      await work.model.waitForRequest(1)
    ).closed
    await first.kill()
    const reader = createReader(runOf(stream))
    reader.keep(await stream.all())
    const second = await work.start()
    if (reader.seen.at(-1)?.type !== 'stopped') await reader.readOn(second.client)
    expect(reader.seen.at(-1)?.type).toBe('stopped')
    const [, answer] = await messagesOf(second.client, conversation)
    expect(answer).toMatchObject({ status: 'stopped', content: reader.text() })
    expect(work.model.requests).toHaveLength(1)
  })

  test('runs that wait are answered in their order, each with what was said before it', async () => {
    await using work = await openWorkplace()
    const first = await work.start()
    const conversation = await first.client.conversation()
    work.model.next((exchange) => exchange.stall())
    const questions = ['one', 'two', 'three', 'four']
    const runs: string[] = []
    for (const question of questions) {
      const { status, json } = await first.client.sendAsync(conversation, question, { whileRunning: 'queue' })
      expect(status).toBe(202)
      runs.push(json.id)
    }
    const waiting = await first.client.events(runs[3] ?? '')
    await waiting.until(({ type }) => type === 'notice')
    await work.model.waitForRequest(1)
    await first.kill()
    const readers = runs.map(createReader)
    readers[3]?.keep(await waiting.all())
    const second = await work.start()
    await Promise.all(readers.map((reader) => reader.readOn(second.client)))
    expect(readers.map((reader) => reader.text())).toEqual(questions.map((question) => `You said: ${question}`))
    expect(readers[3]?.types().slice(0, 2)).toEqual(['notice', 'started'])
    const asked = work.model.requests
      .slice(1)
      .map(({ body }) => body.messages?.filter(({ role }) => role === 'user').map(({ content }) => content))
    expect(asked).toEqual(questions.map((_, i) => questions.slice(0, i + 1)))
    expect(
      (await messagesOf(second.client, conversation)).map(({ role, content }) => (role === 'user' ? content : '')),
    ).toEqual(questions.flatMap((question) => [question, '']))
  })

  test('a run that waits and was stopped is not answered after the crash', async () => {
    await using work = await openWorkplace()
    const first = await work.start()
    const conversation = await first.client.conversation()
    work.model.next((exchange) => exchange.stall())
    await first.client.sendAsync(conversation, 'one')
    const { json: second } = await first.client.sendAsync(conversation, 'two', { whileRunning: 'queue' })
    const stopped = await first.client.post(`/v1/runs/${second.id}/stop`)
    expect(stopped.json.state).toBe('stopped')
    await first.kill()
    const next = await work.start()
    expect((await next.client.get(`/v1/runs/${second.id}`)).json.state).toBe('stopped')
    const reader = createReader(second.id)
    await reader.readOn(next.client)
    expect(reader.types()).toEqual(['notice', 'stopped'])
  })
})
