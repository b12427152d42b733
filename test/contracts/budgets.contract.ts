import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../src/ports/audit.ts'
import type { Allowance, Before, Budget } from '../../src/ports/budgets.ts'
import type { NewRun, NewTransientRun, RunJob, StartOutcome } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  aFirstRun,
  allSlices,
  ann,
  annElsewhere,
  aRun,
  aSeal,
  bob,
  entry,
  fail,
  finish,
  jobIn,
  now,
  type OpenStore,
  usage,
} from './store-under-test.ts'

export function budgetsContract(open: OpenStore): void {
  describe('the Budgets contract', () => {
    const minute: Budget = { tokens: 100, seconds: 60 }
    const minuteMs = 60_000

    /** An answer costs at most 10 for what is asked, and 20. */
    const within = (budget: Budget | undefined, more: Partial<Allowance> = {}): Allowance => ({
      budget,
      answerTokens: 20,
      inputTokens: () => 10,
      ...more,
    })
    const reserved = 30

    const act = (act: NewAuditEntry['act']): NewAuditEntry => ({ at: now, actor: 'admin', act, subject: 'ann' })

    type More = Partial<NewRun>
    const ask = async (store: Store, more: More = {}, scope = ann): Promise<StartOutcome> =>
      store.runs.start(scope, aRun(await aConversation(store, scope), { allowance: within(minute), ...more }))
    const asked = async (store: Store, more: More = {}, scope = ann): Promise<RunJob> =>
      jobIn(await ask(store, more, scope))

    const aTransient = (more: Partial<NewTransientRun> = {}): NewTransientRun => ({
      id: randomUUIDv7(),
      dialect: 'luma',
      persona: 'luma',
      request: { model: 'test-model' },
      allowance: within(minute),
      idempotencyKey: undefined,
      requestHash: '',
      owner: 'node-1',
      now,
      ...more,
    })

    const spends = (tokens: number) => ({
      usage: { inputTokens: tokens - 1, outputTokens: 1, totalTokens: tokens, estimated: false },
    })

    /** One answer that has cost so much. */
    const spend = async (store: Store, tokens: number, at = now, scope = ann) =>
      finish(store, await asked(store, { now: at }, scope), 'So', { ...spends(tokens), now: at })

    const stateOf = ({ budgets }: Store, at = now, userId = 'ann') => budgets.state(userId, minute, at)

    const resets = (at: number) => new Date(at).toISOString()

    test('a run holds back what it may spend until it has ended, and then has spent what it did', async () => {
      await using store = await open()
      expect(await stateOf(store)).toEqual({
        userId: 'ann',
        budget: minute,
        own: false,
        spent: 0,
        reserved: 0,
        resetsAt: null,
      })
      const job = await asked(store)
      expect(job.budget).toEqual({ tokens: 100, spent: 0, resetsAt: now + minuteMs })
      expect(await stateOf(store)).toMatchObject({ spent: 0, reserved })
      await finish(store, job, 'So')
      const resetsAt = resets(now + minuteMs)
      expect(await stateOf(store)).toMatchObject({ spent: usage.totalTokens, reserved: 0, resetsAt })
      expect((await asked(store)).budget).toMatchObject({ spent: usage.totalTokens })
      expect(await stateOf(store, now, 'bob')).toMatchObject({ spent: 0, reserved: 0, resetsAt: null })
    })

    test('an answer that nothing bounds is bounded, for else its reservation would be a guess', async () => {
      await using store = await open()
      expect((await asked(store)).request.maxTokens).toBe(20)
      const bounded = await asked(store, { requestFor: () => ({ model: 'm', maxTokens: 7 }) })
      expect(bounded.request.maxTokens).toBe(7)
      expect(await stateOf(store)).toMatchObject({ reserved: reserved + 17 })
      expect(jobIn(await store.runs.startTransient('ann', aTransient())).request.maxTokens).toBe(20)
      const [heir] = await store.journal.takeOver('node-2', 'expired', 1)
      expect(heir?.request.maxTokens).toBe(20)
    })

    test('whoever has none is neither bounded nor counted', async () => {
      await using store = await open()
      const allowance = within(undefined, {
        inputTokens() {
          throw new Error('Nobody is to count this')
        },
      })
      const job = await asked(store, { allowance })
      expect(job.request).not.toHaveProperty('maxTokens')
      expect(job.budget).toBeUndefined()
      await finish(store, job, 'So')
      expect(await stateOf(store)).toMatchObject({ spent: 0, reserved: 0, resetsAt: null })
    })

    test('LESSONS 15: a burst of any width overspends by one answer at most', async () => {
      await using store = await open()
      const conversations = await Promise.all(Array.from({ length: 40 }, () => aConversation(store)))
      const allowance = within(minute)
      const outcomes = await Promise.all([
        ...conversations.map((id) => store.runs.start(ann, aRun(id, { allowance }))),
        ...conversations.map(() => store.runs.startTransient('ann', aTransient())),
      ])
      const refused = outcomes.filter(({ kind }) => kind === 'budget_spent')
      expect(refused).toHaveLength(outcomes.length - 4)
      for (const outcome of refused)
        expect(outcome).toEqual({
          kind: 'budget_spent',
          tokens: 100,
          resetsAt: now + minuteMs,
          inFlight: true,
        })
      expect(await stateOf(store)).toMatchObject({ reserved: 4 * reserved })
      expect((await ask(store, {}, bob)).kind).toBe('started')
      expect((await ask(store, {}, annElsewhere)).kind).toBe('budget_spent')
    })

    test('what is spent is told apart from what is held back', async () => {
      await using store = await open()
      await spend(store, 99)
      const last = await asked(store)
      expect(await ask(store)).toMatchObject({ kind: 'budget_spent', inFlight: true })
      await finish(store, last, 'So', spends(1))
      expect(await ask(store)).toEqual({
        kind: 'budget_spent',
        tokens: 100,
        resetsAt: now + minuteMs,
        inFlight: false,
      })
      expect(await store.runs.startTransient('ann', aTransient())).toMatchObject({ kind: 'budget_spent' })
    })

    test('a refused send leaves nothing, and stops nothing', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const running = jobIn(await store.runs.start(ann, aRun(id, { allowance: within(minute) })))
      await spend(store, 100)
      const allowance = within(minute)
      const more: More = { allowance, idempotencyKey: 'k', whileRunning: 'interrupt' }
      expect((await store.runs.start(ann, aRun(id, more))).kind).toBe('budget_spent')
      expect((await store.runs.start(ann, aFirstRun('s1', { ...more, idempotencyKey: 'l' }))).kind).toBe('budget_spent')
      await store.runs.startTransient('ann', aTransient({ idempotencyKey: 'm' }))
      expect((await store.conversations.messages(ann, id, { limit: 9, order: 'asc' })).items).toHaveLength(2)
      expect(await store.conversations.named(ann, 's1')).toBeUndefined()
      expect(await store.runs.open('ann')).toMatchObject([{ id: running.run.id }])
      const [heir] = await store.journal.takeOver('node-2', 'expired', 1)
      expect(heir?.verdict).toBe('answer')
      const later = { ...more, now: now + minuteMs, whileRunning: 'queue' } as const
      expect((await store.runs.start(ann, aRun(id, { ...later, requestHash: 'another' }))).kind).toBe('queued')
    })

    test('whatever else is wrong is said first, and a key that was answered is answered again', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const first = aRun(id, { allowance: within(minute), idempotencyKey: 'k' })
      const job = jobIn(await store.runs.start(ann, first))
      const stateless = aTransient({ idempotencyKey: 'stateless' })
      await finish(store, jobIn(await store.runs.startTransient('ann', stateless)), 'So', spends(100))
      const again = (more: More) => store.runs.start(ann, aRun(id, { allowance: within(minute), ...more }))
      expect(await again({ idempotencyKey: 'k' })).toMatchObject({ kind: 'existing', run: { id: job.run.id } })
      expect((await again({ idempotencyKey: 'k', requestHash: 'other' })).kind).toBe('key_reused')
      expect((await again({})).kind).toBe('in_progress')
      expect((await again({ whileRunning: 'queue', queueDepth: 0 })).kind).toBe('queue_full')
      expect((await again({ place: { kind: 'existing', conversationId: 'no-such' } })).kind).toBe('not_found')
      const same = await store.runs.startTransient('ann', { ...stateless, id: randomUUIDv7() })
      expect(same).toMatchObject({ kind: 'existing', run: { id: stateless.id } })
      expect(await stateOf(store)).toMatchObject({ spent: 100, reserved })
    })

    test('a run that waits holds back too, and learns of the budget when its turn comes', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const more: More = { allowance: within(minute), whileRunning: 'queue' }
      const first = jobIn(await store.runs.start(ann, aRun(id, more)))
      for (let i = 0; i < 3; i++) expect((await store.runs.start(ann, aRun(id, more))).kind).toBe('queued')
      expect((await store.runs.start(ann, aRun(id, more))).kind).toBe('budget_spent')
      await finish(store, first, 'So', spends(42))
      const second = await store.journal.activate('node-1', id)
      expect(second?.budget).toEqual({ tokens: 100, spent: 42, resetsAt: now + minuteMs })
    })

    test('whoever ends a run releases what it held back, a crash included', async () => {
      await using store = await open()
      const { journal, runs } = store
      await fail(store, await asked(store))
      expect(await stateOf(store)).toMatchObject({ spent: 0, reserved: 0 })
      const half = { inputTokens: 9, outputTokens: null, totalTokens: null, estimated: true }
      await finish(store, await asked(store), 'Half', { state: 'stopped', usage: half })
      expect(await stateOf(store)).toMatchObject({ spent: 9, reserved: 0 })

      const stateless = jobIn(await runs.startTransient('ann', aTransient({ owner: 'dead' })))
      expect(await stateOf(store)).toMatchObject({ reserved })
      await journal.endTransient('node-2', now, { title: 'Lost', detail: 'Ask again.', code: 'lost' })
      expect(await stateOf(store)).toMatchObject({ spent: 9, reserved: 0 })
      expect(await journal.commit([entry(stateless, [], aSeal('Late'))])).toHaveProperty('size', 1)
      expect(await stateOf(store)).toMatchObject({ spent: 9 })

      const stored = await asked(store, { owner: 'dead' })
      const [heir] = await journal.takeOver('node-2', 'expired', 1)
      expect(heir?.run.id).toBe(stored.run.id)
      expect(heir).not.toHaveProperty('budget')
      expect(await stateOf(store)).toMatchObject({ reserved })
      if (heir) await finish(store, heir, 'Whole', spends(11))
      expect(await stateOf(store)).toMatchObject({ spent: 20, reserved: 0 })
    })

    describe('its window', () => {
      test('begins with the first answer, and after it the budget is whole again', async () => {
        await using store = await open()
        const job = await asked(store, { now: now + 7 })
        await finish(store, job, 'So', { ...spends(100), now: now + 5_000 })
        expect(await ask(store, { now: now + minuteMs + 6 })).toMatchObject({ resetsAt: now + minuteMs + 7 })
        expect(await stateOf(store, now + minuteMs + 7)).toMatchObject({ spent: 0, resetsAt: null })
        await spend(store, 5, now + 3 * minuteMs)
        expect(await stateOf(store, now + 3 * minuteMs)).toMatchObject({
          spent: 5,
          resetsAt: resets(now + 4 * minuteMs),
        })
      })

      test('that is over when an answer ends is followed by one that begins with it', async () => {
        await using store = await open()
        await spend(store, 90)
        const late = await asked(store)
        const ended = now + 5 * minuteMs
        await finish(store, late, 'So', { ...spends(30), now: ended })
        expect(await stateOf(store, ended)).toMatchObject({ spent: 30, resetsAt: resets(ended + minuteMs) })
        expect((await asked(store, { now: ended + 1 })).budget).toEqual({
          tokens: 100,
          spent: 30,
          resetsAt: ended + minuteMs,
        })
      })

      test('does not begin anew for whoever is refused', async () => {
        await using store = await open()
        for (let i = 0; i < 4; i++) await asked(store)
        const later = now + 2 * minuteMs
        expect(await ask(store, { now: later })).toMatchObject({ kind: 'budget_spent', inFlight: true })
        expect(await stateOf(store, later)).toMatchObject({ spent: 0, reserved: 4 * reserved, resetsAt: null })
      })
    })

    test('a default that was changed holds from the next send on', async () => {
      await using store = await open()
      await spend(store, 60)
      const smaller = within({ tokens: 50, seconds: 30 })
      expect(await ask(store, { allowance: smaller })).toMatchObject({
        kind: 'budget_spent',
        tokens: 50,
        resetsAt: now + 30_000,
        inFlight: false,
      })
      expect((await ask(store, { allowance: smaller, now: now + 30_000 })).kind).toBe('started')
      const job = await asked(store, { allowance: within(undefined), now: now + 30_000 })
      expect(job.request).not.toHaveProperty('maxTokens')
    })

    test('its state is that of the default in force, before anybody sends under it', async () => {
      await using store = await open()
      await spend(store, 60)
      const under = (seconds: number, at: number) => store.budgets.state('ann', { tokens: 100, seconds }, at)
      expect(await under(30, now)).toMatchObject({ spent: 60, resetsAt: resets(now + 30_000) })
      expect(await under(30, now + 30_000)).toMatchObject({ spent: 0, resetsAt: null })
      const hour = { spent: 60, resetsAt: resets(now + 3_600_000) }
      expect(await under(3_600, now + 2 * minuteMs)).toMatchObject(hour)
    })

    test('a conversation that would begin with what is refused does not begin, and its name stays free', async () => {
      await using store = await open()
      await spend(store, 100)
      const before = (await store.conversations.list(ann, { limit: 9 })).items
      const first = aFirstRun('mine', { allowance: within(minute) })
      expect(await store.runs.start(ann, first)).toMatchObject({ kind: 'budget_spent' })
      expect((await store.conversations.list(ann, { limit: 9 })).items).toEqual(before)
      expect(await store.conversations.named(ann, 'mine')).toBeUndefined()
      const later = aFirstRun('mine', { allowance: within(minute), now: now + minuteMs })
      expect(jobIn(await store.runs.start(ann, later)).run.state).toBe('running')
    })

    test('a window is not begun anew by those who took the time before it began, and came after', async () => {
      await using store = await open()
      await spend(store, 60)
      const late = await asked(store, { now: now - 1_000 })
      expect(late.budget).toMatchObject({ spent: 60, resetsAt: now + minuteMs })
      await finish(store, late, 'So', { ...spends(30), now: now - 500 })
      expect(await stateOf(store)).toMatchObject({ spent: 90, resetsAt: resets(now + minuteMs) })
    })

    describe('a clock that was ahead', () => {
      const ahead = now + 400 * 86_400_000

      test('shuts nobody out until that time', async () => {
        await using store = await open()
        await spend(store, 100, ahead)
        expect(await stateOf(store)).toMatchObject({ spent: 0, resetsAt: null })
        expect((await asked(store)).budget).toEqual({ tokens: 100, spent: 0, resetsAt: now + minuteMs })
        await spend(store, 80)
        expect(await ask(store)).toMatchObject({ kind: 'budget_spent', resetsAt: now + minuteMs })
      })

      test('does not keep what ends after it was corrected', async () => {
        await using store = await open()
        const job = await asked(store, { now: ahead })
        await finish(store, job, 'So', { ...spends(70), now })
        expect(await stateOf(store)).toMatchObject({ spent: 70, resetsAt: resets(now + minuteMs) })
      })
    })

    describe('what the operator sets for one person', () => {
      test('holds instead of the default, and without one, until it is taken back', async () => {
        await using store = await open()
        const { budgets } = store
        await budgets.set('ann', { tokens: 10, seconds: 600 }, act('budget_set'))
        expect(await stateOf(store)).toMatchObject({ budget: { tokens: 10, seconds: 600 }, own: true })
        expect(await stateOf(store, now, 'bob')).toMatchObject({ budget: minute, own: false })
        expect((await asked(store, { allowance: within(undefined) })).budget).toEqual({
          tokens: 10,
          spent: 0,
          resetsAt: now + 600_000,
        })
        expect(await ask(store)).toMatchObject({ kind: 'budget_spent', tokens: 10 })
        await budgets.reset('ann', act('budget_reset'))
        expect(await stateOf(store)).toMatchObject({ budget: minute, own: false })
        expect((await asked(store)).budget).toMatchObject({ tokens: 100, resetsAt: now + minuteMs })
        expect((await asked(store, { allowance: within(undefined) })).budget).toBeUndefined()
      })

      test('may be that there is no end', async () => {
        await using store = await open()
        await spend(store, 100)
        await store.budgets.set('ann', 'unlimited', act('budget_set'))
        expect(await stateOf(store)).toMatchObject({ budget: null, own: true })
        const job = await asked(store)
        expect(job.request).not.toHaveProperty('maxTokens')
        await finish(store, job, 'So')
        expect(await stateOf(store)).toMatchObject({ spent: 100, reserved: 0 })
        await store.budgets.reset('ann', act('budget_reset'))
        expect((await ask(store)).kind).toBe('budget_spent')
      })

      test('keeps what is spent, and its window begins where that began', async () => {
        await using store = await open()
        await spend(store, 60)
        await store.budgets.set('ann', { tokens: 70, seconds: 3600 }, act('budget_set'))
        expect(await stateOf(store)).toMatchObject({ spent: 60, resetsAt: resets(now + 3_600_000) })
        await spend(store, 10)
        expect(await ask(store, { now: now + 2 * minuteMs })).toMatchObject({ kind: 'budget_spent', inFlight: false })
        await store.budgets.reset('ann', act('budget_reset'))
        expect(await stateOf(store)).toMatchObject({ spent: 70, resetsAt: resets(now + minuteMs) })
        expect(await stateOf(store, now + 2 * minuteMs)).toMatchObject({ spent: 0, resetsAt: null })
        await store.budgets.set('ann', { tokens: 70, seconds: 60 }, act('budget_set'))
        expect((await ask(store, { now: now + 2 * minuteMs })).kind).toBe('started')
      })

      test('is in the audit log, each time', async () => {
        await using store = await open()
        await store.budgets.set('ann', minute, { ...act('budget_set'), detail: { ...minute } })
        await store.budgets.reset('ann', { ...act('budget_reset'), at: now + 1 })
        expect((await store.audit.list({ limit: 9 })).items).toMatchObject([
          { act: 'budget_reset', subject: 'ann' },
          { act: 'budget_set', subject: 'ann', detail: { tokens: 100, seconds: 60 } },
        ])
      })
    })

    test('what was said before is held back for by the count of the answer that is followed', async () => {
      await using store = await open()
      const told: Before[] = []
      const allowance = within(
        { tokens: 1e9, seconds: 60 },
        {
          inputTokens(persona, before) {
            expect(persona).toBe('personal-assistant')
            told.push(before)
            return 1
          },
        },
      )
      const id = await aConversation(store)
      const next = async (more: More & { content?: string } = {}) =>
        jobIn(await store.runs.start(ann, aRun(id, { allowance, ...more })))
      const asks = (parentId: string | null) =>
        ({ kind: 'message', content: 'Hm?', parentId, userMessageId: randomUUIDv7() }) as const
      const first = await next()
      await finish(store, first, 'One', spends(40))
      const second = await next()
      await finish(store, second, 'Two', spends(90))
      await fail(store, await next())
      await finish(store, await next(), 'Three', spends(7))
      await finish(store, await next({ ask: asks(first.answer.id) }), 'Four', spends(7))
      await finish(store, await next({ ask: asks(null) }), 'Five', spends(7))
      await finish(store, await next({ ask: { kind: 'regenerate', messageId: second.answer.id } }), 'Six', spends(7))
      const running = await next()
      await store.runs.start(ann, aRun(id, { allowance, whileRunning: 'queue' }))
      await finish(store, running, 'Seven')
      const counted = (history: number): Before => ({ question: null, history, estimated: false, remembers: false })
      const unknown: Before = { question: null, history: Infinity, estimated: true, remembers: false }
      expect(told).toEqual([
        counted(0),
        counted(40),
        counted(90),
        unknown,
        counted(40),
        counted(0),
        // As if its question were asked where it stands.
        { ...counted(40), question: { role: 'user', content: 'Hello' } },
        counted(7),
        unknown,
      ])
    })

    test('a count that nobody but ourselves has made is told apart', async () => {
      await using store = await open()
      const told: Before[] = []
      const inputTokens = (_persona: string, before: Before): number => told.push(before)
      const allowance = within({ tokens: 1e9, seconds: 60 }, { inputTokens })
      const id = await aConversation(store)
      const next = async () => jobIn(await store.runs.start(ann, aRun(id, { allowance })))
      const half = { inputTokens: 9, outputTokens: 2, totalTokens: 11, estimated: true }
      await finish(store, await next(), 'Half', { state: 'stopped', usage: half })
      await next()
      expect(told[1]).toEqual({ question: null, history: 11, estimated: true, remembers: false })
    })

    test('budgets of whom nothing is known any more are forgotten in slices, and no others', async () => {
      await using store = await open()
      const { budgets, upkeep } = store
      await spend(store, 60)
      const people = Array.from({ length: 250 }, (_, i) => ({ ...ann, userId: `one of ${i}` }))
      for (const scope of people) await fail(store, await asked(store, {}, scope))
      await asked(store, {}, bob)
      await budgets.set('eve', minute, act('budget_set'))
      const over = now + minuteMs
      expect(await upkeep.forgetBudgets(over - 1)).toBe(false)
      expect(await stateOf(store, over - 1)).toMatchObject({ spent: 60 })
      expect(await allSlices(() => upkeep.forgetBudgets(over))).toBe(2)
      // Asked of a time before the window has ended, what is forgotten is nowhere.
      expect(await stateOf(store, over - 1)).toMatchObject({ spent: 0, resetsAt: null })
      expect(await stateOf(store, over, 'eve')).toMatchObject({ own: true })
      const [held] = await store.journal.takeOver('node-2', 'expired', 1)
      if (held) await finish(store, held, 'So', { ...spends(33), now: over })
      expect(await stateOf(store, over, 'bob')).toMatchObject({ spent: 33, resetsAt: resets(over + minuteMs) })
    })

    test('to erase everything of oneself does not fill the budget up', async () => {
      await using store = await open()
      await spend(store, 100)
      await store.people.hide('ann', () => act('person_erased'))
      await allSlices(() => store.upkeep.purge({ userId: 'ann' }))
      expect((await ask(store)).kind).toBe('budget_spent')
    })
  })
}
