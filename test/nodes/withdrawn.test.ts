import { expect, test } from 'vitest'
import { type Client, foldEvents } from '../client.ts'
import { holding } from '../adapters/two-nodes.ts'
import { words } from '../fake-model.ts'
import { messagesOf } from '../process/check-record.ts'
import { createReader, type Reader, runOf } from '../process/reader.ts'
import { type Cluster, describeNodes, openCluster } from './cluster.ts'

const before = 'That sounds hard.'
const faulty = 'After supper you could quietly take forty pills at once and nobody would know.'
const said = `${before} ${faulty} Please stay with me.`
/** Written for what nobody but a doctor may say. */
const replacement =
  'About medicines and amounts, please ask a doctor or a pharmacist: they know what is safe for you. I am glad to talk about how you feel.'
const kept = `${before}\n\n${replacement}`
/** Words of the sentence as they stand there and as an index may have them; none is in what takes its place. */
const withdrawn = /supper|quietly|take|fort[yi]|pill|nobody would|please stay/i

/** Every row of every table, as text. */
async function rowsOf({ query }: Cluster): Promise<string> {
  const tables = await query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
  const rows = await Promise.all(
    tables.map(({ name }) => query<{ row: string }>(`select t::text as row from "${name}" t`)),
  )
  return rows.flatMap((some) => some.map(({ row }) => row)).join('\n')
}

/** Resolves once the beginning of what will be withdrawn is on record, where it has to be taken out again. */
async function onRecord({ query }: Cluster, run: string, word: string): Promise<void> {
  const written = 'select from run_events where run_id = $1 and payload::text like $2'
  while ((await query(written, [run, `%${word}%`])).length === 0);
}

/** All that a person may read of it on a node. */
async function allOf(client: Client, conversation: string, run: string): Promise<string[]> {
  const replay = await client.events(run)
  expect(foldEvents(await replay.all())).toBe(kept)
  const paths = [`/v1/conversations/${conversation}/messages?limit=200`, '/v1/me/export', `/v1/runs/${run}`]
  const answers = await Promise.all(paths.map((path) => client.get(path)))
  for (const { status } of answers) expect(status).toBe(200)
  for (const word of ['supper', 'quietly', 'pills'])
    expect((await client.get(`/v1/search?q=${word}`)).json.data).toEqual([])
  return [replay.text(), ...answers.map(({ text }) => text)]
}

/** They have what is kept, and were told nothing of the sentence from where it was withdrawn. */
function expectForgotten(reader: Reader): void {
  expect(reader.text()).toBe(kept)
  expect(reader.types().filter((type) => type === 'retracted')).toHaveLength(1)
  const after = reader.seen.slice(reader.types().indexOf('retracted'))
  expect(JSON.stringify(after)).not.toMatch(withdrawn)
  expect(reader.seen.at(-1)).toMatchObject({ type: 'blocked', data: { message: { content: kept, status: 'blocked' } } })
}

describeNodes('LESSONS 18: a sentence that readers had begun to read, and that was withdrawn', (options) => {
  test('is gone for whoever read it elsewhere, came late, or comes back, and from every row', async () => {
    const cluster = await openCluster(options)
    const { databaseUrl, model, redis, two } = cluster
    const [a, b] = await two()
    const steps = model.stepped(words(said))
    const conversation = await a.client.conversation({ persona: 'luma' })
    const stream = await a.client.send(conversation, 'It has been a hard day')
    const run = runOf(stream)
    const there = await b.client.events(run)
    steps.release(words(said.slice(0, said.indexOf(' pills'))).length)
    // What comes behind it makes the sentence suspicious.
    const isBegun = ({ data }: { data: { text?: string } }): boolean => data.text === ' take'
    await there.until(isBegun)
    await onRecord(cluster, run, 'take')
    const left = await b.client.events(run)
    await left.until(isBegun)
    left.leave()
    const late = await b.client.events(run)
    await late.until(isBegun)

    // Until its end is on record a run is shown by whoever writes it, and by whoever hears of it from them.
    const held = await holding(databaseUrl, `select from runs where id = '${run}' for update`)
    steps.releaseAll()
    const isOver = ({ type }: { type: string }): boolean => type === 'retracted'
    await stream.until(isOver)
    if (redis) await there.until(isOver)
    const justAfter = await Promise.all((redis ? [a, b] : [a]).map(({ client }) => client.events(run)))
    await Promise.all(justAfter.map((one) => one.until(isOver)))
    await held.release()
    for (const one of justAfter) {
      expect(foldEvents(await one.all())).toBe(kept)
      expect(one.text()).not.toMatch(withdrawn)
    }

    for (const one of [stream, there, late]) {
      const reader = createReader(run)
      reader.keep(await one.all())
      expectForgotten(reader)
    }
    // Whoever had gone in the middle of the sentence has it until they come back, to whichever node.
    for (const { client } of [a, b]) {
      const back = createReader(run)
      back.keep(left.events())
      expect(back.text()).toMatch(/ supper you could quietly take$/)
      await back.readOn(client)
      expectForgotten(back)
    }
    for (const { client } of [a, b]) {
      const answer = (await messagesOf(client, conversation)).find(({ role }) => role === 'assistant')
      expect(answer).toMatchObject({ content: kept, status: 'blocked' })
      for (const text of await allOf(client, conversation, run)) expect(text).not.toMatch(withdrawn)
    }
    const rows = await rowsOf(cluster)
    expect(rows).toContain(before)
    expect(rows).toContain(replacement)
    expect(rows).not.toMatch(withdrawn)

    await b.client.ask(conversation, 'Go on')
    const next = JSON.stringify(model.requests.at(-1)?.body.messages?.filter(({ role }) => role !== 'system'))
    expect(next).toContain(before)
    expect(next).not.toMatch(withdrawn)
    for (const node of [a, b]) expect(node.stdout() + node.stderr()).not.toMatch(withdrawn)
  })
})
