import { describe, expect, test } from 'vitest'
import type { Client, Stream } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { asked, blocksOf, comeBack } from './chat.ts'

const path = asked({ message: 'Tell me', sessionId: 's', userId: 'u' })
/** Without a number: what may be a dose is not let go before its sentence has ended. */
const long = Array.from({ length: 1_400 }, (_, i) => `${'abcdefghij'[i % 10]}👋`).join('')
const answers: [name: string, tokens: string[]][] = [
  ['words', ['One', ' two', ' three']],
  ['words around a long piece', ['One ', long, ' two']],
  ['long pieces only', [long, long]],
]

const textOf = (text: string): string =>
  [...text.matchAll(/^data: (?<json>.*)$/gm)]
    .map(({ groups }) => (JSON.parse(groups?.['json'] ?? '') as { content: string }).content)
    .join('')

/** Cuts what a reader saw behind every block, and reads on from there. */
async function expectSameFromEverywhere(client: Client, whole: string): Promise<void> {
  const blocks = blocksOf(whole)
  expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
  expect((await comeBack(client, path, blocks[0]?.id ?? '')).text()).toBe(whole)
  let heard = blocks[0]?.block ?? ''
  for (const { block, id } of blocks.slice(1)) {
    heard += block
    const rest = await comeBack(client, path, id)
    expect(heard + rest.text()).toBe(whole)
    expect([id, rest.status]).toEqual([id, heard === whole ? 204 : 200])
  }
}

describe.each(answers)('S3-4: a GET that comes back to an answer of %s', (_name, tokens) => {
  test('reads on where it was, wherever that is, after the end and on the next server too', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(tokens).releaseAll()
    const stream = await client.stream('GET', path)
    await stream.all()
    expect(textOf(stream.text())).toBe(tokens.join(''))
    await expectSameFromEverywhere(client, stream.text())
    expect(model.requests).toHaveLength(1)
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    await expectSameFromEverywhere(next.client, stream.text())
    expect(next.model.requests).toHaveLength(0)
  })

  test('reads on where it was while the answer is written', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(tokens)
    const stream = await client.stream('GET', path)
    const readers: { heard: string; rest: Stream }[] = []
    for (let i = 0; i <= tokens.length; i++) {
      const text = tokens.slice(0, i).join('')
      const whole = await stream.untilText((so) => so !== '' && textOf(so) === text)
      let heard = ''
      for (const { block, id } of blocksOf(whole)) {
        heard += block
        const rest = await client.stream('GET', path, { headers: { 'last-event-id': id } })
        readers.push({ heard: id.endsWith(':0') ? '' : heard, rest })
      }
      steps.release()
    }
    await stream.all()
    for (const { heard, rest } of readers) {
      await rest.all()
      expect(heard + rest.text()).toBe(stream.text())
    }
    expect(readers.length).toBeGreaterThan(tokens.length)
    expect(model.requests).toHaveLength(1)
  })
})

describe('S3-4: a GET that comes back', () => {
  test('time and again, after every block, misses nothing and reads nothing twice', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One ', long, ' two'])
    const first = await client.stream('GET', path)
    let [seen] = blocksOf(await first.untilText((text) => text.endsWith('\n\n')))
    let heard = seen?.block ?? ''
    steps.releaseAll()
    for (;;) {
      const visit = await client.stream('GET', path, { headers: { 'last-event-id': seen?.id ?? '' } })
      if (visit.status === 204) break
      const isNew = ({ block }: { block: string }): boolean => block.startsWith('data: ')
      const text = await visit.untilText((so) => blocksOf(so).some(isNew))
      visit.leave()
      seen = blocksOf(text).find(isNew)
      heard += seen?.block ?? ''
    }
    await first.all()
    expect(heard).toBe(first.text())
    expect(textOf(heard)).toBe(`One ${long} two`)
    expect(model.requests).toHaveLength(1)
  })

  test('pieces of one long piece of text have ids of their own', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['x'.repeat(1_800), 'y'.repeat(1_500)]).releaseAll()
    const stream = await client.stream('GET', path)
    await stream.all()
    const run = String(stream.headers['x-run-id'])
    const frame = (letter: string, count: number, id: string): string =>
      `data: {"content": "${letter.repeat(count)}"}\nid: ${run}:${id}\n\n`
    expect(stream.text()).toBe(
      `id: ${run}:0\n\n` +
        frame('x', 900, '1048578:1') +
        frame('x', 900, '1048578') +
        frame('y', 750, '1048579:1') +
        frame('y', 750, '1048579'),
    )
    expect((await comeBack(client, path, `${run}:1048578:1`)).text()).toBe(
      frame('x', 900, '1048578') + frame('y', 750, '1048579:1') + frame('y', 750, '1048579'),
    )
  })

  test('to a piece that there never was is not told what comes behind it as if it were the rest', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['One', ' two', ' three']).releaseAll()
    const stream = await client.stream('GET', path)
    await stream.all()
    const rest = await comeBack(client, path, `${String(stream.headers['x-run-id'])}:1048578:2`)
    expect(rest.text()).toMatch(/^data: \{"error": "The answer was begun anew, [^"]*"\}\nid: \S+\n\n$/)
  })

  test('to an answer whose pieces are not kept any more is told so, and never gets half of it', async () => {
    await using server = await startTestServer({ log: { compactAfterMs: 1 } })
    const { client, model } = server
    const tokens = ['x'.repeat(2_000), 'y'.repeat(1_100), ' z']
    const text = tokens.join('')
    model.stepped(tokens).releaseAll()
    const stream = await client.stream('GET', path)
    await stream.all()
    server.advance(60_000)
    await server.tidy()
    const blocks = blocksOf(stream.text())
    const whole = await comeBack(client, path, blocks[0]?.id ?? '')
    expect(textOf(whole.text())).toBe(text)
    for (const { id } of blocks.slice(1, -1)) {
      const rest = await comeBack(client, path, id)
      expect([id, rest.text()]).toEqual([
        id,
        expect.stringMatching(/^data: \{"error": "The answer was begun anew, [^"]*"\}\nid: \S+\n\n$/),
      ])
      const again = await comeBack(client, path, blocksOf(rest.text())[0]?.id ?? '')
      expect(whole.text().endsWith(again.text()) && textOf(again.text())).toBe(text)
    }
    expect((await comeBack(client, path, blocks.at(-1)?.id ?? '')).status).toBe(204)
    await expectSameFromEverywhere(client, whole.text())
    expect(model.requests).toHaveLength(1)
  })
})
