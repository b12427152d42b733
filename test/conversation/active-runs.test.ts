import { expect, test } from 'vitest'
import { createActiveRuns } from '../../src/conversation/active-runs.ts'
import type { RunJob } from '../../src/ports/runs.ts'

test('a run that begins while the record is asked what is still ours is not taken for lost', async () => {
  const lost: string[] = []
  const nothing = (): never => {
    throw new Error('Nothing ends here')
  }
  const active = createActiveRuns({
    parts: {
      hasHelper: false,
      guard: () => new Promise(() => {}),
      isAtRisk: async () => false,
      contextOf: () => new Promise(() => {}),
      askModel: nothing,
      onModelError: nothing,
      now: Date.now,
    },
    commits: { touch: nothing, seal: nothing, flush: () => Promise.resolve() },
    write: ({ run }) => ({
      delta: nothing,
      event: nothing,
      lose: () => lost.push(run.id),
      text: () => '',
      deltas: () => 0,
      retract: nothing,
      withdraw: nothing,
      note: nothing,
      seal: nothing,
    }),
    onEnded: nothing,
    onFailure: nothing,
    onLost: nothing,
  })
  const begin = (id: string, fence = 1): void => {
    const job = { run: { id, conversationId: 'c' }, fence, verdict: 'answer', request: { model: 'm' } }
    active.begin(job as RunJob)
  }
  for (const id of ['ours', 'gone']) begin(id)
  begin('again', 2)
  const record = Promise.withResolvers<{ run: string; fence: number }[]>()
  const kept = active.keep(() => record.promise)
  begin('new')
  record.resolve([
    { run: 'ours', fence: 1 },
    { run: 'again', fence: 1 },
  ])
  await kept
  expect(lost).toEqual(['gone', 'again'])
  expect(['ours', 'new'].every(active.has)).toBe(true)
})
