import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Care } from '../../src/ports/care.ts'
import type { ChoreClaim } from '../../src/ports/chores.ts'
import type { JournalEntry } from '../../src/ports/journal.ts'
import type { RunJob } from '../../src/ports/runs.ts'
import type { KeptSafetyRecord, SafetyNote, SafetyRecord } from '../../src/ports/safety-records.ts'
import type { Store } from '../../src/ports/store.ts'
import { allPages } from './all-pages.ts'
import {
  aConversation,
  allSlices,
  ann,
  aRun,
  aSeal,
  deltas,
  entry,
  erasure,
  finish,
  now,
  type OpenStore,
  started,
  terminal,
  unbounded,
} from './store-under-test.ts'

const said = 'I do not want to go on'
const care: Care = {
  risk: { level: 3, at: now },
  card: { level: 3, turns: 0 },
  talk: { since: now, last: now, told: now },
}

/** Its keys stand in no order, so that one which is kept in another order is found out. */
export const aRecord = (more: Partial<SafetyRecord> = {}): SafetyRecord => ({
  subject: 'self',
  stage: 'input',
  level: 3,
  at: now,
  persona: 'luma',
  scanned: 'both',
  decision: 'crisis',
  country: 'DE',
  categories: [
    { score: 0.1 + 0.2, name: 'self_harm/intent' },
    { name: 'größer', score: 1 },
  ],
  classifiers: [
    { version: '1', name: 'rules' },
    { name: 'sentinel', version: 'v1' },
  ],
  ...more,
})

export const noting = (job: RunJob, ...notes: SafetyNote[]): JournalEntry => ({ ...entry(job, []), notes })

export const kept = ({ safety }: Store): Promise<KeptSafetyRecord[]> => allPages(safety.list, 50)

/** A run of a conversation of its own. */
const aJob = async (store: Store, more: Parameters<typeof started>[2] = {}): Promise<RunJob> =>
  started(store, await aConversation(store), { content: said, ...more })

async function jobs(store: Store, count: number): Promise<RunJob[]> {
  const made: RunJob[] = []
  while (made.length < count) made.push(await aJob(store))
  return made
}

/** What the next message of a conversation finds. */
const careOfNext = async (store: Store, job: RunJob): Promise<Care> =>
  (await started(store, job.run.conversationId)).care

const escalations = async ({ chores }: Store): Promise<ChoreClaim[]> => {
  const found: ChoreClaim[] = []
  for (;;) {
    const claim = await chores.claim(now + 1e9, 60_000, 9, 'urgent')
    if (!claim) return found
    if (claim.kind === 'escalate') found.push(claim)
  }
}

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(sorted.map(([name, one]) => [name, inOrder(one)]))
}

/** As an auditor would, from nothing but what is listed: newest first. */
export function expectChain(records: readonly KeptSafetyRecord[]): void {
  let previous = ''
  for (const [i, { hash, ...rest }] of records.toReversed().entries()) {
    expect(rest.seq).toBe(i + 1)
    const expected = createHash('sha256')
      .update(`${previous}\n${JSON.stringify(inOrder(rest))}`)
      .digest('hex')
    expect([rest.seq, hash]).toEqual([rest.seq, expected])
    previous = hash
  }
}

