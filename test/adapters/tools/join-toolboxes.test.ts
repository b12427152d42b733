import { expect, test } from 'vitest'
import { joinToolboxes } from '../../../src/adapters/tools/join-toolboxes.ts'
import { createOwnTools } from '../../../src/adapters/tools/own-tools.ts'
import { never, someUse } from './mcp-world.ts'

const boxOf = (whose: string, ...names: string[]) =>
  createOwnTools(
    names.map((name) => ({ name, description: whose, run: () => whose })),
    'personal-assistant',
  )

test('tools of all are offered, and each is used where it is from; of two of one name there is the first', async () => {
  const box = joinToolboxes([boxOf('first', 'a', 'b'), boxOf('second', 'b', 'c')])
  const tools = await box.of('personal-assistant', never)
  expect(tools.map(({ spec }) => [spec.name, spec.description])).toEqual([
    ['a', 'first'],
    ['b', 'first'],
    ['c', 'second'],
  ])
  for (const [name, text] of [
    ['a', 'first'],
    ['b', 'first'],
    ['c', 'second'],
  ] as const)
    expect(await box.use(name, {}, someUse, never)).toEqual({ text, failed: false })
})

test('a name that none of them has is no tool', async () => {
  const box = joinToolboxes([boxOf('first', 'a')])
  await box.of('personal-assistant', never)
  await expect(box.use('b', {}, someUse, never)).rejects.toThrow('There is no tool of this name')
})

test('whoever may not use the first of two of one name gets the other, whoever asks in between', async () => {
  const own = createOwnTools(
    [{ name: 'a', description: 'first', personas: ['luma'], run: () => 'first' }],
    'personal-assistant',
  )
  const box = joinToolboxes([own, boxOf('second', 'a')])
  const asked = ['luma', 'personal-assistant'] as const
  for (const persona of asked) await box.of(persona, never)
  const given = await Promise.all(asked.map((persona) => box.use('a', {}, { ...someUse, persona }, never)))
  expect(given.map(({ text }) => text)).toEqual(['first', 'second'])
  for (const persona of asked.toReversed()) await box.of(persona, never)
  expect(await box.use('a', {}, { ...someUse, persona: 'personal-assistant' }, never)).toMatchObject({ text: 'second' })
})
