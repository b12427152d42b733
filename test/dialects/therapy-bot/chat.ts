import type { Client, Stream } from '../../client.ts'
import type { FakeModel } from '../../fake-model.ts'

/** Sends one message, and reads its stream to the end. */
export async function chat(client: Client, body: unknown, headers: Record<string, string> = {}): Promise<Stream> {
  const stream = await client.stream('POST', '/chat', { body, headers })
  await stream.all()
  return stream
}

/** What the model was last given, without the words of the system. */
export const contextOf = (model: FakeModel): string[] =>
  (model.requests.at(-1)?.body.messages ?? [])
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => `${role}: ${content}`)

/** The path of a GET that asks the same. */
export const asked = (query: Record<string, string>): string => `/chat?${new URLSearchParams(query).toString()}`

/** A GET as a browser sends it that comes back, read to its end. */
export async function comeBack(client: Client, path: string, lastEventId: string): Promise<Stream> {
  const stream = await client.stream('GET', path, { headers: { 'last-event-id': lastEventId } })
  await stream.all()
  return stream
}

/** The blocks of a stream, each with its blank line, and the id that it ends with. */
export const blocksOf = (text: string): { block: string; id: string }[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => ({ block: `${block}\n\n`, id: /^id: (?<id>.*)$/m.exec(block)?.groups?.['id'] ?? '' }))
