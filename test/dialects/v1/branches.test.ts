import { describe, expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import type { FakeModel } from '../../fake-model.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem, withoutCorrelation } from './expect-problem.ts'

const told = (model: FakeModel): string[] =>
  (model.requests.at(-1)?.body.messages ?? []).slice(1).map(({ content }) => content)

/** A turn with an answer that is known beforehand. */
async function turn(client: Client, model: FakeModel, conversation: string, content: string, more: object = {}) {
  model.reply(`re ${content}`)
  const { status, json } = await client.ask(conversation, content, more)
  expect(status).toBe(200)
  return { question: json.userMessage as Turn, answer: json.message as Turn }
}

interface Turn {
  id: string
  parentId: string | null
  seq: number
}

const regenerate = (conversation: string, message: string): string =>
  `/v1/conversations/${conversation}/messages/${message}/regenerate`

describe('PROTOCOL: parentId', () => {
  test('a message that names no parent answers the latest', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await turn(client, model, conversation, 'one')
    const second = await turn(client, model, conversation, 'two')
    expect(first.question.parentId).toBeNull()
    expect(first.answer.parentId).toBe(first.question.id)
    expect(second.question.parentId).toBe(first.answer.id)
    expect([first, second].flatMap(({ question, answer }) => [question.seq, answer.seq])).toEqual([1, 2, 3, 4])
  })

  test('an older parent makes a branch that knows nothing of the other one', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await turn(client, model, conversation, 'one')
    await turn(client, model, conversation, 'two')
    const branch = await turn(client, model, conversation, 'other', { parentId: first.answer.id })
    expect(branch.question.parentId).toBe(first.answer.id)
    expect(told(model)).toEqual(['one', 're one', 'other'])
    await turn(client, model, conversation, 'further')
    expect(told(model)).toEqual(['one', 're one', 'other', 're other', 'further'])
    const seqs = (await client.messages(conversation)).map(({ seq }) => seq)
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('null begins a root without history, also where there is some', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    await turn(client, model, conversation, 'one')
    const root = await turn(client, model, conversation, 'fresh', { parentId: null })
    expect(root.question.parentId).toBeNull()
    expect(told(model)).toEqual(['fresh'])
    await turn(client, model, conversation, 'on')
    expect(told(model)).toEqual(['fresh', 're fresh', 'on'])
  })

  test('a message can answer a question instead of an answer', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await turn(client, model, conversation, 'one')
    const more = await turn(client, model, conversation, 'and also', { parentId: first.question.id })
    expect(more.question.parentId).toBe(first.question.id)
    expect(told(model)).toEqual(['one', '(This was not answered.)', 'and also'])
  })

  test('a message of another conversation is no parent, as if it did not exist (LESSONS 22)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const [one, other] = [await client.conversation(), await client.conversation()]
    const elsewhere = await turn(client, model, other, 'elsewhere')
    const foreign = await client.ask(one, 'Hi', { parentId: elsewhere.answer.id })
    const unknown = await client.ask(one, 'Hi', { parentId: '01890000-0000-7000-8000-000000000000' })
    const malformed = await client.ask(one, 'Hi', { parentId: "' OR 1=1 --" })
    expectProblem(foreign, 404, 'not_found')
    expect(withoutCorrelation(unknown)).toBe(withoutCorrelation(foreign))
    expect(withoutCorrelation(malformed)).toBe(withoutCorrelation(foreign))
    expect(await client.messages(one)).toEqual([])
    expect(model.requests.length).toBe(1)
  })
})

