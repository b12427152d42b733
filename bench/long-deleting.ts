import { setTimeout as after } from 'node:timers/promises'
import type { Ask } from './ask-as.ts'
import type { Place } from './long-places.ts'
import { median } from './quantile.ts'
import type { Row } from './table.ts'

interface Deleting {
  ask: Ask
  conversations: readonly string[]
}

const quietMs = 3_000
const scrubPatienceMs = 60_000
const lookMs = 250

interface Watched {
  /** What was watched took so long. */
  ms: number
  sends: number[]
  reads: number[]
}

/** What somebody else waits for meanwhile: one after the other, so that nothing that holds them up is missed. */
async function watching(other: Ask, work: () => Promise<unknown>): Promise<Watched> {
  const { id } = JSON.parse((await other('POST', '/v1/conversations', {})).body) as { id: string }
  const path = `/v1/conversations/${id}`
  const [sends, reads]: [number[], number[]] = [[], []]
  const over = new AbortController()
  const again = async (times: number[], one: () => Promise<{ firstMs: number }>): Promise<void> => {
    while (!over.signal.aborted) times.push((await one()).firstMs)
  }
  const body = { content: 'burst-3' }
  const watched = Promise.all([
    again(sends, () => other('POST', `${path}/messages`, body, { accept: 'text/event-stream' })),
    again(reads, () => other('GET', path)),
  ])
  const began = performance.now()
  try {
    await Promise.race([work(), watched])
  } finally {
    over.abort()
  }
  const ms = performance.now() - began
  await watched
  return { ms, sends, reads }
}

async function untilScrubbed(place: Place): Promise<void> {
  const began = performance.now()
  while ((await place.owesScrub()) && performance.now() - began < scrubPatienceMs) await after(lookMs)
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`)

const worst = (times: readonly number[]): string =>
  `${median(times).toFixed(1)} ms, at worst ${Math.max(...times).toFixed(0)}`

const rowOf = (what: string, subject: string, floor: string): Row => ({
  what,
  subject,
  floor,
  compared: '',
  limit: '',
  met: null,
})

/** What deleting takes, and what another person waits for meanwhile; it takes everything from both sides. */
export async function measureDeleting(
  place: Place,
  other: Ask,
  { subject, floor }: { subject: Deleting; floor: Deleting },
): Promise<Row[]> {
  const rows: Row[] = []
  function tell(what: string, long: Watched, short: Watched, each = 1): void {
    rows.push(
      rowOf(what, seconds(long.ms), seconds(short.ms / each)),
      rowOf('  first event of another’s send', worst(long.sends), worst(short.sends)),
      rowOf('  another’s read', worst(long.reads), worst(short.reads)),
    )
  }
  const remove = async ({ ask, conversations }: Deleting): Promise<void> => {
    for (const id of conversations) await ask('DELETE', `/v1/conversations/${id}`)
  }
  const erase = ({ ask }: Deleting): Promise<unknown> => ask('DELETE', '/v1/me')
  const scrubbed = (): Promise<void> => untilScrubbed(place)

  await watching(other, () => after(quietMs))
  const quiet = await watching(other, () => after(quietMs))
  tell('nothing', quiet, quiet)
  for (const [what, work, one] of [
    ['a conversation, until the reply', remove, floor.conversations.length],
    ['a person, until the reply', erase, 1],
  ] as const) {
    const short = await watching(other, () => work(floor))
    const shortBytes = await watching(other, scrubbed)
    tell(what, await watching(other, () => work(subject)), short, one)
    tell('its bytes, after the reply', await watching(other, scrubbed), shortBytes)
  }
  return rows
}
