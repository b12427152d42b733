import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { legacyPosts, legacyStreams, open, said, streams, texts, whole } from './streams.ts'

describe.each(streams)('$title', (row) => {
  test('W1, W3: an answer is exactly these frames, one for each token, and nothing before or between them', async () => {
    await using server = await startTestServer()
    const ask = await row.prepare(server.client)
    const tokens = ['The', ' answer', ' is', ' 4', '.', ' .', '\n\n', 'data: {}']
    const steps = server.model.stepped(tokens)
    steps.releaseAll()
    const stream = await open(server.client, ask('What is 2 + 2?'))
    await stream.all()
    expect(said(row, stream)).toBe(whole(row, tokens))
  })

  test('W3: tokens that the model sends in one packet are not made one', async () => {
    await using server = await startTestServer()
    const ask = await row.prepare(server.client)
    const tokens = Array.from({ length: 300 }, (_, i) => ` ${i}`)
    server.model.next(async (exchange) => {
      await exchange.together(async () => {
        for (const token of tokens) await exchange.token(token)
        await exchange.finish()
      })
      await exchange.done()
    })
    const stream = await open(server.client, ask('Count'))
    await stream.all()
    expect(said(row, stream)).toBe(whole(row, tokens))
  })

  test('W7: the first token is read before the model has sent its second', async () => {
    await using server = await startTestServer()
    const ask = await row.prepare(server.client)
    const steps = server.model.stepped(['Hello', ' there'])
    steps.release()
    const stream = await open(server.client, ask('Hi'))
    await stream.untilText(() => said(row, stream) === texts(row, ['Hello']))
    steps.releaseAll()
    await stream.all()
    expect(said(row, stream)).toBe(whole(row, ['Hello', ' there']))
  })
})

test.each(legacyPosts)('W1: $title has no line but data and blank ones, and no carriage return', async (row) => {
  await using server = await startTestServer()
  const ask = await row.prepare(server.client)
  server.model.reply('line\r\nevent: x\r\rid: 7\n\nretry: 1 \u2028 \u0085')
  const stream = await open(server.client, ask('Hi'))
  await stream.all()
  expect(stream.text()).toMatch(/^(data: (\{.*\}|\[DONE\])\n\n)+$/)
  expect(stream.text()).not.toContain('\r')
})

/** As Python's json.dumps prints them. */
const tricky: readonly [text: string, json: string][] = [
  ['你好', String.raw`"\u4f60\u597d"`],
  ['👋🏽', String.raw`"\ud83d\udc4b\ud83c\udffd"`],
  [String.raw`a "b" \n c/d`, String.raw`"a \"b\" \\n c/d"`],
  ['\u0000\u0001\b\t\n\v\f\r\u001f', String.raw`"\u0000\u0001\b\t\n\u000b\f\r\u001f"`],
  ['~\u007f\u0080é', String.raw`"~\u007f\u0080\u00e9"`],
  ['\u2028\u2029\ufeff', String.raw`"\u2028\u2029\ufeff"`],
  ['\n\ndata: [DONE]\n\n', String.raw`"\n\ndata: [DONE]\n\n"`],
]

test.each(legacyStreams)('W2: $title tells text of any kind as Python would print it', async (row) => {
  await using server = await startTestServer()
  const ask = await row.prepare(server.client)
  server.model.stepped(tricky.map(([text]) => text)).releaseAll()
  const stream = await open(server.client, ask('Hi'))
  await stream.all()
  const frames = tricky.map(([, json], n) => row.text(json, n))
  expect(said(row, stream)).toBe(frames.join('') + row.success(tricky.length))
})
