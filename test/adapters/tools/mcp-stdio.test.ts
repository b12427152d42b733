import { existsSync } from 'node:fs'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { McpError } from '../../../src/adapters/tools/mcp-error.ts'
import { codeOf, isAlive, meanPlace, openDiary, openWorld, sdkPlace } from './mcp-world.ts'

const real = { place: sdkPlace }
const ok = (text: string) => ({ text, failed: false })

test('the tools of a real server are found and used', async () => {
  await using world = openWorld(real)
  const tools = await world.tools()
  expect(tools.find(({ spec }) => spec.name === 'it__echo')).toMatchObject({
    needsApproval: false,
    spec: {
      description: 'Says what it was told.',
      parameters: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    },
  })
  expect(await world.use('it__echo', { text: 'Grüße 🎻' })).toEqual(ok('Grüße 🎻'))
  expect(await world.use('it__progress')).toEqual(ok('Done at last'))
  expect(world.troubles).toEqual([])
})

test('what a tool says of its failure is told, and so is what it says of wrong arguments', async () => {
  await using world = openWorld(real)
  await world.names()
  expect(await world.use('it__fail')).toEqual({ text: 'There is no such letter', failed: true })
  const wrong = await world.use('it__echo', { text: 7 })
  expect(wrong.failed).toBe(true)
  expect(wrong.text).toContain('Invalid arguments')
})

test('what a model cannot be shown is named, and figures without words are JSON', async () => {
  await using world = openWorld(real)
  await world.names()
  expect((await world.use('it__picture')).text.split('\n')).toEqual([
    'Here it is',
    '[An image, image/png: not shown here]',
    '[A resource, notes, file:///notes.txt: not shown here]',
    '[A resource, file:///held.txt, text/plain: not shown here]',
  ])
  expect(await world.use('it__figures')).toEqual(ok('{"sum":7}'))
})

test('a process is given what its entry says, and none of the secrets of this one', async () => {
  await using world = openWorld({ place: { ...sdkPlace, env: { ...sdkPlace.env, ACCOUNT: 'a' } } })
  await world.names()
  expect(await world.use('it__env')).toEqual(ok('["ACCOUNT","PATH"]'))
})

test('the same use has the same id for the server at every attempt', async () => {
  await using world = openWorld(real)
  await world.names()
  expect(await world.use('it__meta')).toEqual(ok('{"colloquy/callId":"r_1-0"}'))
})

test('only what is allowed is offered, to whom it is meant for, and with the leave that it needs', async () => {
  await using world = openWorld([
    { ...real, tools: ['echo', 'erase', 'absent'] },
    { ...real, tools: ['echo', 'erase'], approval: 'always', personas: ['luma'] },
    { ...real, tools: ['echo', 'erase'], approval: ['echo'], personas: ['luma'] },
    { ...real, tools: ['erase'], approval: 'never', personas: ['luma'] },
  ])
  const seen = async (persona: string) =>
    (await world.tools(persona)).map(({ spec, needsApproval }) => [spec.name, needsApproval])
  expect(await seen('personal-assistant')).toEqual([
    ['it__echo', false],
    ['it__erase', true],
  ])
  expect(await seen('luma')).toEqual([
    ['it-1__echo', true],
    ['it-1__erase', true],
    ['it-2__echo', true],
    ['it-2__erase', false],
    ['it-3__erase', false],
  ])
  expect(await seen('therapy-bot')).toEqual([])
  await expect(world.use('it__fail')).rejects.toThrow('There is no tool of this name')
})

test('a tool that comes later is offered once the server has said so', async () => {
  await using world = openWorld(real)
  expect(await world.names()).not.toContain('it__grown')
  await world.use('it__grow')
  expect(await world.names()).toContain('it__grown')
  expect(await world.use('it__grown')).toEqual(ok('I am new'))
})

test('a use that nobody waits for is taken back, and the server hears it', async () => {
  await using world = openWorld(real)
  await world.names()
  const stop = new AbortController()
  const waiting = world.use('it__wait', {}, stop.signal)
  await world.use('it__echo', { text: 'It has begun' })
  stop.abort(new Error('Stopped'))
  await expect(waiting).rejects.toThrow('Stopped')
  await expect.poll(() => world.use('it__cancelled')).toEqual(ok('1'))
})

test('a use that takes too long is taken back, and a server that is alive goes on', async () => {
  await using world = openWorld({ ...real, callMs: 1_000 })
  await world.names()
  const pid = await world.use('it__pid')
  expect(await codeOf(world.use('it__wait'))).toBe('timeout')
  await expect.poll(() => world.use('it__cancelled')).toEqual(ok('1'))
  expect(await world.use('it__pid')).toEqual(pid)
})

