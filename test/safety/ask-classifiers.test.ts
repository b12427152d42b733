import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSentinel } from '../../src/adapters/moderation/sentinel.ts'
import type {
  Classifier,
  RemoteVerdict,
  RiskLevel,
  RiskSubject,
  TextToCheck,
  Verdict,
} from '../../src/ports/classifier.ts'
import { combine, createAskClassifiers } from '../../src/safety/ask-classifiers.ts'
import { startFakeSentinel } from '../fake-sentinel.ts'

const { signal: never } = new AbortController()
const said = (level: RiskLevel, subject: RiskSubject = 'none'): RemoteVerdict => ({ level, subject, categories: [] })

const asked: TextToCheck = {
  stage: 'input',
  text: 'I feel low',
  persona: 'luma',
  conversation: { idHash: 'c_0f', turns: [] },
  riskState: 0,
  traceId: 't_1',
}

type Check = (asked: TextToCheck, signal: AbortSignal) => Promise<RemoteVerdict>

const asClassifier = (name: string, check: Check): Classifier => ({
  name,
  version: `${name}-1`,
  check,
  [Symbol.asyncDispose]: () => Promise.resolve(),
})

/** One that answers as it is told at the time; it counts how often it was asked. */
function createPuppet(name: string) {
  const puppet = { calls: 0, answer: (): Promise<RemoteVerdict> => Promise.resolve(said(0)) }
  const classifier = asClassifier(name, () => {
    puppet.calls += 1
    return puppet.answer()
  })
  return Object.assign(puppet, { classifier })
}

const forever = (): Promise<RemoteVerdict> => new Promise(() => {})
const failing = (): Promise<RemoteVerdict> => Promise.reject(new Error('it failed'))

function open(...classifiers: Classifier[]) {
  const clock = { now: 1_000 }
  const troubles: [string, unknown][] = []
  const { ask, size } = createAskClassifiers({
    classifiers,
    now: () => clock.now,
    onTrouble: (name, error) => troubles.push([name, error]),
  })
  return { clock, troubles, ask, size }
}

