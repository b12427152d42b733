import { createClient } from '../test/client.ts'
import { monotonicMicroseconds, readWallOffset } from './clock.ts'
import { quantile } from './quantile.ts'
import type { Rig } from './rig.ts'
import type { Target } from './targets.ts'

const streams = 50
const pace = 'paced-200-20'
const wallOffset = readWallOffset()

/** Two processes of a target, warmed: what is asked of the one is read on the other. The text of each token is its time. */
export const measureElsewhere =
  (rig: Rig) =>
  async (target: Target): Promise<Record<string, number>> => {
    const [writer, reader] = [await rig.start(target), await rig.start(target)]
    const [ask, read] = [writer, reader].map(({ port }) => createClient(`http://127.0.0.1:${port}`))
    if (!ask || !read) throw new Error('Two processes have two clients')
    let delays: number[] = []
    const round = (): Promise<unknown> =>
      Promise.all(
        Array.from({ length: streams }, async () => {
          const conversation = await ask.conversation()
          const { json: run } = await ask.sendAsync(conversation, pace)
          const stream = await read.events(run.id)
          stream.response.on('data', (chunk: string) => {
            const now = monotonicMicroseconds() + wallOffset
            for (const [, stamp] of chunk.matchAll(/"text":" @(\d{16})@"/g)) delays.push(now - Number(stamp))
          })
          const events = await stream.all()
          if (events.at(-1)?.type !== 'completed') throw new Error('A reply had no end')
        }),
      )
    try {
      await round()
      delays = []
      await round()
    } finally {
      ask.close()
      read.close()
      await writer.end()
      await reader.end()
    }
    const sorted = Float64Array.from(delays).sort()
    return { elsewhereP50Ms: quantile(sorted, 0.5) / 1000, elsewhereP99Ms: quantile(sorted, 0.99) / 1000 }
  }
