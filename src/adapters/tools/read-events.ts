import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import { McpError } from './mcp-error.ts'

export interface EventLimits {
  mostEventBytes: number
  mostBytes: number
}

export interface EventsEnd {
  lastId: string | undefined
  /** What the server asks for before it is asked again. */
  retryMs: number | undefined
  /** Why it ended, where it broke. */
  failure: unknown
}

/** Reads events to the end of a body, whatever that is. */
export async function readEvents(
  body: AsyncIterable<Buffer>,
  { mostEventBytes, mostBytes }: EventLimits,
  heard: (data: string) => void,
): Promise<EventsEnd> {
  const end: EventsEnd = { lastId: undefined, retryMs: undefined, failure: undefined }
  const decoder = new StringDecoder('utf8')
  let ofEvent = 0
  let bytes = 0
  const parser = createParser({
    onId: (id) => void (end.lastId = id === '' ? undefined : id),
    onEvent({ event, data }) {
      ofEvent = 0
      if (data !== '' && (event === undefined || event === 'message')) heard(data)
    },
    onComment: () => void (ofEvent = 0),
    onRetry: (ms) => void (end.retryMs = ms),
  })
  try {
    for await (const chunk of body) {
      ofEvent += chunk.length
      bytes += chunk.length
      parser.feed(decoder.write(chunk))
      if (ofEvent > mostEventBytes || bytes > mostBytes)
        throw new McpError('garbled', { reason: 'a stream is too long' })
    }
  } catch (error) {
    end.failure = error
  }
  return end
}