test('a server that does nothing any more is begun anew', async () => {
  using diary = openDiary()
  await using world = openWorld({ place: meanPlace('good', diary.path), callMs: 500 }, { pingMs: 500 })
  await world.names()
  expect(await codeOf(world.use('it__hang'))).toBe('timeout')
  await world.troubled(1)
  expect(await world.names()).toEqual([])
  world.pass(1_000)
  expect(await world.names()).toContain('it__answer')
  expect(diary.lines().filter((line) => line.startsWith('start'))).toHaveLength(2)
})

test('a use during which its server ends fails at once, is not done again, and the server is started after a rest', async () => {
  await using world = openWorld(real)
  await world.names()
  const { text: before } = await world.use('it__pid')
  expect(await codeOf(world.use('it__die'))).toBe('ended')
  expect(await world.names()).toEqual([])
  expect(await codeOf(world.use('it__pid'))).toBe('resting')
  world.pass(1_000)
  expect(await world.names()).toContain('it__pid')
  expect((await world.use('it__pid')).text).not.toBe(before)
  expect(world.troubles.map(({ error }) => (error as McpError).cause)).toEqual([{ reason: 'exit code 3' }])
})

test('a server that cannot start is tried again ever more seldom, told of once in a while, and its secrets are not', async () => {
  using diary = openDiary()
  const place = meanPlace('dies', diary.path)
  await using world = openWorld({
    place: { ...place, env: { ...place.env, ACCOUNT: 'canary-x7' }, hidden: ['canary-x7'] },
  })
  const starts = (): number => diary.lines().filter((line) => line.startsWith('start')).length
  expect(await world.names()).toEqual([])
  expect(await world.names()).toEqual([])
  expect(starts()).toBe(1)
  for (const [rest, count] of [
    [1_000, 2],
    [1_000, 2],
    [1_000, 3],
    [3_999, 3],
    [1, 4],
  ] as const) {
    world.pass(rest)
    expect(await world.names()).toEqual([])
    expect(starts()).toBe(count)
  }
  expect(world.troubles).toHaveLength(1)
  const [{ error } = {}] = world.troubles
  expect((error as McpError).cause.reason).toBe('exit code 4')
  expect((error as McpError).cause.stderr).toMatch(/^.{1,200}$/)
  expect(inspect(error, { depth: Infinity })).not.toContain('canary')
  world.pass(300_000)
  await world.names()
  expect(world.troubles).toHaveLength(2)
})

test('a command that there is not is told by what the system says', async () => {
  await using world = openWorld({ place: { ...sdkPlace, command: '/absent/canary' } })
  expect(await world.names()).toEqual([])
  expect(world.troubles).toMatchObject([{ error: { code: 'unreachable', cause: { reason: 'ENOENT' } } }])
  expect(inspect(world.troubles, { depth: Infinity })).not.toContain('canary')
})

test('no shell sees the command', async () => {
  using diary = openDiary()
  await using world = openWorld({ place: { ...sdkPlace, command: `true; echo began >> ${diary.path}`, args: [] } })
  expect(await world.names()).toEqual([])
  expect(() => diary.lines()).toThrow('ENOENT')
})

test('who comes later to a server that hangs does not wait at all', async () => {
  using diary = openDiary()
  await using world = openWorld({ place: meanPlace('mute', diary.path) })
  void world.names()
  await expect.poll(() => existsSync(diary.path)).toBe(true)
  world.pass(1e6)
  expect(await world.names()).toEqual([])
})

test('who gives up waiting for tools gets those that are there', async () => {
  await using world = openWorld({ place: meanPlace('mute') })
  expect(await world.tools('personal-assistant', AbortSignal.abort())).toEqual([])
})

test.for([
  ['pages', ['it__page-0', 'it__page-1', 'it__page-2']],
  ['circle', ['it__page-1', 'it__page-2']],
  ['odd tools', ['it__good']],
  ['noise', 10],
  ['old', 10],
  ['asks', 10],
] as const)('a server of %s has the tools that it has', async ([how, expected]) => {
  await using world = openWorld({ place: meanPlace(how) })
  const names = await world.names()
  if (typeof expected === 'number') expect(names).toHaveLength(expected)
  else expect(names).toEqual(expected)
  expect(world.troubles).toEqual([])
})

test('of two tools of one name there is the first', async () => {
  await using world = openWorld({ place: meanPlace('odd tools') })
  expect((await world.tools()).map(({ spec }) => spec.description)).toEqual(['good'])
})

test('a list without end is read to a bound', async () => {
  await using world = openWorld({ place: meanPlace('endless') })
  expect(await world.names()).toHaveLength(32)
})

test('no persona is given more tools than every provider takes', async () => {
  await using world = openWorld({ place: meanPlace('many') })
  expect(await world.names()).toHaveLength(100)
})

