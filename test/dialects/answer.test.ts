import { expect, test } from 'vitest'
import { DomainError } from '../../src/conversation/errors.ts'
import { answerOf } from '../../src/dialects/answer.ts'

const noRun = new DomainError('not_found', 'There is no run of that id, or it is not yours.')
const reading = { run: 'a', userId: 'ann', after: 0 }
const request = { left: () => new AbortController().signal }

/** A run that is gone before its answer was read: whoever deleted it came in between. */
const engine = {
  answer: async () => undefined,
  run: () => Promise.reject(noRun),
  isDraining: () => false,
}

test('nobody is told to wait for an answer that was deleted', async () => {
  await expect(answerOf(engine, reading, request, { answerWaitMs: 1 })).rejects.toBe(noRun)
})

test('what is on no record is not looked for there', async () => {
  await expect(answerOf(engine, { ...reading, transient: true }, request, { answerWaitMs: 1 })).rejects.toMatchObject({
    code: 'answer_pending',
    message: expect.stringContaining('longer than this server waits'),
  })
})

test('a server that goes down looks nothing up any more', async () => {
  await expect(
    answerOf({ ...engine, isDraining: () => true }, reading, request, { answerWaitMs: 1 }),
  ).rejects.toMatchObject({ code: 'draining' })
})
