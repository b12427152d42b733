import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/conversation/types.ts'
import type { RecallWord } from '../../src/ports/recall.ts'
import type { Store } from '../../src/ports/store.ts'
import { dateTerms, recallTerms } from '../../src/std/recall-terms.ts'
import {
  aConversation,
  aSeal,
  ann,
  annElsewhere,
  bob,
  entry,
  fail,
  finish,
  now,
  type OpenStore,
  remembered,
  remembering,
  started,
} from './store-under-test.ts'

const wordsOf = (text: string): RecallWord[] => recallTerms(text).map((term) => ({ term, weight: 1 }))

const rank = ({ recall }: Store, text: string, limit = 50, userId = 'ann') => recall.rank(userId, wordsOf(text), limit)

const textsOf = async (store: Store, text: string, limit?: number, userId?: string): Promise<string[]> =>
  (await rank(store, text, limit, userId)).map((found) => found.text)

/** A conversation with this message alone, and its answer. */
async function said(store: Store, text: string, answer = 'ok', scope: Scope = ann) {
  const id = await aConversation(store, scope)
  return remembered(store, id, text, answer, scope)
}

async function aFact({ memories }: Store, text: string, importance = 0.5, userId = 'ann') {
  const traits = { slot: null, topic: null, polarity: 0 } as const
  const memory = await memories.create(userId, { text, importance, ...traits }, now)
  if (memory === 'full') throw new Error('There is no room')
  return memory
}

async function rowOf(store: Store, text: string, userId = 'ann'): Promise<number> {
  const found = await rank(store, text, 50, userId)
  const one = found.find((turn) => turn.text === text)
  if (!one) throw new Error(`Nothing is found that says ${text}`)
  return one.row
}

const vector = (n: number): Uint8Array => new Uint8Array([n, 0, 255])

