import { expect, test } from 'vitest'
import { parseLargeJson } from '../../src/http/large-json.ts'

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

test('SETTLED 8: a document parsed in a thread is the document, however it was cut on the way', async () => {
  const items = Array.from({ length: 1_234 }, (_, i) => ({ i, text: 'Grüße 👋 '.repeat(i % 40), deep: [[i]] }))
  for (const document of [
    { title: null, messages: items, empty: [], more: [1, 'two', null] },
    items,
    'text',
    7,
    null,
    {},
  ]) {
    expect(await parseLargeJson(bytesOf(document), { depth: 64 })).toEqual(document)
  }
})

test('a view on a shared buffer is read and not taken away', async () => {
  const shared = Buffer.from('xx{"a":[1,2]}xx')
  expect(await parseLargeJson(shared.subarray(2, -2), { depth: 64 })).toEqual({ a: [1, 2] })
  expect(shared.toString()).toBe('xx{"a":[1,2]}xx')
})

test.each([
  ['malformed', '{"a":'],
  ['too_deep', '['.repeat(100_000)],
  ['forbidden_key', '{"__proto__":{}}'],
])('LESSONS 29: what is %s is refused from the thread as it is here', async (code, text) => {
  await expect(parseLargeJson(Buffer.from(text), { depth: 64 })).rejects.toMatchObject({ code })
})
