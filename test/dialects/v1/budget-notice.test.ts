import { describe, expect, test } from 'vitest'
import type { WireEvent } from '../../client.ts'
import { costing, dayMs, rows, spend, spending } from './budgeted.ts'

const low = (events: readonly WireEvent[]) => events.filter(({ data }) => data.kind === 'budget_low')

describe('PROTOCOL: the notice budget_low', () => {
  test('comes once: with the answer that leaves less than a fifth, and first of all with those after it', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversation = await client.conversation()
    const turns: WireEvent[][] = []
    for (const tokens of [790, 10, 100, 99]) {
      model.next(costing(tokens))
      turns.push(await (await client.send(conversation, 'So?')).all())
    }
    expect(turns.map((events) => low(events).map(({ data }) => data.spent))).toEqual([[], [800], [800], [900]])
    const types = turns.map((events) => events.map(({ type }) => type))
    expect(types[1]).toEqual(['started', 'delta', 'delta', 'notice', 'usage', 'completed'])
    expect(types[2]).toEqual(['started', 'notice', 'delta', 'delta', 'usage', 'completed'])
    const { resetsAt, ...rest } = low(turns[2] ?? [])[0]?.data ?? {}
    expect(rest).toEqual({ kind: 'budget_low', tokens: 1_000, spent: 800 })
    expect(resetsAt).toMatch(/^20\d\d-.*Z$/)
    server.advance(dayMs)
    expect(low(await (await client.send(conversation, 'So?')).all())).toEqual([])
  })

  test('is told to the next in a queue by what is spent when its turn comes', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['Yes'], { input: 880, output: 5 })
    await client.sendAsync(conversation, 'So?')
    model.next(costing(50))
    const queued = await client.send(conversation, 'And?', { whileRunning: 'queue' })
    steps.releaseAll()
    expect(low(await queued.all()).map(({ data }) => data.spent)).toEqual([885])
  })

  test('is not told of a budget that is whole again when the answer ends', async () => {
    await using server = await spending()
    const { client, model } = server
    await spend(server, 700)
    const steps = model.stepped(['Yes'], { input: 195, output: 5 })
    const late = await client.send(await client.conversation(), 'So?')
    server.advance(dayMs)
    steps.releaseAll()
    expect(low(await late.all())).toEqual([])
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 200 }])
  })

  test('stands where it stood when the log is compacted, and no cursor goes back', async () => {
    await using server = await spending()
    const { client, model } = server
    model.next(costing(900))
    const live = await client.send(await client.conversation(), 'So?')
    const before = await live.all()
    server.advance(2 * dayMs)
    await server.tidy()
    const run = String(live.headers['x-run-id'])
    for (const { id } of [{ id: undefined }, ...before]) {
      const seqs = (await (await client.events(run, id)).all()).map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].toSorted((one, other) => one - other))
    }
    const after = await (await client.events(run)).all()
    expect(after.map(({ type }) => type)).toEqual(['started', 'delta', 'notice', 'usage', 'completed'])
    expect(low(after)[0]?.raw).toBe(low(before)[0]?.raw)
  })

  test('is not told to contracts that have no word for it', async () => {
    await using server = await spending()
    await spend(server, 900)
    const { text } = await server.client.post('/chat/stream', { messages: [{ role: 'user', content: 'So?' }] })
    expect(text).not.toContain('budget')
    expect(text).toContain('"done": true')
  })
})

test('a budget of whom nothing is spent any more is forgotten by housekeeping', async () => {
  await using server = await spending()
  await spend(server, 100)
  await server.tidy()
  expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 100 }])
  server.advance(dayMs)
  await server.tidy()
  expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([])
})
