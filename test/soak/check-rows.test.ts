import { describe, expect, test } from 'vitest'
import { checkRows } from '../../soak/check-rows.ts'
import { type Sound, soundSoak } from './evidence.ts'

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items.at(index)
  if (item === undefined) throw new Error(`There is none at ${index}`)
  return item
}

const spoilt: readonly [failure: string, spoil: (sound: Sound) => void, complaint: RegExp][] = [
  [
    'an accepted message is lost with its answer',
    ({ rows }) => {
      rows.messages.splice(2)
      rows.runs.splice(1)
      at(rows.conversations, 0).next_seq = 3
    },
    /run r2 is lost/,
  ],
  [
    'an accepted message is lost, and its run kept',
    ({ rows }) => rows.messages.splice(2, 1),
    /"v0\.0-1 wb" .* is there 0 times/,
  ],
  [
    'a message is there twice',
    ({ rows }) => {
      rows.messages.push({ ...at(rows.messages, 2), id: 'again', seq: 5 })
      at(rows.conversations, 0).next_seq = 6
    },
    /is there 2 times/,
  ],
  [
    'a message is answered twice by one run',
    ({ rows }) => rows.messages.push({ ...at(rows.messages, 3), id: 'again', seq: 5 }),
    /run r2 has 2 answers/,
  ],
  ['an answer is lost', ({ rows }) => rows.messages.splice(3, 1), /run r2 has 0 answers/],
  [
    'an answer is one that no model gave',
    ({ rows }) => void (at(rows.messages, 3).content = 'v0.0-1 wb/1.0 v0.0-1 wb/1.0 '),
    /completed with what no model said/,
  ],
  [
    'half an answer is stored as whole',
    ({ calls }) => void (at(calls, 1).fate = 'cut'),
    /completed with what no model said/,
  ],
  [
    'an answer is another than its sender was told',
    ({ sents }) => sents[1].toldTexts.push('v0.0-1 wb/9.0 '),
    /told "v0\.0-1 wb\/9\.0 "/,
  ],
  ['a key has begun two runs', ({ ledger, sents }) => ledger.accept(sents[1], 'r3'), /became two runs: r2 and r3/],
  [
    'a run was given to two messages',
    ({ ledger, talk }) => ledger.accept(ledger.ask(talk, 'message', 'v0.0-2 wc', 'key-3'), 'r2'),
    /run r2 was given to "v0\.0-2 wc" and to another/,
  ],
  [
    'a message is there that nobody sent',
    ({ rows }) => {
      rows.messages.push({ ...at(rows.messages, 2), id: 'strange', seq: 5, content: 'Who am I?' })
      at(rows.conversations, 0).next_seq = 6
    },
    /nobody sent: "Who am I\?"/,
  ],
  [
    'a run has not ended',
    ({ rows }) => Object.assign(at(rows.runs, 1), { state: 'running', ended_at: null, owner: 'n1' }),
    /run r2 is running and has not ended[^]*run r2 is running, of n1/,
  ],
  ['an answer is still streaming', ({ rows }) => void (at(rows.messages, 3).status = 'streaming'), /still streaming/],
  [
    'a run is told to have ended in another way',
    ({ sents }) => void (sents[0].toldState = 'stopped'),
    /told to be stopped, and is completed/,
  ],
  [
    'a run is stopped by nobody',
    ({ rows }) => {
      at(rows.runs, 0).state = 'stopped'
      at(rows.messages, 1).status = 'stopped'
    },
    /stopped, and nobody asked/,
  ],
  [
    'a run fails that no model failed',
    ({ rows }) => {
      Object.assign(at(rows.runs, 0), { state: 'failed', error: '{"code":"model_interrupted"}' })
      at(rows.messages, 1).status = 'failed'
    },
    /no model had failed/,
  ],
  [
    'a failed answer keeps what no model said',
    ({ rows, calls }) => {
      Object.assign(at(rows.runs, 0), { state: 'failed', error: '{"code":"model_interrupted"}' })
      Object.assign(at(rows.messages, 1), { status: 'failed', content: 'Something else' })
      at(calls, 0).fate = 'cut'
    },
    /keeps what no model said/,
  ],
  [
    'a run is given up before its third attempt',
    ({ rows }) => {
      Object.assign(at(rows.runs, 0), { state: 'failed', attempt: 2, error: '{"code":"attempts_exhausted"}' })
      at(rows.messages, 1).status = 'failed'
    },
    /gave up in attempt 2/,
  ],
  [
    'a run fails by a fault of the server',
    ({ rows }) => {
      Object.assign(at(rows.runs, 0), { state: 'failed', error: '{"code":"internal"}' })
      at(rows.messages, 1).status = 'failed'
    },
    /failed by itself: internal/,
  ],
  [
    'a key has two runs on record',
    ({ rows }) => rows.runs.push({ ...at(rows.runs, 1), id: 'r3' }),
    /its key has 2 runs/,
  ],
  [
    'an older contract keeps both runs of a key',
    ({ sents }) => sents[1].forgotten.push('r1'),
    /with one key became two runs: r1 and r2/,
  ],
  [
    'a run of a deleted conversation is still there',
    ({ talk, rows }) => {
      talk.deletion = 'gone'
      rows.conversations.splice(0)
    },
    /its run r1 is there, and its conversation was deleted/,
  ],
  [
    'a run has lost its key',
    ({ rows }) => void (at(rows.runs, 1).idempotency_key = null),
    /run r2 has the key null[^]*run r2 was asked for by nobody/,
  ],
  [
    'an answer belongs to another message',
    ({ rows }) => void (at(rows.messages, 3).parent_id = 'r1-q'),
    /run r2 answers another message/,
  ],
  [
    'a run and its answer have ended in two ways',
    ({ rows }) => void (at(rows.messages, 3).status = 'failed'),
    /run r2 is completed, its answer failed/,
  ],
  [
    'a conversation is half deleted',
    ({ rows }) => void (at(rows.conversations, 0).hidden = 'deleting'),
    /c1 is deleting and still there/,
  ],
  [
    'a message has lost the one that it follows',
    ({ rows }) => void (at(rows.messages, 2).parent_id = 'nowhere'),
    /r2-q has lost its parent/,
  ],
  [
    'money is held back for good',
    ({ rows }) => rows.reserved.push({ id: 'r1', reserved: 9 }),
    /r1 holds 9 tokens back/,
  ],
  ['the model was asked twice', ({ calls }) => calls.push({ ...at(calls, 0) }), /asked 2 times in 1 attempts/],
  [
    'a conversation has a gap',
    ({ rows }) => {
      at(rows.messages, 3).seq = 5
      at(rows.conversations, 0).next_seq = 6
    },
    /has seqs 1,2,3,5/,
  ],
  [
    'a deleted conversation is still there',
    ({ talk }) => void (talk.deletion = 'gone'),
    /conversation c1 was deleted, and is there/,
  ],
  [
    'usage is not in the budget',
    ({ rows }) => void (at(rows.budgets, 0).spent = 15),
    /15 spent, their usage adds up to 30/,
  ],
  ['usage is counted twice', ({ rows }) => rows.usage.push({ ...at(rows.usage, 0) }), /run r1 has 2 rows of usage/],
  ['usage of an answer is lost', ({ rows }) => rows.usage.pop(), /run r2 has 0 rows of usage/],
]

describe('the soak overlooks nothing:', () => {
  test('a soak that is sound is found so', () => {
    const { ledger, calls, rows } = soundSoak()
    expect(checkRows({ ledger, calls, rows })).toEqual([])
    expect(ledger.violations).toEqual([])
  })

  test.each(spoilt)('%s', (_failure, spoil, complaint) => {
    const sound = soundSoak()
    spoil(sound)
    const found = [...sound.ledger.violations, ...checkRows(sound)]
    expect(found.join('\n')).toMatch(complaint)
  })
})
