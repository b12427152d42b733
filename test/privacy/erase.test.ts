import { describe, expect, test } from 'vitest'
import { startTestServer, type TestOptions } from '../harness.ts'
import { as, withAuth } from '../tokens.ts'
import { absentFromDisk, scrubbed, tracesOnDisk } from './files.ts'
import { lookEverywhere } from './look.ts'
import { sayEverything } from './speak.ts'
import { createVoice, formsOf, tracesIn } from './voice.ts'

const once: TestOptions = { retry: { attempts: 0 }, tokenBudget: { tokens: 1e9, seconds: 3_600 } }
const ann = createVoice('ann')
const bob = createVoice('bob')

/** Whoever is recorded as having been erased is so by the id alone. */
const record = { act: 'person_erased', actor: 'user', subject: 'ann' }

describe('PROTOCOL: DELETE /v1/me erases all of it', () => {
  test.each(['normal', 'full'] as const)(
    'SETTLED 8: no file keeps a word of whoever has erased everything, at durability %s',
    { timeout: 60_000 },
    async (durability) => {
      await using server = await startTestServer({ ...withAuth, ...once, database: { durability } })
      const { client, model, path } = server
      const headers = await as('ann')
      const { kept } = await sayEverything({ client, model, voice: ann, userId: 'ann', headers })
      await sayEverything({ client, model, voice: bob, userId: 'bob', headers: await as('bob') })
      expect(absentFromDisk(path, kept.map(ann.word))).toEqual([])
      const before = formsOf(tracesOnDisk(path, bob))
      expect(formsOf(tracesOnDisk(path, ann))).toEqual(before)

      expect((await client.call('DELETE', '/v1/me', { headers })).status).toBe(200)
      await scrubbed(server)
      expect(tracesOnDisk(path, ann)).toEqual([])
      expect(formsOf(tracesOnDisk(path, bob))).toEqual(before)
      await server.drain()
      expect(tracesOnDisk(path, ann)).toEqual([])
      expect(formsOf(tracesOnDisk(path, bob))).toEqual(before)
    },
  )

  test('with authentication off, everything of the one local user goes, and what others are named for stays', async () => {
    await using server = await startTestServer(once)
    const { client, model, path } = server
    const said = await sayEverything({ client, model, voice: ann, userId: 'local', headers: {} })
    expect(absentFromDisk(path, said.kept.map(ann.word))).toEqual([])
    const { status } = await client.post('/api/chat/simple', { user_id: 'bob', message: bob.text('message') })
    expect(status).toBe(200)
    await client.call('DELETE', '/v1/me')
    await scrubbed(server)
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect((await client.get('/api/chat/history/bob')).text).toContain(bob.text('message'))
    await server.drain()
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect(tracesOnDisk(path, bob)).not.toEqual([])
  })

  test('nobody is told anything of it afterwards: not by id, in lists, search, export and replays, nor the operator', async () => {
    await using server = await startTestServer({ ...withAuth, ...once })
    const { client, model } = server
    const headers = await as('ann')
    const spoken = await sayEverything({ client, model, voice: ann, userId: 'ann', headers })
    const her = { voice: ann, name: 'ann', headers }
    const his = { voice: ann, name: 'bob', headers: await as('bob') }
    const before = await lookEverywhere(client, spoken, her)
    const readable = [...before.ofIds, ...before.ofLists].filter(({ text }) => tracesIn(text, ann).length > 0)
    expect(readable.length).toBeGreaterThan(20)

    await client.call('DELETE', '/v1/me', { headers })
    for (const looking of [her, his]) {
      const after = await lookEverywhere(client, { ...spoken, runs: [...spoken.runs, spoken.underWay] }, looking)
      expect(after.ofIds.filter(({ status }) => status !== 404)).toEqual([])
      expect(after.ofLists.filter(({ status }) => status !== 200 && status !== 204)).toEqual([])
      expect([...after.ofIds, ...after.ofLists].flatMap(({ text }) => tracesIn(text, ann))).toEqual([])
    }
    const { ofLists } = await lookEverywhere(client, spoken, her)
    expect(ofLists.flatMap(({ json }) => (json?.data as object[]) ?? [])).toContainEqual(
      expect.objectContaining(record),
    )

    model.script(async (exchange) => {
      await exchange.token('Anew')
      await exchange.finish()
      await exchange.done()
    })
    for (const { path, body, headers: keys } of spoken.keyed) {
      const again = await client.call('POST', path, { body, headers: { ...headers, ...keys } })
      if (path.startsWith('/v1/')) expect(again.status).toBe(404)
      else expect(again.text).toContain('Anew')
    }
  })
})
