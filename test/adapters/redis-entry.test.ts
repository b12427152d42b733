import { expect, test } from 'vitest'
import { readFields } from '../../src/adapters/redis/entry.ts'

const tail = (...events: unknown[]) => ({ kind: 'tail', run: 'r', after: 0, recorded: 0, events, closed: 'no' })
const fieldsOf = (...signals: unknown[]) => ({ from: '"there"', by: 'b', n: '1', signals: JSON.stringify(signals) })

test.each([
  [{ seq: 1, type: 'failed' }],
  [{ seq: 1, type: 'failed', data: { message: {} } }],
  [{ seq: 1, type: 'completed', data: {} }],
  [{ seq: 1, type: 'notice', data: null }],
  [{ seq: 1, type: 'delta' }],
  [{ seq: 1, type: 'delta', text: 7 }],
  [{ seq: 'one', type: 'delta', text: 'x' }],
  [{ seq: 1, type: 5, data: {} }],
  [null],
])('an event such as %j, which would end whoever shows it, is not heard', (event) => {
  const good = { kind: 'released' }
  expect(readFields(fieldsOf(tail(event), good))).toMatchObject({ entry: { signals: [good] }, strange: true })
})

test('events that are whole are heard', () => {
  const message = { id: 'm', content: 'x' }
  const events = [
    { seq: 1, type: 'delta', text: 'x' },
    { seq: 2, type: 'notice', data: { kind: 'waiting' } },
    { seq: 3, type: 'failed', data: { message, error: { code: 'lost' } } },
  ]
  expect(readFields(fieldsOf(tail(...events)))).toMatchObject({ entry: { signals: [tail(...events)] }, strange: false })
})