describe('asking', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    // Nothing is left behind that would keep a process from ending, or reject with nobody to hear it.
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('nobody to ask is nobody missing', async () => {
    const { ask, size } = open()
    expect(await ask(asked, never)).toEqual({ verdicts: [], missing: [] })
    expect(size).toBe(0)
  })

  test('each is named beside what it said, in the order in which they are set', async () => {
    const [a, b] = [createPuppet('a'), createPuppet('b')]
    const first = Promise.withResolvers<RemoteVerdict>()
    a.answer = () => first.promise
    b.answer = () => {
      // It would never come to this if one waited for the other.
      first.resolve(said(1))
      return Promise.resolve(said(3, 'self'))
    }
    const { ask, size } = open(a.classifier, b.classifier)
    expect(await ask(asked, never)).toEqual({
      verdicts: [
        { name: 'a', version: 'a-1', verdict: said(1) },
        { name: 'b', version: 'b-1', verdict: said(3, 'self') },
      ],
      missing: [],
    })
    expect(size).toBe(2)
  })

  test.each([
    ['input', 800],
    ['output', 400],
  ] as const)(
    'for an %s nobody is waited for beyond %i ms, and what the others said is not lost',
    async (stage, ms) => {
      const [slow, quick] = [createPuppet('slow'), createPuppet('quick')]
      slow.answer = forever
      const { ask } = open(slow.classifier, quick.classifier)
      const came = vi.fn<() => void>()
      const asking = ask({ ...asked, stage }, never)
      void asking.then(came)
      await vi.advanceTimersByTimeAsync(ms - 1)
      expect(came).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      expect(came).toHaveBeenCalledOnce()
      expect(await asking).toMatchObject({ verdicts: [{ name: 'quick' }], missing: ['slow'] })
    },
  )

  test('who is late is told to stop, and is not heard any more', async () => {
    const late = Promise.withResolvers<RemoteVerdict>()
    const signals: AbortSignal[] = []
    const { ask } = open(
      asClassifier('late', (_, signal) => {
        signals.push(signal)
        return late.promise
      }),
    )
    const asking = ask(asked, never)
    await vi.advanceTimersByTimeAsync(800)
    const came = await asking
    late.resolve(said(0))
    await late.promise
    expect(came).toEqual({ verdicts: [], missing: ['late'] })
    expect(signals[0]?.aborted).toBe(true)
  })

  test('one that throws before it waits is missing like any other', async () => {
    const { ask } = open(
      asClassifier('rash', () => {
        throw new Error('at once')
      }),
    )
    expect(await ask(asked, never)).toEqual({ verdicts: [], missing: ['rash'] })
  })

  test('one that is written as a class is asked as itself', async () => {
    class Judge implements Classifier {
      readonly name = 'judge'
      readonly version = '2'
      readonly level: RiskLevel = 2
      check(): Promise<RemoteVerdict> {
        return Promise.resolve(said(this.level))
      }
      [Symbol.asyncDispose](): Promise<void> {
        return Promise.resolve()
      }
    }
    const { ask } = open(new Judge())
    expect(await ask(asked, never)).toMatchObject({ verdicts: [{ verdict: { level: 2 } }] })
  })

  test('a log that fails takes no verdict along', async () => {
    const [bad, good] = [createPuppet('bad'), createPuppet('good')]
    bad.answer = failing
    const { ask } = createAskClassifiers({
      classifiers: [bad.classifier, good.classifier],
      now: () => 0,
      onTrouble() {
        throw new Error('the disk is full')
      },
    })
    for (let n = 0; n < 6; n++) expect((await ask(asked, never)).verdicts).toMatchObject([{ name: 'good' }])
  })

  test('one that failed five times in a row is not asked for 30 seconds, and is missing all the same', async () => {
    const [bad, good] = [createPuppet('bad'), createPuppet('good')]
    bad.answer = failing
    const { ask, clock } = open(bad.classifier, good.classifier)
    for (let n = 0; n < 8; n++) expect((await ask(asked, never)).missing).toEqual(['bad'])
    expect(bad.calls).toBe(5)
    clock.now += 29_999
    expect((await ask(asked, never)).missing).toEqual(['bad'])
    expect(bad.calls).toBe(5)
    clock.now += 1
    bad.answer = () => Promise.resolve(said(1))
    expect((await ask(asked, never)).missing).toEqual([])
    // The other one has a breaker of its own.
    expect(good.calls).toBe(10)
  })

  test('whoever has left already does not spend the try that would end the wait', async () => {
    const bad = createPuppet('bad')
    bad.answer = failing
    const { ask, clock } = open(bad.classifier)
    for (let n = 0; n < 5; n++) await ask(asked, never)
    clock.now += 30_000
    bad.answer = () => Promise.resolve(said(0))
    await ask(asked, AbortSignal.abort())
    expect((await ask(asked, never)).missing).toEqual([])
  })

  test('time-outs count as failures do', async () => {
    const slow = createPuppet('slow')
    slow.answer = forever
    const { ask } = open(slow.classifier)
    for (let n = 0; n < 7; n++) {
      const asking = ask(asked, never)
      await vi.advanceTimersByTimeAsync(800)
      await asking
    }
    expect(slow.calls).toBe(5)
  })

  test('trouble is told once, and again only after it was over', async () => {
    const bad = createPuppet('bad')
    const { ask, clock, troubles } = open(bad.classifier)
    bad.answer = failing
    for (let n = 0; n < 4; n++) await ask(asked, never)
    expect(troubles).toEqual([])
    for (let n = 0; n < 3; n++) await ask(asked, never)
    expect(troubles).toEqual([['bad', new Error('it failed')]])
    for (let n = 0; n < 3; n++) {
      clock.now += 30_000
      await ask(asked, never)
    }
    expect(bad.calls).toBe(8)
    expect(troubles).toHaveLength(1)
    clock.now += 30_000
    bad.answer = () => Promise.resolve(said(0))
    await ask(asked, never)
    bad.answer = failing
    for (let n = 0; n < 7; n++) await ask(asked, never)
    expect(troubles).toHaveLength(2)
  })

  test('a crowd that fails at once is one trouble', async () => {
    const bad = createPuppet('bad')
    bad.answer = failing
    const { ask, troubles } = open(bad.classifier)
    await Promise.all(Array.from({ length: 20 }, () => ask(asked, never)))
    expect(bad.calls).toBe(20)
    expect(troubles).toHaveLength(1)
  })

  test('whoever leaves gets what is there, and nobody is blamed for it', async () => {
    const [slow, quick] = [createPuppet('slow'), createPuppet('quick')]
    slow.answer = forever
    const { ask, troubles } = open(slow.classifier, quick.classifier)
    for (let n = 0; n < 6; n++) {
      const leaving = new AbortController()
      const asking = ask(asked, leaving.signal)
      await Promise.resolve()
      leaving.abort()
      expect((await asking).missing).toContain('slow')
    }
    expect(slow.calls).toBe(6)
    expect(troubles).toEqual([])
    expect(await ask(asked, AbortSignal.abort())).toEqual({ verdicts: [], missing: ['slow', 'quick'] })
    expect(slow.calls).toBe(6)
  })
})

test('a service that hangs over a real connection is missing, and comes back by itself', async () => {
  await using server = await startFakeSentinel()
  await using sentinel = createSentinel({ url: server.url, connectMs: 1e6 })
  const { ask } = createAskClassifiers({
    classifiers: [sentinel],
    inputMs: 1e6,
    outputMs: 20,
    now: () => 0,
    onTrouble() {},
  })
  server.suffer('headers and nothing else')
  expect(await ask({ ...asked, stage: 'output' }, never)).toEqual({ verdicts: [], missing: ['sentinel'] })
  server.recover()
  server.judge(() => said(4, 'self'))
  expect(await ask(asked, never)).toEqual({
    verdicts: [{ name: 'sentinel', version: 'v1', verdict: said(4, 'self') }],
    missing: [],
  })
})