export function safetyRecordsContract(open: OpenStore): void {
  describe('the contract of SafetyRecords', () => {
    test('LESSONS 18: what was judged is kept as it was judged, and nothing is made up', async () => {
      await using store = await open()
      const job = await aJob(store)
      const record = aRecord({ at: now + 5, country: null, categories: [], subject: 'none', level: 0 })
      expect(await store.journal.commit([noting(job, { record })])).toEqual(new Set())
      const { at, ...rest } = record
      const hash = expect.stringMatching(/^[0-9a-f]{64}$/) as string
      expect(await kept(store)).toEqual([{ ...rest, seq: 1, runId: job.run.id, at: new Date(at).toISOString(), hash }])
      expect(await escalations(store)).toEqual([])
    })

    test('a run that is committed twice, or answered again, is counted twice by nobody', async () => {
      await using store = await open()
      const { journal } = store
      const job = await aJob(store, { owner: 'node-1' })
      const note: SafetyNote = { record: aRecord(), care, escalation: { urgent: false } }
      const told = { ...noting(job, note, note), events: deltas(job, job.next, 'You are not alone') }
      for (const same of [told, told]) expect(await journal.commit([same])).toEqual(new Set())
      const [claim, ...more] = await escalations(store)
      expect(more).toEqual([])
      expect(claim?.chores.map(({ payload }) => payload)).toMatchObject([
        { id: `${job.run.id}:input`, level: 3, urgent: false },
      ])
      // They have been told: nobody is told again.
      await store.chores.done(claim?.claim ?? '')
      await journal.commit([noting(job, { ...note, record: aRecord({ at: now + 9, level: 4 }) })])
      const [again] = await journal.takeOver('node-2', 'expired', 9)
      if (!again) throw new Error('Nobody took it over')
      await journal.commit([noting(again, { record: aRecord({ at: now + 99 }), escalation: { urgent: true } })])
      const text = 'You are not alone'
      const ended = entry(again, [terminal(again, again.next, text)], aSeal(text))
      const sealed = { ...ended, notes: [note] }
      for (const same of [sealed, sealed]) expect(await journal.commit([same])).toEqual(new Set())
      expect(await kept(store)).toMatchObject([{ seq: 1, level: 3, at: new Date(now).toISOString() }])
      expect((await store.safety.count(now, now + 1_000)).total).toBe(1)
      expect(await escalations(store)).toEqual([])
    })

    test('what was said and what was answered are two things, each on record once', async () => {
      await using store = await open()
      const job = await aJob(store)
      const output = aRecord({ stage: 'output', decision: 'blocked', level: 0 })
      const both = noting(job, { record: aRecord() }, { record: output })
      for (const same of [both, both]) await store.journal.commit([same])
      expect((await kept(store)).map(({ stage }) => stage)).toEqual(['output', 'input'])
    })

    test('a record that is changed, dropped or put elsewhere is found out by the hashes of all after it', async () => {
      await using store = await open()
      const made = await jobs(store, 6)
      for (const [i, job] of made.entries()) {
        const record = aRecord({ at: now + i, country: i % 2 === 0 ? null : 'DE', persona: `persona "${i}"\n` })
        await store.journal.commit([noting(job, { record })])
      }
      const records = await kept(store)
      expectChain(records)
      expect(new Set(records.map(({ hash }) => hash)).size).toBe(6)
      const tampered = records.map((record) => (record.seq === 3 ? { ...record, decision: 'none' as const } : record))
      expect(() => expectChain(tampered)).toThrow('expected')
    })

    test('many that commit at once neither fork the chain, nor fail, nor wait for ever', async () => {
      await using store = await open()
      const made = await jobs(store, 200)
      const noted = made.map((job, i) => ({
        ...noting(job, { record: aRecord({ at: now + i }), care, escalation: { urgent: true } }),
        events: deltas(job, job.next, 'Stay with me'),
      }))
      const commits = Array.from({ length: 20 }, (_, i) => store.journal.commit(noted.slice(i * 10, i * 10 + 10)))
      expect((await Promise.all(commits)).every(({ size }) => size === 0)).toBe(true)
      const records = await kept(store)
      expect(records.map(({ runId }) => runId).sort()).toEqual(made.map(({ run }) => run.id).sort())
      expectChain(records)
    })

    test('many that share a commit with others, in any order, do not wait for each other for ever', async () => {
      await using store = await open()
      const made = await jobs(store, 12)
      const noted = made.map((job) => noting(job, { record: aRecord(), care }))
      // Each run stands in two commits, side by side with another in each.
      const shifted = [...noted.slice(1), ...noted.slice(0, 1)]
      await Promise.all(noted.flatMap((one, i) => (shifted[i] ? [store.journal.commit([shifted[i], one])] : [])))
      const records = await kept(store)
      expect(records).toHaveLength(12)
      expectChain(records)
    })

    test('LESSONS 19: who was at risk a message ago is so for the next, and for whoever takes that over', async () => {
      await using store = await open()
      const { journal } = store
      const job = await aJob(store, { owner: 'node-1' })
      expect(job.care).toEqual({})
      await journal.commit([noting(job, { care })])
      const [taken] = await journal.takeOver('node-2', 'expired', 9)
      if (!taken) throw new Error('Nobody took it over')
      expect(taken.care).toEqual(care)
      await finish(store, taken, 'I am here')
      const next = await started(store, job.run.conversationId)
      expect(next.care).toEqual(care)
      expect((await aJob(store)).care).toEqual({})
    })

    test('a message that waited in the queue finds the care of the one before it', async () => {
      await using store = await open()
      const job = await aJob(store)
      const waiting = aRun(job.run.conversationId, { whileRunning: 'queue' })
      expect(await store.runs.start(ann, waiting)).toMatchObject({ kind: 'queued' })
      await store.journal.commit([noting(job, { care })])
      await finish(store, job, 'I am here')
      expect(await store.journal.activate('node-1', job.run.conversationId)).toMatchObject({
        run: { id: waiting.id },
        care,
      })
    })

    test('care is replaced as a whole: nothing of what was before stays', async () => {
      await using store = await open()
      const job = await aJob(store)
      await store.journal.commit([noting(job, { care })])
      const later: Care = { risk: { level: 1, at: now + 1 } }
      await store.journal.commit([noting(job, { care: { risk: { level: 4, at: now } } }, { care: later })])
      await finish(store, job, 'I am here')
      expect(await careOfNext(store, job)).toEqual(later)
    })

    test('whoever lost a run puts nothing on record of it, and tells nobody', async () => {
      await using store = await open()
      const { journal } = store
      const job = await aJob(store, { owner: 'node-1' })
      const [taken] = await journal.takeOver('node-2', 'expired', 9)
      if (!taken) throw new Error('Nobody took it over')
      const stale = noting(job, { record: aRecord(), care, escalation: { urgent: true } })
      expect(await journal.commit([stale])).toEqual(new Set([job.run.id]))
      expect(await kept(store)).toEqual([])
      expect(await escalations(store)).toEqual([])
      await finish(store, taken, 'I am here')
      expect(await careOfNext(store, job)).toEqual({})
    })

    test('a commit that fails leaves neither a record nor care nor anybody to be told', async () => {
      await using store = await open()
      const [one, two] = [await aJob(store), await aJob(store)]
      const clash = { seq: two.opening[0]?.seq ?? 0, type: 'notice', data: { kind: 'waiting' } } as const
      const noted = noting(one, { record: aRecord(), care, escalation: { urgent: true } })
      const broken = entry(two, [...deltas(two, two.next, 'x'), clash])
      await expect(store.journal.commit([noted, broken])).rejects.toThrow()
      expect(await kept(store)).toEqual([])
      expect(await escalations(store)).toEqual([])
    })

    test('a run of no conversation is on record as any other, and leaves no care', async () => {
      await using store = await open()
      const outcome = await store.runs.startTransient('ann', {
        ...aRun('', {}),
        persona: 'luma',
        request: { model: 'test-model' },
        allowance: unbounded,
      })
      if (outcome.kind !== 'started') throw new Error(`The run is ${outcome.kind}`)
      const { job } = outcome
      await store.journal.commit([noting(job, { record: aRecord(), care, escalation: { urgent: false } })])
      expect(await kept(store)).toMatchObject([{ runId: job.run.id }])
      const [claim] = await escalations(store)
      expect(claim?.chores[0]?.payload).not.toHaveProperty('conversationId')
    })

    test('a record names nobody, and stays when the conversation goes; its care goes, and the notice is still owed', async () => {
      await using store = await open()
      const { conversations, upkeep } = store
      const job = await aJob(store)
      const id = job.run.conversationId
      await store.journal.commit([noting(job, { record: aRecord(), care, escalation: { urgent: true } })])
      await finish(store, job, 'I am here')
      const before = await kept(store)
      const text = JSON.stringify(before)
      for (const secret of [ann.userId, id, said, job.run.userMessageId]) expect(text).not.toContain(`"${secret}`)
      expect(await conversations.hide(ann, id)).toBe(true)
      await allSlices(() => upkeep.purge())
      expect(await kept(store)).toEqual(before)
      expect(await escalations(store)).toHaveLength(1)
      const anew = { id, title: null, persona: 'luma', metadata: {}, now }
      await conversations.create(ann, anew)
      expect((await started(store, id)).care).toEqual({})
    })

    test('a person who is erased is in no record, and the record is whole', async () => {
      await using store = await open()
      const made = await jobs(store, 3)
      for (const job of made) {
        await store.journal.commit([noting(job, { record: aRecord(), care, escalation: { urgent: true } })])
        await finish(store, job, 'I am here')
      }
      const before = await kept(store)
      await store.people.hide('ann', erasure('ann'))
      await allSlices(() => store.upkeep.purge())
      await allSlices(() => store.upkeep.purge({ userId: 'ann' }))
      expect(await kept(store)).toEqual(before)
      expectChain(before)
      const id = made[0]?.run.conversationId ?? ''
      await store.conversations.create(ann, { id, title: null, persona: 'luma', metadata: {}, now })
      expect((await started(store, id)).care).toEqual({})
    })

    test('the newest come first, on pages that neither lose nor repeat one', async () => {
      await using store = await open()
      const made = await jobs(store, 7)
      // Their times say nothing of their order.
      for (const [i, job] of made.entries()) {
        await store.journal.commit([noting(job, { record: aRecord({ at: now - i * 1_000 }) })])
      }
      for (const limit of [1, 2, 3, 6, 7, 8]) {
        expect((await allPages(store.safety.list, limit)).map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1])
      }
      const { next } = await store.safety.list({ limit: 3 })
      await store.journal.commit([noting(await aJob(store), { record: aRecord() })])
      const rest = await store.safety.list({ limit: 9, from: next ?? [] })
      expect(rest.items.map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
      expect(rest.next).toBeNull()
    })

    test('counts say how often somebody was shown where there is help, and nothing else', async () => {
      await using store = await open()
      const [from, to] = [Date.UTC(2026, 0), Date.UTC(2027, 0)]
      const counted: Partial<SafetyRecord>[] = [
        { at: from },
        { at: to - 1, level: 4, decision: 'crisis_only', country: null },
        { at: Date.UTC(2026, 0, 31, 23, 59, 59, 999), persona: 'therapy-bot', country: 'FR' },
        { at: Date.UTC(2026, 1, 1), level: 2, decision: 'card', persona: 'personal-assistant' },
      ]
      const others: Partial<SafetyRecord>[] = [
        { at: from - 1 },
        { at: to },
        ...(['none', 'support', 'card_shown_before', 'replaced', 'blocked'] as const).map((decision) => ({ decision })),
      ]
      for (const more of [...counted, ...others]) {
        await store.journal.commit([noting(await aJob(store), { record: aRecord(more) })])
      }
      expect(await store.safety.count(from, to)).toEqual({
        total: 4,
        byMonth: { '2026-01': 2, '2026-02': 1, '2026-12': 1 },
        byLevel: { 2: 1, 3: 2, 4: 1 },
        byPersona: { luma: 2, 'personal-assistant': 1, 'therapy-bot': 1 },
        byCountry: { DE: 2, FR: 1, unknown: 1 },
      })
      const none = { total: 0, byMonth: {}, byLevel: {}, byPersona: {}, byCountry: {} }
      expect(await store.safety.count(to + 1, to + 1e10)).toEqual(none)
      expect(await store.safety.count(from, from)).toEqual(none)
      // A range may begin and end inside a month.
      expect(await store.safety.count(from + 1, Date.UTC(2026, 1, 1, 0, 0, 0, 1))).toMatchObject({
        total: 2,
        byMonth: { '2026-01': 1, '2026-02': 1 },
      })
    })
  })
}
