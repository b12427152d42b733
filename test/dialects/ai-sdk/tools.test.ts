import { lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from 'ai'
import { expect, test } from 'vitest'
import type { OwnTool } from '../../../src/ports/tools.ts'
import { startTestServer } from '../../harness.ts'
import { scripted, type Turn } from '../v1/scripted-model.ts'
import { openPage, type Page, shown } from './page.ts'

const done: unknown[] = []
const send: OwnTool = {
  name: 'send',
  description: 'Sends a letter.',
  needsApproval: true,
  run(input) {
    done.push(input)
    return 'Sent.'
  },
}
const asks = (...to: string[]): Turn => ({
  says: ['May I?'],
  calls: to.map((name) => ({ name: 'send', arguments: JSON.stringify({ to: name }) })),
})
const options = { id: 'one', sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses }

const statesIn = (message: UIMessage | undefined): string[] =>
  (message?.parts ?? []).map((part) => (part.type === 'dynamic-tool' ? part.state : part.type))
const waitingIn = (message: UIMessage | undefined): string[] =>
  (message?.parts ?? []).flatMap((part) =>
    part.type === 'dynamic-tool' && part.state === 'approval-requested' ? [part.approval.id] : [],
  )

/** Resolves with what a page asks its person, when it is the page's turn. */
async function asked(page: Page): Promise<string> {
  const { messages } = await page.until(
    ({ status, messages: all }) => status === 'ready' && waitingIn(all.at(-1)).length > 0,
  )
  return waitingIn(messages.at(-1))[0] ?? ''
}

const ended = (page: Page) =>
  page.until(
    ({ status, messages }) =>
      status === 'ready' && waitingIn(messages.at(-1)).length === 0 && statesIn(messages.at(-1)).at(-1) === 'text',
  )

test('the use of a tool is asked for on the page, done when it is allowed, and the answer goes on in the same message', async () => {
  await using server = await startTestServer({
    answering: scripted(asks('Ann'), { says: ['It is sent.'] }),
    tools: [send],
  })
  done.length = 0
  await using page = await openPage(server, options)
  void page.chat.sendMessage({ text: 'Write to Ann' })
  const id = await asked(page)
  expect(done).toEqual([])
  await page.chat.addToolApprovalResponse({ id, approved: true })
  const { messages } = await ended(page)
  expect(done).toEqual([{ to: 'Ann' }])
  expect(messages).toHaveLength(2)
  expect(messages[1]?.parts).toMatchObject([
    { type: 'text', text: 'May I?\n\n' },
    { type: 'dynamic-tool', toolName: 'send', input: { to: 'Ann' }, state: 'output-available', output: 'Sent.' },
    { type: 'text', text: 'It is sent.' },
  ])
})

test('what is refused is not done, and the model is told', async () => {
  const model = scripted(asks('Ann'), { says: ['Then not.'] })
  await using server = await startTestServer({ answering: model, tools: [send] })
  done.length = 0
  await using page = await openPage(server, options)
  void page.chat.sendMessage({ text: 'Write to Ann' })
  await page.chat.addToolApprovalResponse({ id: await asked(page), approved: false })
  const { messages } = await ended(page)
  expect([done, statesIn(messages[1])]).toEqual([[], ['text', 'output-denied', 'text']])
  expect(model.requests[1]?.steps?.[0]?.calls[0]?.result).toMatch(/did not allow/)
})

test('what is said to a use together with another message is heard, and the message answered behind it', async () => {
  const answering = scripted(asks('Ann'), { says: ['It is sent.'] }, { says: ['Bob is away.'] })
  await using server = await startTestServer({ answering, tools: [send] })
  done.length = 0
  await using page = await openPage(server, { id: 'one' })
  void page.chat.sendMessage({ text: 'Write to Ann' })
  await page.chat.addToolApprovalResponse({ id: await asked(page), approved: true })
  await page.until(({ messages }) => statesIn(messages[1]).includes('approval-responded'))
  expect((await page.say('And to Bob?')).at(-1)).toBe('assistant: Bob is away.')
  expect(done).toEqual([{ to: 'Ann' }])
  const { json: told } = await server.client.get('/ai-sdk/chat/one/messages')
  expect(told).toMatchObject([{}, { parts: [{ text: 'May I?\n\nIt is sent.' }] }, {}, {}])
})

test('what is said too late to a use does not keep the message that it came with', async () => {
  const answering = scripted(asks('Ann'), { says: ['Then not.'] }, { says: ['Bob is away.'] })
  await using server = await startTestServer({ answering, tools: [send] })
  done.length = 0
  await using page = await openPage(server, { id: 'one' })
  void page.chat.sendMessage({ text: 'Write to Ann' })
  const id = await asked(page)
  const asking = page.chat.messages[1]?.metadata as { runId: string } | undefined
  expect((await server.client.post(`/v1/runs/${asking?.runId}/tools/${id}`, { approve: false })).status).toBe(200)
  await page.chat.addToolApprovalResponse({ id, approved: true })
  await page.until(({ messages }) => statesIn(messages[1]).includes('approval-responded'))
  expect((await page.say('And to Bob?')).at(-1)).toBe('assistant: Bob is away.')
  expect(done).toEqual([])
})

test('several uses are asked for one after the other', async () => {
  await using server = await startTestServer({
    answering: scripted(asks('Ann', 'Bob'), { says: ['Both are sent.'] }),
    tools: [send],
  })
  done.length = 0
  await using page = await openPage(server, options)
  void page.chat.sendMessage({ text: 'Write to both' })
  const first = await asked(page)
  await page.chat.addToolApprovalResponse({ id: first, approved: true })
  await page.until(({ status, messages }) => status === 'ready' && waitingIn(messages[1]).some((id) => id !== first))
  await page.chat.addToolApprovalResponse({ id: await asked(page), approved: true })
  const { messages } = await ended(page)
  expect(done).toEqual(expect.arrayContaining([{ to: 'Ann' }, { to: 'Bob' }]))
  expect(statesIn(messages[1])).toEqual(['text', 'output-available', 'output-available', 'text'])
})

test('a page that is opened while something waits asks for it too, and the same decision is taken twice', async () => {
  const slow = Promise.withResolvers<string>()
  await using server = await startTestServer({
    answering: scripted(asks('Ann'), { says: ['It is sent.'] }),
    tools: [{ ...send, run: () => slow.promise }],
  })
  await using page = await openPage(server, options)
  void page.chat.sendMessage({ text: 'Write to Ann' })
  const id = await asked(page)
  const messages = structuredClone(page.chat.messages.slice(0, 1))
  await using other = await openPage(server, { ...options, messages, resume: true })
  expect(await asked(other)).toBe(id)
  for (const one of [page, other]) await one.chat.addToolApprovalResponse({ id, approved: true })
  slow.resolve('Sent.')
  for (const one of [page, other]) expect(shown(await ended(one))[1]).toBe('assistant: May I?\n\nIt is sent.')
  await using late = await openPage(server, { ...options, messages, resume: true })
  expect(shown(late.chat)).toEqual(['user: Write to Ann'])
})

test('what was decided cannot be decided otherwise, and what is another’s not at all', async () => {
  const hold = Promise.withResolvers<string>()
  await using server = await startTestServer({
    answering: scripted(asks('Ann'), { says: ['It is sent.'] }),
    tools: [{ ...send, run: () => hold.promise }],
  })
  await using page = await openPage(server, options)
  void page.chat.sendMessage({ text: 'Write to Ann' })
  const toolCallId = await asked(page)
  const decide = (approved: boolean, more: object = {}) => {
    const parts = [
      { type: 'dynamic-tool', toolCallId, state: 'approval-responded', approval: { id: toolCallId, approved } },
    ]
    const messages = [{ id: page.chat.messages[1]?.id, role: 'assistant', parts }]
    return server.client.stream('POST', '/ai-sdk/chat', { body: { id: 'one', messages, ...more } })
  }
  const foreign = await decide(true, { id: 'two' })
  await foreign.all()
  expect([foreign.status, foreign.text()]).toEqual([
    404,
    expect.stringMatching(/"detail":"There is no answer here that waits/),
  ])
  const [first, again] = [await decide(true), await decide(true)]
  const otherwise = await decide(false)
  await otherwise.all()
  expect([otherwise.status, otherwise.text()]).toEqual([409, expect.stringMatching(/"detail":"It was allowed before/)])
  hold.resolve('Sent.')
  await Promise.all([first.all(), again.all()])
  for (const one of [first, again]) expect(one.text()).toContain('It is sent.')
})
