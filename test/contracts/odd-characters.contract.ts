import { randomUUIDv7 } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ann, aFirstRun, aRun, aSeal, entry, finish, jobIn, now, type OpenStore, readAll } from './store-under-test.ts'

/** What a client can send: no engine has a right to lose or to refuse any of it. */
const texts = [
  ['U+0000', 'a\0b\0\0'],
  ['nothing but U+0000', '\0'],
  ['the last code point of all', '\u{10FFFF}'],
  ['what stands for U+0000 where that cannot be kept', '\u{10FFFF}0 \0\u{10FFFF}1\u{10FFFF}\u{10FFFF}'],
  ['quotes, escapes and what is no word', `' " \\ \\0 $1 :* & | ! <-> {} \r\n\t\u2028\u{1F375}`],
] as const

export function oddCharactersContract(open: OpenStore): void {
  describe('a store keeps what people say, to the character', () => {
    test.each(texts)('%s', async (_name, text) => {
      await using store = await open()
      const { apiKeys, audit, conversations, imports, people, runs, search } = store

      const id = randomUUIDv7()
      const metadata = { text, [text]: [text] }
      const scope = { ...ann, userId: `ann${text}` }
      const made = await conversations.create(scope, { id, title: text, persona: 'luma', metadata, now })
      expect(await conversations.get(scope, id)).toEqual(made)
      expect(made).toMatchObject({ title: text, metadata })
      const renamed = await conversations.update(scope, id, { title: `new ${text}`, metadata: { again: text } }, now)
      expect(renamed).toMatchObject({ title: `new ${text}`, metadata: { again: text } })
      expect((await conversations.list(scope, { limit: 9 })).items).toEqual([renamed])

      const key = { idempotencyKey: `key${text}`, requestHash: 'h' }
      const job = jobIn(await runs.start(scope, aRun(id, { content: `mint ${text}`, ...key })))
      expect(await runs.start(scope, aRun(id, key))).toMatchObject({ kind: 'existing', run: { id: job.run.id } })
      const events = await finish(store, job, `answer ${text}`)
      expect(await readAll(store, job.run.id, scope.userId)).toEqual(events)
      const told = (await conversations.messages(scope, id, { limit: 9, order: 'asc' })).items
      expect(told.map(({ content }) => content)).toEqual([`mint ${text}`, `answer ${text}`])
      const { turns } = await runs.history(scope.userId, id, { messageId: job.answer.id }, 9)
      expect(turns.map(({ content }) => content)).toEqual([`answer ${text}`, `mint ${text}`])
      const found = await search.search(scope, 'mint', { limit: 9 })
      expect(found.items.map(({ message }) => message.content)).toEqual([`mint ${text}`])

      const broken = jobIn(await runs.start(scope, aRun(id)))
      const error = { title: text, detail: text, code: 'model_interrupted' }
      await store.journal.commit([entry(broken, [], aSeal(text, { state: 'failed', error, usage: null }))])
      expect(await runs.get(scope.userId, broken.run.id)).toMatchObject({ error })
      expect(await people.rate(scope.userId, job.answer.id, 'up', text, now)).toMatchObject({ comment: text })
      expect((await people.export(scope.userId, 'feedback', undefined)).items).toMatchObject([{ comment: text }])

      const named = jobIn(await runs.start(ann, aFirstRun(`name${text}`)))
      expect(await conversations.named(ann, `name${text}`)).toMatchObject({ id: named.run.conversationId })

      const imported = randomUUIDv7()
      const from = { id: imported, title: text, persona: 'luma', metadata, createdAt: now, now, owner: 'node-1' }
      await imports.begin(scope, from)
      const message = {
        id: randomUUIDv7(),
        seq: 1,
        parentId: null,
        role: 'user',
        name: text,
        content: text,
        createdAt: now,
      } as const
      await imports.append(scope, imported, [message])
      expect(await imports.finish(scope, imported, 2)).toMatchObject({ title: text, metadata })
      const exported = (await people.export(scope.userId, 'messages', undefined)).items
      expect(exported).toContainEqual(expect.objectContaining({ name: text, content: text }))

      const given = { id: 'k', hash: 'h', hint: 'sk', name: text, userId: scope.userId, expiresAt: null, now }
      await apiKeys.create(given, {
        at: now,
        actor: 'admin',
        act: 'key_created',
        subject: text,
        detail: { name: text },
      })
      expect((await apiKeys.list({ limit: 9 })).items).toMatchObject([{ name: text, userId: scope.userId }])
      expect(await apiKeys.find('h')).toMatchObject({ userId: scope.userId })
      expect((await audit.list({ limit: 9 })).items).toMatchObject([{ subject: text, detail: { name: text } }])
    })
  })
}
