import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { printedFor, runBash, startBash } from './run-client.ts'
import { curl } from './tools.ts'

describe.runIf(curl.usable)(`Luma, asked by curl${curl.missing}`, () => {
  test('S0-1: the answer comes whole, and nothing beside it', async () => {
    await using server = await startTestServer()
    server.model.reply('What would "unstuck" look like?')
    const { stdout } = await runBash(printedFor('luma/completion.sh', server))
    expect(JSON.parse(stdout)).toEqual({ response: 'What would "unstuck" look like?' })
  })

  test('W1, W2, W3, S0-3: each token comes as a frame of the documented bytes, before the next one exists', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['Hi', ' – 你好 😀'])
    const client = startBash(printedFor('luma/stream.sh', server))
    steps.release()
    await client.says('data: {"token": "Hi", "content": "Hi", "done": false}\n\n')
    steps.releaseAll()
    expect((await client.finished).stdout).toBe(
      'data: {"token": "Hi", "content": "Hi", "done": false}\n\n' +
        'data: {"token": " \\u2013 \\u4f60\\u597d \\ud83d\\ude00", "content": " \\u2013 \\u4f60\\u597d \\ud83d\\ude00", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
  })
})
