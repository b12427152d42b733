import { expect, test } from 'vitest'
import { aConversation, ann, started } from '../contracts/store-under-test.ts'
import { onePostgres, storeOn } from './open-postgres.ts'

const open = storeOn(onePostgres())

const words = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(' ')
const far = (i: number): string => `w${i.toString(36)}`

test.each([
  ['one word more often than there is room for its places', words(50_000, () => 'mint'), 'mint'],
  ['more words than places are told apart', words(20_000, far), 'w0'],
  ['more words than their places leave room for', words(45_000, far), far(44_999)],
  ['more words than any index takes, and one of them often', `${words(200_000, far)} mint mint`, 'mint'],
  ['a word without an end', `${'x'.repeat(5_000)} tea`, 'x'.repeat(4_000)],
  ['a word without an end, of large characters', '\u{1D538}\u0301\u00DF\u{20000}'.repeat(3_000), 'a'],
])('a text is kept and found whatever it is made of: %s', async (_name, content, word) => {
  await using store = await open()
  await started(store, await aConversation(store), { content })
  const { items } = await store.search.search(ann, word, { limit: 9 })
  expect(items.map(({ message }) => message.content === content)).toEqual([true])
})

test('of texts that hold a word the one comes last that is least about it', async () => {
  await using store = await open()
  for (const content of ['mint in a long text about everything else', 'mint', 'tea', 'mint and mint', 'mint'])
    await started(store, await aConversation(store), { content })
  const { items } = await store.search.search(ann, 'mint', { limit: 9 })
  const found = items.map(({ message }) => message.content)
  expect(found).toHaveLength(4)
  expect(found.at(-1)).toBe('mint in a long text about everything else')
})
