import { expect, test } from 'vitest'
import { createOneByOne } from '../../src/std/one-by-one.ts'

test('what belongs together waits for what was asked before it, whether or not that fails, and nothing else does', async () => {
  const oneByOne = createOneByOne()
  const done: string[] = []
  const slow = Promise.withResolvers<void>()
  const first = oneByOne('ann', async () => {
    await slow.promise
    done.push('first')
    throw new Error('in vain')
  })
  const second = oneByOne('ann', async () => void done.push('second'))
  await oneByOne('bob', async () => void done.push('other'))
  expect(done).toEqual(['other'])
  slow.resolve()
  await expect(first).rejects.toThrow('in vain')
  await second
  expect(await oneByOne('ann', async () => 3)).toBe(3)
  expect(done).toEqual(['other', 'first', 'second'])
})
