import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/conversation/types.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  allSlices,
  ann,
  annElsewhere,
  bob,
  finish,
  now,
  type OpenStore,
  started,
} from './store-under-test.ts'

export function searchContract(open: OpenStore): void {
  describe('the Search contract', () => {
    async function said(store: Store, text: string, scope: Scope = ann): Promise<string> {
      const id = await aConversation(store, scope)
      await finish(store, await started(store, id, { content: text }, scope), 'ok')
      return id
    }

    async function found({ search }: Store, text: string, scope: Scope = ann): Promise<string[]> {
      return (await search.search(scope, text, { limit: 50 })).items.map(({ message }) => message.content)
    }

    test.each([
      ['a word in the middle', 'I like peppermint tea', 'peppermint'],
      ['several words, in any order', 'I like peppermint tea', 'tea like'],
      ['a word that is still being typed', 'I like peppermint tea', 'pepper'],
      ['other capitals', 'Peppermint TEA', 'peppermint tea'],
      ['a word without its accents', 'Crème brûlée', 'creme brulee'],
      ['Chinese, by a word', '我今天很高兴见到你', '高兴'],
      ['Japanese, by a word', '今日は東京タワーに行きました', '東京タワー'],
      ['Thai, by a word', 'สวัสดีครับผมชื่ออาดา', 'สวัสดี'],
      ['Korean, by a word', '오늘은 날씨가 좋습니다', '날씨가'],
      ['Cyrillic', 'Мне нравится чай', 'нравится'],
      ['Hindi, whose words hold marks', 'मुझे हिन्दी पसंद है', 'हिन्दी'],
      ['Tamil', 'எனக்கு தமிழ் பிடிக்கும்', 'தமிழ்'],
      ['Hebrew with points', 'אמרתי שָׁלוֹם לך', 'שָׁלוֹם'],
      ['Arabic with vowels', 'قلت مَرْحَبًا بك', 'مَرْحَبًا'],
      ['a letter with several marks', 'Tiếng Việt là x\u0301\u0323y', 'việt'],
      ['full-width letters', 'ＡＢＣ店', 'abc'],
      ['a number', 'Room 1408, please', '1408'],
    ])('finds %s', async (_name, text, words) => {
      await using store = await open()
      await said(store, text)
      await said(store, 'Something else altogether')
      expect(await found(store, words)).toEqual([text])
    })

    test('takes every mark and every letter of a small script within a word', async () => {
      await using store = await open()
      const odd = Array.from({ length: 0x20000 }, (_, code) => code)
        .filter((code) => (code < 0x3400 || code > 0xd7a3) && (code < 0xd800 || code > 0xdfff))
        .map((code) => String.fromCodePoint(code))
        .filter((character) => /\p{M}|[\u1900-\u1cff]/u.test(character))
      expect(odd.length).toBeGreaterThan(2_000)
      for (let i = 0; i < odd.length; i += 8) {
        await store.search.search(
          ann,
          odd
            .slice(i, i + 8)
            .map((mark) => `x${mark}y`)
            .join(' '),
          { limit: 1 },
        )
      }
    })

    test('finds answers as well as questions, and nothing that lacks a word', async () => {
      await using store = await open()
      await finish(
        store,
        await started(store, await aConversation(store), { content: 'What grows here?' }),
        'Wild mint',
      )
      expect(await found(store, 'mint')).toEqual(['Wild mint'])
      expect(await found(store, 'mint grows')).toEqual([])
    })

    test.each([
      '"',
      "'",
      '*',
      '(',
      ')',
      'tea AND',
      'tea OR milk',
      'NOT tea',
      'NEAR(tea milk)',
      'tea*',
      '-tea',
      '^tea',
      'content:tea',
      'owner : x',
      '"tea',
      "tea'; DROP TABLE messages; --",
      '\\',
      '%',
      '_',
      '{tea}',
      '🍵',
      '\u0000tea',
    ])('a person who types %j asks for no query language', async (text) => {
      await using store = await open()
      await said(store, 'tea')
      await said(store, 'milk')
      await said(store, 'tea', bob)
      const results = await found(store, text)
      expect(results.every((content) => content === 'tea')).toBe(true)
      expect(await found(store, 'tea')).toEqual(['tea'])
    })

    test('LESSONS 22: finds nothing of another’s, nor of the same person’s other rooms', async () => {
      await using store = await open()
      await said(store, 'peppermint of hers', ann)
      await said(store, 'peppermint of his', bob)
      await said(store, 'peppermint elsewhere', annElsewhere)
      expect(await found(store, 'peppermint', ann)).toEqual(['peppermint of hers'])
      expect(await found(store, 'peppermint', bob)).toEqual(['peppermint of his'])
      expect(await found(store, 'peppermint', annElsewhere)).toEqual(['peppermint elsewhere'])
      expect(await found(store, 'peppermint', { userId: 'eve', namespace: 'v1' })).toEqual([])
    })

    test('finds nothing of what is hidden or gone', async () => {
      await using store = await open()
      const id = await said(store, 'peppermint')
      await store.conversations.hide(ann, id)
      expect(await found(store, 'peppermint')).toEqual([])
      await allSlices(() => store.upkeep.purge())
      expect(await found(store, 'peppermint')).toEqual([])
    })

    test('comes in pages that neither skip nor repeat', async () => {
      await using store = await open()
      const texts = Array.from({ length: 7 }, (_, i) => `mint number ${i}`)
      for (const text of texts) await said(store, text)
      const seen: string[] = []
      let from: readonly (string | number)[] | undefined
      do {
        const page = await store.search.search(ann, 'mint', { limit: 3, from })
        seen.push(...page.items.map(({ message }) => message.content))
        from = page.next ?? undefined
      } while (from)
      expect([...seen].sort()).toEqual(texts)
    })

    test('what many messages hold comes newest first, so many at a time, and stays in its place while more is said', async () => {
      await using store = await open()
      const id = randomUUIDv7()
      const facts = { id, title: null, persona: 'luma', metadata: {}, createdAt: now, now, owner: 'node-1' }
      await store.imports.begin(ann, facts)
      const said = Array.from({ length: 450 }, (_, i) => (i % 3 === 0 ? `mint ${i} and much else` : `mint ${i}`))
      const messages = said.map((content, i) => ({
        id: randomUUIDv7(),
        seq: i + 1,
        parentId: null,
        role: 'user' as const,
        name: null,
        createdAt: now,
        content,
      }))
      for (let i = 0; i < said.length; i += 50) await store.imports.append(ann, id, messages.slice(i, i + 50))
      await store.imports.finish(ann, id, said.length + 1)
      const seen: string[] = []
      let from: readonly (string | number)[] | undefined
      do {
        const page = await store.search.search(ann, 'min', { limit: 60, from })
        seen.push(...page.items.map(({ message }) => message.content))
        from = page.next ?? undefined
        await started(store, await aConversation(store), { content: 'mint once more' })
      } while (from)
      expect(new Set(seen.slice(0, 200))).toEqual(new Set(said.slice(-200)))
      expect(seen.slice(0, 100).filter((text) => text.includes('else'))).toEqual([])
      expect(seen.toSorted()).toEqual(said.toSorted())
    })

    test('a result names its conversation', async () => {
      await using store = await open()
      const id = await said(store, 'peppermint')
      const { items } = await store.search.search(ann, 'peppermint', { limit: 1 })
      expect(items).toMatchObject([{ conversation: { id }, message: { conversationId: id, role: 'user' } }])
    })
  })
}
