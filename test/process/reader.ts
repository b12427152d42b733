import { expect } from 'vitest'
import { type Client, foldEvents, type Stream, type WireEvent } from '../client.ts'
import { wrongStep } from './follow-across.ts'

/** What one person has read of a run, over as many processes as it took. */
export interface Reader {
  readonly seen: WireEvent[]
  text(): string
  types(): string[]
  /** Takes what a stream has told; nothing may have been skipped or repeated. */
  keep(events: readonly WireEvent[]): void
  /** Reads on from its cursor, to the end of the stream. */
  readOn(client: Client): Promise<void>
}

export const runOf = (stream: Stream): string => String(stream.headers['x-run-id'])

export function createReader(run: string): Reader {
  const seen: WireEvent[] = []
  const reader: Reader = {
    seen,
    text: () => foldEvents(seen),
    types: () => seen.map(({ type }) => type),
    keep(events) {
      for (const event of events) {
        expect(wrongStep(run, seen.at(-1), event)).toBeUndefined()
        seen.push(event)
      }
    },
    async readOn(client) {
      reader.keep(await (await client.events(run, seen.at(-1)?.id)).all())
    },
  }
  return reader
}
