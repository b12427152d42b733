import { afterEach, expect, test } from 'vitest'
import type { OwnTool } from '../../src/ports/tools.ts'
import { scripted } from '../dialects/v1/scripted-model.ts'
import { startTestServer, type TestOptions, type TestServer } from '../harness.ts'
import { answers, becomes, focused, reads, say } from './page-steps.ts'
import { sendHome, visit } from './visit.ts'

let used: unknown[] = []
afterEach(() => {
  used = []
})

const send: OwnTool = {
  name: 'send',
  description: 'Sends a letter.',
  needsApproval: true,
  run(input) {
    used.push(input)
    return 'Sent <b>off</b>.'
  },
}
/** Nobody is on its pages any more when it goes. */
async function serve(options: TestOptions): Promise<Pick<TestServer, 'url'> & AsyncDisposable> {
  const server = await startTestServer(options)
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await sendHome()
      await server[Symbol.asyncDispose]()
    },
  }
}

const asks = { calls: [{ name: 'send', arguments: '{"to":"Ann"}' }] }

test('a tool is shown where it is used, asks, and does nothing before it is allowed', async () => {
  const model = scripted({ says: ['One moment.'], ...asks }, { says: ['It is on its way.'] })
  await using server = await serve({ answering: model, tools: [send] })
  const page = await (await visit(server.url)).open()
  await say(page, 'Write to Ann')
  const tool = answers(page).locator('.tool')
  await reads(tool, 'send waits for you')
  await reads(tool, '"to": "Ann"')
  expect(used).toEqual([])
  await page.getByRole('group', { name: 'May send be used?' }).getByRole('button', { name: 'Allow' }).press('Enter')
  await reads(tool, 'send was used')
  await reads(answers(page), 'It is on its way.')
  expect(used).toEqual([{ to: 'Ann' }])
  await becomes(async () => (await focused(page)).startsWith('send'), true)
  await tool.locator('summary').press('Enter')
  await reads(tool, 'Sent <b>off</b>.')
  expect(await answers(page).innerText()).toMatch(/One moment\.[^]*send was used[^]*It is on its way\./)
})

test('a tool that takes its time is not asked about again, and is once it could not be told', async () => {
  const { promise: isSent, resolve: arrive } = Promise.withResolvers<string>()
  const model = scripted(asks, { says: ['It is on its way.'] })
  await using server = await serve({ answering: model, tools: [{ ...send, run: () => isSent }] })
  const visitor = await visit(server.url)
  visitor.forgive(/400/)
  const page = await visitor.open()
  await say(page, 'Write to Ann')
  const tool = answers(page).locator('.tool')
  const allow = page.getByRole('button', { name: 'Allow' })
  await page.route(/\/tools\//, (route) => route.fulfill({ status: 400 }), { times: 1 })
  await allow.click()
  await reads(tool.getByRole('alert'), 'The server gave no answer')
  const told = page.waitForResponse((response) => response.url().includes('/tools/') && response.ok())
  await allow.click()
  await (await told).finished()
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await reads(tool, 'send waits for you')
  expect(await allow.count()).toBe(0)
  arrive('Sent.')
  await reads(tool, 'send was used')
})

test('a tool that is refused is not used', async () => {
  const model = scripted(asks, { says: ['As you like.'] })
  await using server = await serve({ answering: model, tools: [send] })
  const page = await (await visit(server.url)).open()
  await say(page, 'Write to Ann')
  await page.getByRole('button', { name: 'Refuse' }).click()
  await reads(answers(page), 'As you like.')
  await reads(answers(page).locator('.tool'), 'send was refused')
  expect(used).toEqual([])
  expect(await page.getByRole('button', { name: 'Allow' }).count()).toBe(0)
})