const level = fc.constantFrom<RiskLevel>(0, 1, 2, 3, 4)
const category = fc.record({
  name: fc.constantFrom('self-harm', 'violence'),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
})
const verdict: fc.Arbitrary<Verdict> = fc.record({
  level,
  subject: fc.constantFrom<RiskSubject>('self', 'other', 'fiction', 'none'),
  categories: fc.array(category, { maxLength: 3 }),
})
const remotes = fc.array(verdict, { maxLength: 4 })

describe('what they come to', () => {
  test('nothing lowers a level but one voice of all, and that only a 2 to 1', () => {
    fc.assert(
      fc.property(verdict, remotes, fc.nat({ max: 2 }), (local, remote, missing) => {
        const { level } = combine(local, remote, missing).verdict
        const highest = Math.max(local.level, ...remote.map((one) => one.level))
        if (level === highest) return
        expect([local.level, level, missing]).toEqual([2, 1, 0])
        expect(remote.length).toBeGreaterThan(0)
        expect(remote.every((one) => one.level <= 1)).toBe(true)
      }),
    )
  })

  test('nobody makes it less grave whom it is about', () => {
    const order: RiskSubject[] = ['none', 'fiction', 'other', 'self']
    fc.assert(
      fc.property(verdict, remotes, fc.nat({ max: 2 }), (local, remote, missing) => {
        const { subject } = combine(local, remote, missing).verdict
        expect(order.indexOf(subject)).toBeGreaterThanOrEqual(order.indexOf(local.subject))
      }),
    )
  })

  test.each<[string, Verdict, RemoteVerdict[], number, RiskLevel, RiskSubject, string]>([
    ['nobody was asked', said(2, 'self'), [], 0, 2, 'self', 'local'],
    ['nobody answered', said(2, 'self'), [], 1, 2, 'self', 'partial'],
    ['they agree', said(3, 'self'), [said(3, 'self')], 0, 3, 'self', 'both'],
    ['one raises from nothing', said(0), [said(4, 'self'), said(0)], 0, 4, 'self', 'both'],
    ['one raises while another is missing', said(1), [said(3, 'self')], 1, 3, 'self', 'partial'],
    ['all lower a 2', said(2, 'self'), [said(0), said(1)], 0, 1, 'self', 'both'],
    ['one of two would lower a 2', said(2, 'self'), [said(0), said(2, 'self')], 0, 2, 'self', 'both'],
    ['one would lower a 2 while another is missing', said(2, 'self'), [said(0)], 1, 2, 'self', 'partial'],
    ['a 2 becomes 1 and not 0', said(2, 'other'), [said(0)], 0, 1, 'other', 'both'],
    ['all would lower a 1', said(1), [said(0)], 0, 1, 'none', 'both'],
    ['all would lower a 3', said(3, 'self'), [said(0), said(0)], 0, 3, 'self', 'both'],
    ['all would lower a 4', said(4, 'self'), [said(1, 'fiction')], 0, 4, 'self', 'both'],
    ['raised, and about somebody else', said(0), [said(2, 'other')], 0, 2, 'other', 'both'],
    ['raised, and called a story', said(2, 'self'), [said(3, 'fiction')], 0, 3, 'self', 'both'],
    ['a story that is more than one', said(1, 'fiction'), [said(3, 'self')], 0, 3, 'self', 'both'],
    ['raised, and about nobody knows whom', said(0), [said(2)], 0, 2, 'self', 'both'],
    ['raised, and only here is it known about whom', said(2, 'other'), [said(3)], 0, 3, 'other', 'both'],
    ['not raised, and about somebody else', said(2, 'other'), [said(2, 'self')], 0, 2, 'other', 'both'],
  ])('%s', (_, local, remote, missing, level, subject, scanned) => {
    expect(combine(local, remote, missing)).toEqual({ verdict: { level, subject, categories: [] }, scanned })
  })

  test('a category that several saw is on record once, as the one who was surest saw it', () => {
    const local = {
      ...said(1),
      categories: [
        { name: 'rules/denial', score: 1 },
        { name: 'self-harm', score: 0.4 },
      ],
    }
    const first = {
      ...said(1),
      categories: [
        { name: 'self-harm', score: 0.9 },
        { name: 'violence', score: 0.2 },
      ],
    }
    const second = { ...said(1), categories: [{ name: 'self-harm', score: 0.1 }] }
    expect(combine(local, [first, second], 0).verdict.categories).toEqual([
      { name: 'rules/denial', score: 1 },
      { name: 'self-harm', score: 0.9 },
      { name: 'violence', score: 0.2 },
    ])
  })
})