export function recallContract(open: OpenStore): void {
  describe('the Recall contract', () => {
    test('what was said is found with who has said it, and by which of the words', async () => {
      await using store = await open()
      const job = await said(store, 'My violin was made in Cremona', 'Such violins are rare')
      await said(store, 'Something else')
      const common = { conversationId: job.run.conversationId, createdAt: now, name: null, kind: 'turn' }
      const terms = recallTerms('violin cremona')
      const found = await rank(store, 'violin cremona piano')
      expect(found).toEqual([
        {
          ...common,
          row: expect.any(Number),
          score: expect.any(Number),
          words: terms,
          text: 'My violin was made in Cremona',
          messageId: job.run.userMessageId,
          role: 'user',
          seq: 1,
        },
        {
          ...common,
          row: expect.any(Number),
          score: expect.any(Number),
          words: terms.slice(0, 1),
          text: 'Such violins are rare',
          messageId: job.answer.id,
          role: 'assistant',
          seq: 2,
        },
      ])
      expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 0)
      expect(await textsOf(store, 'piano')).toEqual([])
      expect(await store.recall.rank('ann', [], 9)).toEqual([])
    })

    test('a turn is found by its day and by the name of who has said it', async () => {
      await using store = await open()
      const id = randomUUIDv7()
      const day = Date.UTC(2023, 4, 8)
      await store.imports.begin(ann, {
        id,
        title: null,
        persona: 'luma',
        metadata: {},
        createdAt: now,
        now,
        owner: 'node-1',
      })
      const common = { parentId: null, role: 'user', createdAt: day } as const
      await store.imports.append(ann, id, [
        { ...common, id: randomUUIDv7(), seq: 1, name: 'Caroline', content: 'Good morning' },
        {
          ...common,
          id: randomUUIDv7(),
          seq: 3,
          name: 'Melanie',
          content: 'Good evening',
          createdAt: day + 864e5 * 40,
        },
      ])
      await store.imports.finish(ann, id, 4)
      const words = dateTerms(day).map((term) => ({ term, weight: 1 }))
      const [first] = await store.recall.rank('ann', words, 1)
      expect(first).toMatchObject({ text: 'Good morning', name: 'Caroline', createdAt: day, words: dateTerms(day) })
      expect(await textsOf(store, 'Melanie', 1)).toEqual(['Good evening'])
    })

    test('a rare word counts for more than a common one, and one of little weight for little', async () => {
      await using store = await open()
      for (let i = 0; i < 6; i++) await said(store, `We walked the dog ${i}`)
      await said(store, 'The lighthouse stands there')
      expect(await textsOf(store, 'dog lighthouse', 1)).toEqual(['The lighthouse stands there'])
      const [dog, lighthouse] = recallTerms('dog lighthouse') as [string, string]
      const faint = [
        { term: lighthouse, weight: 0.01 },
        { term: dog, weight: 1 },
      ]
      expect((await store.recall.rank('ann', faint, 1))[0]?.text).toMatch(/dog/)
      const [whole] = await store.recall.rank('ann', [{ term: lighthouse, weight: 1 }], 1)
      const [half] = await store.recall.rank('ann', [{ term: lighthouse, weight: 0.5 }], 1)
      expect(half?.score).toBeCloseTo((whole?.score ?? 0) / 2, 9)
      const twice = [faint[1], faint[1], faint[1]].flatMap((word) => word ?? [])
      expect(await store.recall.rank('ann', twice, 9)).toEqual(await store.recall.rank('ann', twice.slice(1, 2), 9))
    })

    test('a long text counts for less than a short one that says the same', async () => {
      await using store = await open()
      await said(store, 'The harbour')
      await said(store, `harbour ${Array.from({ length: 60 }, (_, i) => `thing${i}`).join(' ')}`)
      expect(await textsOf(store, 'harbour', 1)).toEqual(['The harbour'])
    })

    test('what stands beside a turn that is found is found too, what follows it before what led to it', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await remembered(store, id, 'Nothing yet', 'Before it')
      await remembered(store, id, 'We sailed to Iceland', 'After it')
      await remembered(store, id, 'Nothing more', 'At all')
      await said(store, 'Elsewhere')
      const found = await rank(store, 'iceland')
      expect(found.map(({ text, words }) => [text, words])).toEqual([
        ['We sailed to Iceland', recallTerms('iceland')],
        ['After it', []],
        ['Nothing more', []],
        ['Before it', []],
        ['Nothing yet', []],
      ])
      // All have the same of their conversation.
      const [own = 0, next = 0, afterNext = 0, previous = 0, last = 0] = found.map(({ score }) => score)
      expect((next - last) / (own - last)).toBeCloseTo(0.15 / 0.9, 6)
      expect((afterNext - last) / (own - last)).toBeCloseTo(0.05 / 0.9, 6)
      expect(previous).toBeCloseTo(afterNext, 6)
    })

    test('what follows a question is nearer to it than what follows anything else', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await remembered(store, id, 'When did we sail to Iceland?', 'In June')
      await remembered(store, id, 'Ah', 'Yes')
      const [own = 0, next = 0, afterNext = 0] = (await rank(store, 'iceland')).map(({ score }) => score)
      expect((next - afterNext) / (own - afterNext)).toBeCloseTo(0.45 / 0.85, 6)
    })

    test('what says when something was is found by the word for that, and by no word of the same name', async () => {
      await using store = await open()
      await said(store, 'We sailed when it rained')
      await said(store, 'We sailed on Monday')
      const found = await store.recall.rank('ann', [{ term: 'when', weight: 1 }], 1)
      expect(found.map(({ text }) => text)).toEqual(['We sailed on Monday'])
    })

    test('of two that say the same the one comes first whose conversation is about it', async () => {
      await using store = await open()
      await said(store, 'A boat in the evening')
      const id = await aConversation(store)
      await remembered(store, id, 'A boat in the morning')
      await remembered(store, id, 'Hm')
      await remembered(store, id, 'The boat is a yacht from Hamburg')
      await said(store, 'A boat at night')
      const found = await textsOf(store, 'boat yacht hamburg')
      const boats = found.filter((text) => text.startsWith('A boat'))
      expect(boats[0]).toBe('A boat in the morning')
      expect(boats).toHaveLength(3)
    })

    test('a fact counts for more than a turn', async () => {
      await using store = await open()
      const likeTheTurn = `Violin ${dateTerms(now)
        .map((_term, i) => `thing${i}`)
        .join(' ')}`
      await aFact(store, likeTheTurn)
      await said(store, 'Violin')
      const found = await rank(store, 'violin')
      const fact = found.find(({ kind }) => kind === 'fact')
      const turn = found.find(({ text }) => text === 'Violin')
      expect(fact).toMatchObject({ kind: 'fact', words: recallTerms('violin'), messageId: null, importance: 0.5 })
      // BM25 of a text of four words, the day's among them; the turn has its conversation's as well.
      const own = 1.9 / (1 + 0.9 * (0.7 + (0.3 * 4) / 16))
      expect((fact?.score ?? 0) / (turn?.score ?? 1)).toBeCloseTo((1.3 * own) / (own + 0.3), 6)
      expect(found.map(({ text }) => text).sort()).toEqual(['Violin', likeTheTurn, 'ok'])
    })

    test('no more are given than were asked for, and those are the best', async () => {
      await using store = await open()
      for (let i = 0; i < 12; i++) await said(store, i === 5 ? 'Tulips and roses' : `Tulips ${i}`, `yes ${i}`)
      for (let i = 0; i < 5; i++) await aFact(store, `Grows tulips ${i}`)
      const all = await rank(store, 'tulips roses')
      expect(all).toHaveLength(29)
      expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a))
      for (const limit of [0, 1, 3, 7]) expect(await rank(store, 'tulips roses', limit)).toEqual(all.slice(0, limit))
      expect(all[0]?.text).toBe('Tulips and roses')
    })

    test('what is not there to be found takes no place among the best', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await started(store, id, { content: 'A violin from Cremona' })
      await store.journal.commit([entry(job, [], aSeal('', { state: 'stopped', after: remembering }))])
      for (let i = 0; i < 5; i++) await said(store, `A violin from here ${i}`)
      const best = await textsOf(store, 'violin cremona', 2)
      expect(best).toEqual(['A violin from Cremona', expect.stringMatching(/^A violin from here/)])
    })

    test('nothing of another person is found, whatever is asked for', async () => {
      await using store = await open()
      const mine = await said(store, 'My lantern is green')
      await aFact(store, 'Has a green lantern', 1)
      const alone = await rank(store, 'lantern green')
      for (let i = 0; i < 5; i++) await said(store, 'My lantern is blue', 'ok', bob)
      // Not even in what a word counts for.
      expect(await rank(store, 'lantern green')).toEqual(alone)
      await aFact(store, 'Has a blue lantern', 1, 'bob')
      await said(store, 'My lantern is red', 'ok', annElsewhere)
      const texts = (await textsOf(store, 'lantern')).filter((text) => text !== 'ok').sort()
      expect(texts).toEqual(['Has a green lantern', 'My lantern is green', 'My lantern is red'])
      expect(await textsOf(store, 'lantern', 50, 'eve')).toEqual([])
      const { recall } = store
      const row = await rowOf(store, 'My lantern is green')
      const fact = await rowOf(store, 'Has a green lantern')
      for (const stranger of ['bob', 'eve', 'Ann', 'ann\0', '']) {
        expect(await recall.fetch(stranger, [row, fact])).toEqual([])
        const all = [
          ...(await recall.pinned(stranger, 0, 9)),
          ...(await recall.unembedded(stranger, 'm', 9)),
          ...(await rank(store, 'lantern green', 50, stranger)),
        ]
        expect(JSON.stringify(all)).not.toMatch(/green|red/)
        expect(JSON.stringify(all)).not.toContain(mine.answer.id)
      }
      // Nor by the sign that stands between a person and a word.
      const forged = ['1_lantern', '_lantern', 'lantern 2_lantern', '2_lantern" OR "1_lantern'].map((term) => ({
        term,
        weight: 1,
      }))
      expect(await recall.rank('eve', forged, 9)).toEqual([])
      expect(await recall.rank('ann', forged, 9)).toEqual([])
    })

    test('nothing is told again of what is hidden, not to be remembered, or did not come to an end', async () => {
      await using store = await open()
      const { conversations, recall } = store
      const hidden = (await said(store, 'My lantern is green')).run.conversationId
      const secret = (await said(store, 'My lantern is blue')).run.conversationId
      await said(store, 'My lantern is red')
      const broken = await started(store, await aConversation(store), { content: 'My lantern is black' })
      await fail(store, broken, { after: remembering })
      await started(store, await aConversation(store), { content: 'My lantern is white' })
      const lanterns = ['My lantern is green', 'My lantern is blue']
      const rows = await Promise.all(lanterns.map((text) => rowOf(store, text)))
      await recall.embed(
        'ann',
        'm',
        rows.map((row, i) => ({ row, text: lanterns[i] ?? '', vector: vector(1) })),
      )
      await conversations.hide(ann, hidden)
      await conversations.update(ann, secret, { metadata: { memory: false } }, now)
      expect(await textsOf(store, 'lantern')).toEqual(['My lantern is red', 'ok'])
      // Nor does it take the place of what may be told.
      expect(await textsOf(store, 'lantern', 2)).toEqual(['My lantern is red', 'ok'])
      expect(await recall.fetch('ann', rows)).toEqual([])
      expect(JSON.stringify(await recall.unembedded('ann', 'other', 50))).not.toMatch(/green|blue|black|white/)
      while (await store.upkeep.purge({ conversationId: hidden }));
      expect((await recall.vectors('ann', 'm', 9)).rows).not.toContain(rows[0])
      await conversations.update(ann, secret, { metadata: { memory: true } }, now)
      expect(await textsOf(store, 'blue')).toEqual(['My lantern is blue', 'ok'])
    })

    test('whoever wants nothing remembered is told nothing of it, until they want it again', async () => {
      await using store = await open()
      const { people, recall } = store
      expect(await recall.isWanted('ann')).toBe(true)
      await said(store, 'My lantern is green')
      await aFact(store, 'Has a lantern', 1)
      const text = 'My lantern is green'
      const row = await rowOf(store, text)
      await recall.embed('ann', 'm', [{ row, text, vector: vector(1) }])
      await people.change('ann', { memory: false })
      expect(await recall.isWanted('ann')).toBe(false)
      expect(await recall.isWanted('bob')).toBe(true)
      expect(await rank(store, 'lantern')).toEqual([])
      expect(await recall.pinned('ann', 0, 9)).toEqual([])
      expect(await recall.fetch('ann', [row])).toEqual([])
      expect(await recall.unembedded('ann', 'other', 9)).toEqual([])
      expect(await recall.vectors('ann', 'm', 9)).toEqual({ rows: [], vectors: [] })
      await recall.embed('ann', 'm', [{ row, text, vector: vector(2) }])
      await people.change('ann', { memory: true })
      expect(await rank(store, 'lantern')).toHaveLength(3)
      expect((await recall.vectors('ann', 'm', 9)).vectors.map((found) => [...found])).toEqual([[1, 0, 255]])
    })

    test('what a word is made of never becomes a question of its own', async () => {
      await using store = await open()
      await said(store, 'A lighthouse')
      const terms = [
        '',
        ' ',
        '\0',
        '"',
        "'",
        '*',
        'lighthouse*',
        'light*',
        'a b c',
        'lighthous OR boat',
        'lighthous" OR "boat',
        "lighthous' | 'boat",
        'NEAR(',
        'terms : x',
        '^x',
        '\\',
        ':*',
        '!x',
        '<->',
        '\u{10FFFF}0',
        '\ud800',
        '\udc00x',
        '\u0301',
        '🍵',
        'x'.repeat(100_000),
        '高'.repeat(50_000),
        '\u{20000}'.repeat(3_000),
      ]
      for (const term of terms) expect(await store.recall.rank('ann', [{ term, weight: 1 }], 9)).toEqual([])
      const all = [...terms, ...recallTerms('lighthouse')].map((term, i) => ({ term, weight: 1 + i }))
      expect((await store.recall.rank('ann', all, 9)).map(({ text }) => text)).toEqual(['A lighthouse', 'ok'])
    })

    test.each([
      ['U+0000', 'mint a\0b \0'],
      ['the last code point of all', 'mint \u{10FFFF}0 \u{10FFFF}'],
      ['quotes and escapes', `mint ' " \\ \\0 $1 :* & | ! <-> {} () \u2028\u{1F375}`],
      ['letters of many scripts', 'mint ÉCOLE straße Жук שָׁלוֹם हिन्दी สวัสดี 高兴 ﷺ 𝔘𝔫𝔦 ０１ x\u0301\u0323y'],
      ['very long words', `mint ${'x'.repeat(3_000)} ${'ж'.repeat(3_000)} ${'\u{20000}'.repeat(3_000)}`],
    ])('finds a turn with %s by each of its words, and gives it back to the character', async (_name, text) => {
      await using store = await open()
      await said(store, text)
      await said(store, 'Something else')
      for (const term of new Set(recallTerms(text))) {
        const [found] = await store.recall.rank('ann', [{ term, weight: 1 }], 1, 20_000)
        expect(found).toMatchObject({ text, words: [term] })
      }
    })

    test('of a very long text the beginning is found and told again', async () => {
      await using store = await open()
      const [first, letters] = [0x4e00, 20_902]
      // No two stand beside each other twice.
      const pairs = [1, 3, 5, 9, 11].flatMap((step) =>
        Array.from({ length: letters }, (_, i) => String.fromCharCode(first + ((i * step) % letters))),
      )
      const text = `mint ${pairs.join('')} basil`
      await said(store, text)
      const [found] = await rank(store, 'mint basil', 1)
      expect(found).toMatchObject({ words: ['mint'], text: text.slice(0, found?.text.length) })
      expect(found?.text.length).toBeGreaterThan(1_000)
      expect(found?.text.length).toBeLessThan(text.length)
    })

    test('what is always told is the most important, so many', async () => {
      await using store = await open()
      for (const importance of [0.95, 0.5, 1, 0.9, 0.89]) await aFact(store, `Worth ${importance}`, importance)
      const texts = async (least: number, limit: number) =>
        (await store.recall.pinned('ann', least, limit)).map(({ text }) => text)
      expect(await texts(0.9, 9)).toEqual(['Worth 1', 'Worth 0.95', 'Worth 0.9'])
      expect(await texts(0.9, 2)).toEqual(['Worth 1', 'Worth 0.95'])
      expect(await store.recall.pinned('ann', 1, 1)).toMatchObject([
        { kind: 'fact', importance: 1, createdAt: now, memoryId: expect.any(String), words: [] },
      ])
    })

    test('rows are fetched in the order in which they were named, each once', async () => {
      await using store = await open()
      await said(store, 'My lantern is green')
      await aFact(store, 'Has a lantern')
      const turn = await rowOf(store, 'My lantern is green')
      const fact = await rowOf(store, 'Has a lantern')
      const fetched = async (...rows: number[]) => (await store.recall.fetch('ann', rows)).map(({ text }) => text)
      expect(await fetched(fact, turn, 999_999, fact, -999_999, 0)).toEqual(['Has a lantern', 'My lantern is green'])
      expect(await fetched(turn, fact)).toEqual(['My lantern is green', 'Has a lantern'])
      expect(await fetched()).toEqual([])
    })

    test('vectors are asked for of what has none yet, and kept of what is still there', async () => {
      await using store = await open()
      const { conversations, recall, upkeep } = store
      const gone = (await said(store, 'One', 'Two')).run.conversationId
      await said(store, 'Three', 'Four')
      await aFact(store, 'Fact five')
      const texts = async (limit: number, model = 'm') =>
        (await recall.unembedded('ann', model, limit)).map(({ text }) => text)
      expect(await texts(9)).toEqual(['Fact five', 'Four', 'Three', 'Two', 'One'])
      expect(await texts(2)).toEqual(['Fact five', 'Four'])
      expect(await texts(1)).toEqual(['Fact five'])
      const all = await recall.unembedded('ann', 'm', 9)
      const rows = all.map(({ row }) => row)
      await recall.embed(
        'ann',
        'm',
        all.slice(0, 3).map((one, i) => ({ ...one, vector: vector(i) })),
      )
      expect(await texts(9)).toEqual(['Two', 'One'])
      expect(await texts(9, 'another')).toHaveLength(5)
      await conversations.hide(ann, gone)
      while (await upkeep.purge({ conversationId: gone }));
      await recall.embed(
        'ann',
        'm',
        [...all, { row: 999_999, text: 'One' }].map((one, i) => ({ ...one, vector: vector(10 + i) })),
      )
      const kept = await recall.vectors('ann', 'm', 9)
      expect(kept.rows).toEqual(rows.slice(0, 3))
      expect(kept.vectors.map((found) => [...found])).toEqual([10, 11, 12].map((n) => [n, 0, 255]))
      expect((await recall.vectors('ann', 'm', 2)).rows).toEqual(rows.slice(0, 2))
      expect((await recall.vectors('ann', 'm', 1)).rows).toEqual(rows.slice(0, 1))
      expect(await recall.vectors('ann', 'another', 9)).toEqual({ rows: [], vectors: [] })
      // One model takes the place of another.
      await recall.embed('ann', 'another', [{ row: rows[0] ?? 0, text: 'Fact five', vector: vector(1) }])
      expect((await recall.vectors('ann', 'm', 9)).rows).toEqual(rows.slice(1, 3))
      await recall.embed('ann', 'm', [])
    })

    test('a vector that comes when its turn is being taken away is not left behind', async () => {
      await using store = await open()
      const { conversations, recall, upkeep } = store
      for (let round = 0; round < 5; round++) {
        const { run } = await said(store, 'My lantern is green')
        const found = await recall.unembedded('ann', 'm', 9)
        await conversations.hide(ann, run.conversationId)
        await Promise.all([
          recall.embed(
            'ann',
            'm',
            found.map((one) => ({ ...one, vector: vector(1) })),
          ),
          upkeep.purge({ conversationId: run.conversationId }),
        ])
        while (await upkeep.purge({ conversationId: run.conversationId }));
        expect((await recall.vectors('ann', 'm', 9)).rows).toEqual([])
      }
    })

    test('a question of many words is answered by those that count for most', async () => {
      await using store = await open()
      await said(store, 'A lighthouse')
      await said(store, 'A boat')
      const faint = Array.from({ length: 500 }, (_, i) => ({ term: `word${i}`, weight: 0.9 }))
      const [boat, lighthouse] = recallTerms('boat lighthouse') as [string, string]
      const words = [...faint, { term: lighthouse, weight: 1 }, { term: boat, weight: 0.1 }]
      expect((await store.recall.rank('ann', words, 1)).map(({ text }) => text)).toEqual(['A lighthouse'])
    })

    test('what stood first in an answer that was given again stays as it was found', async () => {
      await using store = await open()
      const id = await aConversation(store)
      const job = await remembered(store, id, 'Where is the lighthouse?', 'Behind the boat')
      const again = await started(store, id, { ask: { kind: 'regenerate', messageId: job.answer.id } })
      await finish(store, again, 'Before the boat', { after: remembering })
      expect((await textsOf(store, 'boat')).sort()).toEqual([
        'Before the boat',
        'Behind the boat',
        'Where is the lighthouse?',
      ])
    })
  })
}
