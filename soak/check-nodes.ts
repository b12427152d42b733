import { isDeepStrictEqual } from 'node:util'
import type { WireEvent } from '../test/client.ts'
import { messagesOf } from '../test/process/check-record.ts'
import { checkReadings } from './check-readings.ts'
import type { Ledger, Sent, Talk } from './ledger.ts'
import type { Rows } from './rows.ts'
import type { SoakNode } from './soak-node.ts'

/** Holds what every node tells against each other, against the database and against what readers saw. */
export async function checkNodes(ledger: Ledger, nodes: readonly SoakNode[], rows: Rows): Promise<string[]> {
  const violations: string[] = []
  const complain = (problem: string): void => void violations.push(problem)
  const stored = Map.groupBy(rows.messages, ({ conversation_id: id }) => id)

  async function logOf({ client }: SoakNode, run: string): Promise<WireEvent[]> {
    const stream = await client.events(run)
    const events = await stream.all()
    if (stream.status !== 200) complain(`run ${run} is ${stream.status} in the end: ${stream.text()}`)
    return events
  }

  async function checkRun(sent: Sent): Promise<void> {
    const { run } = sent
    if (run === undefined) return
    const logs = await Promise.all(nodes.map((node) => logOf(node, run)))
    const [first = []] = logs
    const bytes = logs.map((log) => log.map(({ raw }) => raw).join(''))
    if (new Set(bytes).size > 1) complain(`the log of run ${run} has other bytes on other nodes`)
    if (first.length > 0) for (const problem of checkReadings(run, first, sent.readings)) complain(problem)
    const ends = await Promise.all(
      nodes.map(async ({ client }) => (await client.get(`/v1/runs/${run}`)).json as object),
    )
    if (ends.some((end) => !isDeepStrictEqual(end, ends[0]))) complain(`run ${run} is another on other nodes`)
  }

  async function checkTalk(talk: Talk): Promise<void> {
    const { conversation } = talk
    if (conversation === undefined || talk.dialect !== 'v1') return
    for (const { client, name } of nodes) {
      const got = await client.get(`/v1/conversations/${conversation}`)
      if (talk.deletion === 'gone') {
        if (got.status !== 404) complain(`conversation ${conversation} was deleted, and is ${got.status} on ${name}`)
        continue
      }
      if (got.status !== 200) {
        complain(`conversation ${conversation} is ${got.status} on ${name}`)
        continue
      }
      const shown = (await messagesOf(client, conversation)).map(({ id, seq, content, status }) => ({
        id,
        seq,
        content,
        status,
      }))
      const kept = (stored.get(conversation) ?? []).map(({ id, seq, content, status }) => ({
        id,
        seq,
        content,
        status,
      }))
      if (!isDeepStrictEqual(shown, kept)) complain(`conversation ${conversation} is another on ${name} than on record`)
    }
  }

  for (const talk of ledger.talks) {
    await checkTalk(talk)
    // Of people who are nobody's business but their own contract's, the database alone tells.
    if (talk.deletion === 'none' && (talk.dialect === 'v1' || talk.dialect === 'S4')) {
      const lost = new Set(rows.runs.map(({ id }) => id))
      await Promise.all(talk.sent.filter(({ run }) => lost.has(run ?? '')).map(checkRun))
    }
  }
  return violations
}
