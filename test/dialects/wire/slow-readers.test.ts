import { describe, expect, test } from 'vitest'
import type { Script } from '../../fake-model.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { legacyStreams, open, said, type WireStream } from './streams.ts'

// More than the two ends of a loopback connection hold between them: 8 MB, for each character is told in six bytes.
const token = '満'.repeat(50)
const tokens = 24_000
const json = String.raw`\u6e80`.repeat(50)

/** Floods once it is told to. */
function prepareFlood(ends: boolean): { script: Script; begin(): void } {
  const begun = Promise.withResolvers<void>()
  return {
    async script(exchange) {
      await begun.promise
      for (let i = 0; i < tokens; i += 100) {
        await exchange.together(async () => {
          for (let j = 0; j < 100; j++) await exchange.token(token)
        })
      }
      if (!ends) return exchange.stall()
      await exchange.finish()
      await exchange.done()
    },
    begin: begun.resolve,
  }
}

async function pausedReader(server: TestServer, row: WireStream, ends: boolean) {
  const ask = await row.prepare(server.client)
  const flood = prepareFlood(ends)
  server.model.next(flood.script)
  const stream = await open(server.client, ask('Everything, please'))
  await server.model.waitForRequest(1)
  stream.response.pause()
  return { stream, ...flood }
}

/** Resolves once the run is on record as ended; of one that is not stored nothing else is ever said. */
async function runEnded({ client }: TestServer): Promise<void> {
  let runs = 0
  while (runs === 0) runs = (await client.get('/v1/usage')).json.data.length as number
}

const everything = (row: WireStream): string => {
  let text = ''
  for (let n = 0; n < tokens; n++) text += row.text(`"${json}"`, n)
  return text + row.success(tokens)
}

describe('a reader that stops reading', () => {
  test.each(legacyStreams)('W3: and goes on gets every frame once, in order: $title', async (row) => {
    await using server = await startTestServer({ limits: { slowReaderBytes: 1e9 } })
    const { stream, begin } = await pausedReader(server, row, true)
    begin()
    await runEnded(server)
    stream.response.resume()
    await stream.all()
    expect(said(row, stream) === everything(row)).toBe(true)
  })

  // The dropping is the same for all; what differs is whether the run outlives it.
  test.each(legacyStreams.slice(0, 2))('W8: is dropped, and what it has read is whole: $title', async (row) => {
    await using server = await startTestServer({
      drainMs: 0,
      keepaliveMs: 1_000,
      // The flood may come in one piece: then nothing more is told while he is behind, and patience decides.
      limits: { slowReaderBytes: 50_000, slowReaderMs: 2_000 },
    })
    const { stream, begin } = await pausedReader(server, row, false)
    begin()
    await server.logged({ event: 'stream_dropped' })
    stream.response.resume()
    await stream.all()
    const told = said(row, stream)
    const whole = told.slice(0, told.lastIndexOf('\n\n') + 2)
    expect(whole.length).toBeGreaterThan(0)
    expect(whole.length).toBeLessThan(everything(row).length)
    expect(everything(row).startsWith(whole)).toBe(true)
  })
})
