import type { Answer, Stream } from '../test/client.ts'
import type { Ledger, Sent } from './ledger.ts'
import type { Line } from './line.ts'

type Body = Record<string, unknown>
type Told = Pick<Answer, 'status' | 'headers' | 'text'>

export interface Posting {
  path: string
  body: Body
  headers?: Record<string, string>
}

/** What a reply says of a message: `again` is worth another try with the same key. */
type Verdict = 'accepted' | 'again' | 'refused'

const parse = (text: string): Body => {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {}
  }
}

export function createPost(ledger: Ledger, line: Line) {
  function judge(sent: Sent, { status, headers, text }: Told): Verdict {
    const run = headers['x-run-id']
    if (status === 200 || status === 202) {
      if (typeof run === 'string') ledger.accept(sent, run)
      else ledger.complain(`"${sent.question}" was answered ${status} without a run`)
      return 'accepted'
    }
    const { code, runId, detail } = parse(text)
    if (status === 503 && typeof runId === 'string') {
      ledger.accept(sent, runId)
      if (code === 'model_unavailable') sent.toldState = 'failed'
      return 'accepted'
    }
    // An older contract says so of a model that failed; nobody hears of the run.
    if (status === 503 && detail === 'AI service unavailable') return 'refused'
    if (status === 503 || (status === 429 && code !== 'budget_spent')) return 'again'
    if (status === 409 && code === 'run_in_progress') return 'refused'
    if (status === 404 && sent.talk.deletion !== 'none') return 'refused'
    ledger.complain(`"${sent.question}" was answered ${status}: ${text}`)
    return 'refused'
  }

  const keyed = (sent: Sent, { headers }: Posting): Record<string, string> => ({
    'idempotency-key': sent.key,
    ...headers,
  })

  return {
    /** Sends until it is known what became of it. */
    async whole(sent: Sent, posting: Posting): Promise<Answer | undefined> {
      for (;;) {
        const answer = await line.call('POST', posting.path, { body: posting.body, headers: keyed(sent, posting) })
        const verdict = answer ? judge(sent, answer) : 'again'
        if (verdict !== 'again') return verdict === 'accepted' ? answer : undefined
        ledger.resent++
        await line.rest()
      }
    },
    /** As `whole`, to be read as a stream. */
    async stream(sent: Sent, posting: Posting): Promise<Stream | undefined> {
      for (;;) {
        const stream = await line.open('POST', posting.path, { body: posting.body, headers: keyed(sent, posting) })
        if (stream && stream.status !== 200) await stream.all()
        const { status, headers } = stream ?? {}
        const verdict = stream
          ? judge(sent, { status: status ?? 0, headers: headers ?? {}, text: stream.text() })
          : 'again'
        if (verdict !== 'again') return verdict === 'accepted' ? stream : undefined
        ledger.resent++
        await line.rest()
      }
    },
  }
}

export type Post = ReturnType<typeof createPost>
