import { expect, test } from 'vitest'
import { createOwnTools } from '../../../src/adapters/tools/own-tools.ts'
import type { OwnTool, ToolUse } from '../../../src/ports/tools.ts'
import { never, someUse } from './mcp-world.ts'

const tool = (run: OwnTool['run'], more: Partial<OwnTool> = {}): OwnTool => ({
  name: 'it',
  description: 'Does it.',
  run,
  ...more,
})

const boxOf = (...tools: OwnTool[]) => createOwnTools(tools, 'personal-assistant')

test('a tool is offered to those whom it is meant for, and to no one else', async () => {
  const box = boxOf(
    tool(() => 'a', { name: 'a' }),
    tool(() => 'b', { name: 'b', personas: ['luma'], needsApproval: true, parameters: { type: 'object' } }),
  )
  expect(await box.of('personal-assistant', never)).toEqual([
    {
      needsApproval: false,
      spec: {
        name: 'a',
        description: 'Does it.',
        parameters: { type: 'object', properties: {}, additionalProperties: false },
      },
    },
  ])
  expect(await box.of('luma', never)).toEqual([
    { needsApproval: true, spec: { name: 'b', description: 'Does it.', parameters: { type: 'object' } } },
  ])
  expect(await box.of('therapy-bot', never)).toEqual([])
})

test.for([
  ['said', 'said'],
  [{ letters: 2 }, '{"letters":2}'],
  [0, '0'],
  [null, 'null'],
  [undefined, 'Done.'],
  [() => 1, 'Done.'],
  ['y'.repeat(65_537), `${'y'.repeat(65_536)}\n[Cut here: 65537 characters were too many.]`],
  [`${'y'.repeat(65_535)}🎻`, `${'y'.repeat(65_535)}\ufffd\n[Cut here: 65537 characters were too many.]`],
  ['half \ud83c', 'half \ufffd'],
] as const)('a model is told of a result as text (%#)', async ([returned, text]) => {
  for (const run of [() => returned, () => Promise.resolve(returned)])
    expect(await boxOf(tool(run)).use('it', {}, someUse, never)).toEqual({ text, failed: false })
})

test('a tool knows for whom and for which use it is asked', async () => {
  let seen: [Record<string, unknown>, ToolUse & { signal: AbortSignal }] | undefined
  await boxOf(tool((...given) => void (seen = given))).use('it', { a: 1 }, someUse, never)
  const { persona: _, ...told } = someUse
  expect(seen).toEqual([{ a: 1 }, { ...told, signal: expect.any(AbortSignal) as AbortSignal }])
})

test('what a tool throws is a failure of its use, also where it throws at once', async () => {
  const error = new Error('canary')
  const thrown = tool(() => {
    throw error
  })
  await expect(boxOf(thrown).use('it', {}, someUse, never)).rejects.toBe(error)
  const rejected = tool(() => Promise.reject(error))
  await expect(boxOf(rejected).use('it', {}, someUse, never)).rejects.toBe(error)
  await expect(boxOf().use('it', {}, someUse, never)).rejects.toThrow('There is no tool of this name')
})

test('a tool that does not end is not waited for once nobody wants it, and hears of it', async () => {
  const stop = new AbortController()
  const { promise: begun, resolve } = Promise.withResolvers<AbortSignal>()
  const box = boxOf(
    tool((_input, { signal }) => {
      resolve(signal)
      return new Promise(() => {})
    }),
  )
  const used = box.use('it', {}, someUse, stop.signal)
  const signal = await begun
  stop.abort(new Error('Stopped'))
  await expect(used).rejects.toThrow('Stopped')
  expect(signal.aborted).toBe(true)
})

test('a tool that takes too long is not waited for, and hears of it', async () => {
  const { promise: begun, resolve } = Promise.withResolvers<AbortSignal>()
  const endless = tool((_input, { signal }) => {
    resolve(signal)
    return new Promise(() => {})
  })
  const box = createOwnTools([endless], 'personal-assistant', 20)
  await expect(box.use('it', {}, someUse, never)).rejects.toMatchObject({ name: 'TimeoutError' })
  expect((await begun).aborted).toBe(true)
})

test('what nobody wants any more is not begun', async () => {
  let runs = 0
  const box = boxOf(tool(() => void (runs += 1)))
  await expect(box.use('it', {}, someUse, AbortSignal.abort(new Error('Stopped')))).rejects.toThrow('Stopped')
  expect(runs).toBe(0)
})