test('a tool that is allowed is found behind hundreds that are not', async () => {
  await using world = openWorld({ place: meanPlace('crowd'), tools: ['tool-900'] })
  expect(await world.names()).toEqual(['it__tool-900'])
})

test('a server of a version that is not known is left alone', async () => {
  await using world = openWorld({ place: meanPlace('future') })
  expect(await world.names()).toEqual([])
  expect(world.troubles).toMatchObject([{ error: { code: 'version' } }])
})

test('a schema without properties is one that every provider takes', async () => {
  await using world = openWorld({ place: meanPlace('good'), tools: ['answer'] })
  expect((await world.tools())[0]?.spec).toEqual({
    name: 'it__answer',
    description: 'answer',
    parameters: { type: 'object', properties: {} },
  })
})

test('what a server asks of models, files and people is refused, and a ping is answered', async () => {
  await using world = openWorld({ place: meanPlace('asks') })
  await world.names()
  const heard = JSON.parse((await world.use('it__heard')).text) as object[]
  expect(heard).toMatchObject([
    { id: 0, error: { code: -32_601 } },
    { id: 1, error: { code: -32_601 } },
    { id: 2, error: { code: -32_601 } },
    { id: 3, result: {} },
  ])
})

test('an error instead of a result is what the model is told, and what is neither is garbled', async () => {
  await using world = openWorld({ place: meanPlace('good') })
  await world.names()
  expect(await world.use('it__refuse')).toEqual({ text: 'Say which letter you mean', failed: true })
  expect(await codeOf(world.use('it__nothing'))).toBe('garbled')
  expect(await world.use('it__batch')).toEqual(ok('One of many'))
})

test('a result that is too long is cut, and says so', async () => {
  await using world = openWorld({ place: meanPlace('good') })
  await world.names()
  const { text } = await world.use('it__huge')
  expect(text.startsWith('y'.repeat(65_536))).toBe(true)
  expect(text.slice(65_536)).toBe('\n[Cut here: 200000 characters were too many.]')
})

test('a line without end ends the server, not this process', async () => {
  await using world = openWorld({ place: meanPlace('good') })
  await world.names()
  expect(await codeOf(world.use('it__flood'))).toBe('garbled')
  world.pass(1_000)
  expect(await world.names()).toContain('it__answer')
})

test('a process that does not end when it is told to is ended, with those that it has started', async () => {
  using diary = openDiary()
  const world = openWorld({ place: meanPlace('stubborn', diary.path) }, { killMs: 300 })
  await world.names()
  await expect.poll(() => diary.lines()).toContain('ready')
  const [start, child] = ['start', 'child'].map((what) => diary.pidOf(what))
  expect([start, child].map((pid) => isAlive(pid ?? 0))).toEqual([true, true])
  await world[Symbol.asyncDispose]()
  expect(isAlive(start ?? 0)).toBe(false)
  await expect.poll(() => isAlive(child ?? 0)).toBe(false)
  expect(world.troubles).toEqual([])
})

test('whoever a process leaves behind goes with it, and nobody waits for them', async () => {
  using diary = openDiary()
  await using world = openWorld({ place: meanPlace('stubborn', diary.path) })
  await world.names()
  await expect.poll(() => diary.lines()).toContain('ready')
  const child = diary.pidOf('child')
  expect(isAlive(child)).toBe(true)
  expect(await codeOf(world.use('it__leave'))).toBe('ended')
  await expect.poll(() => isAlive(child)).toBe(false)
})

test('whoever has something to put away is given the time, though the first of them has gone', async () => {
  using diary = openDiary()
  const world = openWorld({ place: meanPlace('tidies', diary.path) }, { killMs: 1e6 })
  await world.names()
  await expect.poll(() => diary.lines()).toContain('ready')
  await world[Symbol.asyncDispose]()
  expect(diary.lines()).toContain('tidied')
})

test('whoever hears of no end is ended with a process that does', async () => {
  using diary = openDiary()
  const world = openWorld({ place: meanPlace('forks', diary.path) })
  await world.names()
  await expect.poll(() => diary.lines()).toContain('ready')
  const child = diary.pidOf('child')
  expect(isAlive(child)).toBe(true)
  await world[Symbol.asyncDispose]()
  await expect.poll(() => isAlive(child)).toBe(false)
})

test('a server that is still starting is ended with the rest', async () => {
  using diary = openDiary()
  const world = openWorld({ place: meanPlace('mute', diary.path) })
  const names = world.names()
  await expect.poll(() => existsSync(diary.path)).toBe(true)
  await world[Symbol.asyncDispose]()
  expect(isAlive(diary.pidOf('start'))).toBe(false)
  expect(await names).toEqual([])
})
