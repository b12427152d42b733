import { describe, expect, test } from 'vitest'
import type { Script } from '../../fake-model.ts'
import { startTestServer } from '../../harness.ts'
import { readChunks } from './raw-chunks.ts'
import { legacyStreams, streams, type WireStream } from './streams.ts'

const emoji = '👩‍👩‍👧'
const large: readonly [title: string, text: string][] = [
  ['ASCII', 'abcdefghij'.repeat(5_000)],
  ['Chinese', '满'.repeat(50_000)],
  ['emoji', 'x' + '😀'.repeat(25_000)],
  ['quotes', '"\\'.repeat(25_000)],
  ['everything at once', `Say "${emoji}" 满 \n\u0001`.repeat(3_000)],
]

interface Piece {
  token?: string
  content?: string
  sequence?: number
  is_final?: boolean
  done?: boolean
}

const framesOf = (chunks: readonly string[]): string[] =>
  chunks
    .join('')
    .split(/(?<=\n\n)/)
    .filter((frame) => frame.startsWith('data: {'))

const pieceOf = (frame: string): Piece => JSON.parse(frame.slice('data: '.length).split('\n', 1)[0] ?? '') as Piece
const isText = ({ content, done, is_final }: Piece): boolean => content !== '' && done !== true && is_final !== true

async function answerOf(row: WireStream, script: Script, headers: Record<string, string> = {}): Promise<string[]> {
  await using server = await startTestServer()
  const ask = await row.prepare(server.client)
  server.model.next(script)
  const asked = ask('Everything, please')
  return await readChunks(server.url, { ...asked, headers: { ...asked.headers, ...headers } })
}

const inOne =
  (text: string): Script =>
  async (exchange) => {
    await exchange.token(text)
    await exchange.finish()
    await exchange.done()
  }

describe.each(legacyStreams)('W3: on $title', (row) => {
  test.each(large)('a large piece of %s comes in frames under 1 KiB, cut between characters', async (_title, text) => {
    const frames = framesOf(await answerOf(row, inOne(text)))
    expect(frames.filter((frame) => frame.length >= 1024)).toEqual([])
    const pieces = frames.map(pieceOf).filter(isText)
    expect(pieces.filter(({ content = '' }) => !content.isWellFormed())).toEqual([])
    expect(pieces.map(({ content }) => content).join('') === text).toBe(true)
  })

  test('a frame that just fits is not cut, and one that does not is, ids of any length included', async () => {
    const headers = { 'x-correlation-id': 'i'.repeat(128) }
    const lengths = Array.from({ length: 40 }, (_, i) => 25 * i + 20)
    const frames = framesOf(
      await answerOf(
        row,
        async (exchange) => {
          for (const length of lengths) await exchange.token('x'.repeat(length))
          await exchange.finish()
          await exchange.done()
        },
        headers,
      ),
    )
    expect(frames.filter((frame) => frame.length >= 1024)).toEqual([])
    const pieces = frames.map(pieceOf).filter(isText)
    expect(pieces.map(({ content }) => content).join('')).toHaveLength(lengths.reduce((sum, one) => sum + one, 0))
    expect(pieces.slice(0, 10).map(({ content }) => content?.length)).toEqual(lengths.slice(0, 10))
  })

  test('a character that the provider has cut in two comes whole', async () => {
    const text = '満'.repeat(3_000) + emoji
    const chunks = await answerOf(row, async (exchange) => {
      await exchange.token(`${text}\ud83d`)
      await exchange.token(`\ude00${text}`)
      await exchange.finish()
      await exchange.done()
    })
    const pieces = framesOf(chunks).map(pieceOf).filter(isText)
    expect(pieces.filter(({ content = '' }) => !content.isWellFormed())).toEqual([])
    expect(pieces.map(({ content }) => content).join('') === `${text}😀${text}`).toBe(true)
  })
})

test('W3, S2-1: the sequence counts pieces from 0, and the last frame has their number', async () => {
  const row = legacyStreams.find(({ title }) => title.startsWith('S2'))
  const chunks = row ? await answerOf(row, inOne('満'.repeat(5_000))) : []
  const pieces = framesOf(chunks).map(pieceOf)
  expect(pieces.length).toBeGreaterThan(30)
  expect(pieces.map(({ sequence }) => sequence)).toEqual(pieces.map((_, n) => n))
  expect(pieces.map(({ is_final }) => is_final)).toEqual(pieces.map((_, n) => n === pieces.length - 1))
})

test.each(streams)('W3: on $title no chunk of HTTP ends within a frame', async (row) => {
  await using server = await startTestServer()
  const ask = await row.prepare(server.client)
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
  server.model.next(async (exchange) => {
    await exchange.token('First')
    await heard
    for (let i = 0; i < 20; i++) await exchange.token('満 "😀" '.repeat(1 + 40 * i))
    await exchange.together(async () => {
      for (let i = 0; i < 20; i++) await exchange.token(` ${i}`)
    })
    await exchange.finish()
    await exchange.done()
  })
  const chunks = await readChunks(server.url, ask('Hi'), (chunk) => chunk.includes('First') && hear())
  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks.filter((chunk) => !/^(id|data): /.test(chunk) || !chunk.endsWith('\n\n'))).toEqual([])
})