describe('PROTOCOL: regenerate', () => {
  test('an answer is given again as a sibling, to the same question and what came before it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    await turn(client, model, conversation, 'one')
    const second = await turn(client, model, conversation, 'two')
    await turn(client, model, conversation, 'three')
    model.reply('Better')
    const again = await client.post(regenerate(conversation, second.answer.id), { temperature: 1 })
    expect(again.status).toBe(200)
    expect(told(model)).toEqual(['one', 're one', 'two'])
    expect(model.requests.at(-1)?.body.temperature).toBe(1)
    expect(again.json.userMessage.id).toBe(second.question.id)
    expect(again.json.message).toMatchObject({ parentId: second.question.id, seq: 7, content: 'Better' })
    expect((await client.messages(conversation)).length).toBe(7)
    await turn(client, model, conversation, 'four')
    expect(told(model)).toEqual(['one', 're one', 'two', 'Better', 'four'])
  })

  test('it is answered in all three manners, without a body too', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const { question, answer } = await turn(client, model, conversation, 'one')
    const path = regenerate(conversation, answer.id)
    const stream = await client.stream('POST', path)
    const events = await stream.all()
    expect(events[0]?.data).toMatchObject({ userMessageId: question.id })
    expect(events.at(-1)?.type).toBe('completed')
    const accepted = await client.post(path, {}, { prefer: 'respond-async' })
    expect(accepted.status).toBe(202)
    expect(accepted.json.userMessageId).toBe(question.id)
    await (await client.events(accepted.json.id)).all()
    expect((await client.post(path)).status).toBe(200)
    const parents = (await client.messages(conversation)).slice(1).map(({ parentId }) => parentId)
    expect(parents).toEqual([question.id, question.id, question.id, question.id])
  })

  test('a question cannot be regenerated, nor an answer that does not exist', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const [conversation, other] = [await client.conversation(), await client.conversation()]
    const { question, answer } = await turn(client, model, conversation, 'one')
    expectProblem(await client.post(regenerate(conversation, question.id)), 422, 'invalid')
    const { question: second } = await turn(client, model, conversation, 'two', { parentId: question.id })
    expectProblem(await client.post(regenerate(conversation, second.id)), 422, 'invalid')
    const unknown = await client.post(regenerate(conversation, 'nothing'))
    expectProblem(unknown, 404, 'not_found')
    expectProblem(await client.post(regenerate(other, answer.id)), 404, 'not_found')
    expectProblem(await client.post(regenerate('nowhere', answer.id)), 404, 'not_found')
    expect(model.requests.length).toBe(2)
  })

  test('an imported answer without a question before it has nothing to answer', async () => {
    await using server = await startTestServer()
    const { client } = server
    const imported = await client.post('/v1/conversations/import', {
      messages: [
        { role: 'assistant', content: 'Welcome' },
        { role: 'assistant', content: 'Still here' },
      ],
    })
    const messages = await client.messages(imported.json.id)
    for (const { id } of messages) {
      expectProblem(await client.post(regenerate(imported.json.id, String(id))), 422, 'invalid')
    }
  })

  test('an answer in the making is not given a sibling unless the sender says how', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['One', ' more'])
    const running = await client.sendAsync(conversation, 'Go')
    const path = regenerate(conversation, running.json.messageId)
    const refused = await client.post(path, {})
    expectProblem(refused, 409, 'run_in_progress')
    expect(refused.json.runId).toBe(running.json.id)
    const queued = await client.post(path, { whileRunning: 'queue' }, { prefer: 'respond-async' })
    expect(queued.json).toMatchObject({ state: 'queued', userMessageId: running.json.userMessageId })
    steps.releaseAll()
    expect((await (await client.events(queued.json.id)).all()).at(-1)?.type).toBe('completed')
    expect((await client.messages(conversation)).map(({ status }) => status)).toEqual(Array(3).fill('completed'))
  })

  test('interrupting an answer with another attempt at it keeps the question once', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['Poor', ' start'])
    const poor = await client.send(conversation, 'Go')
    steps.release()
    const started = await poor.until(({ type }) => type === 'started')
    await poor.until(({ type }) => type === 'delta')
    model.reply('Good start')
    const path = regenerate(conversation, String(started.data.messageId))
    const better = await client.post(path, { whileRunning: 'interrupt' })
    expect(better.json.message.content).toBe('Good start')
    expect((await poor.all()).at(-1)?.type).toBe('stopped')
    expect(told(model)).toEqual(['Go'])
    const messages = await client.messages(conversation)
    expect(messages.map(({ content, status }) => `${String(content)}: ${String(status)}`)).toEqual([
      'Go: completed',
      'Poor: stopped',
      'Good start: completed',
    ])
  })
})
