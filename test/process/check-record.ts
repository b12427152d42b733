import { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { type Client, foldEvents, type WireEvent } from '../client.ts'

/** A message that a client has sent, and what it was told of it. */
export interface Sent {
  question: string
  /** undefined: nobody has said that it was accepted. */
  run: string | undefined
  /** What each of its readers has read. */
  readings: WireEvent[][]
}

export interface Message {
  id: string
  seq: number
  parentId: string | null
  role: string
  content: string
  status: string
  runId: string
  usage: { outputTokens: number; estimated: boolean } | null
}

export interface Outcomes {
  completed: number
  /** Ended `failed`, for their process died three times. */
  gaveUp: number
  /** Answered in more than one attempt. */
  restarted: number
  problems: string[]
}

/** Enough of a text to know it by. */
const quote = (text: string): string => (text.length > 60 ? `"${text.slice(0, 30)}…${text.slice(-30)}"` : `"${text}"`)

/** Every answer that the model has begun to a question, whole. */
export type Told = ReadonlyMap<string, readonly string[]>

export async function messagesOf(client: Client, conversation: string): Promise<Message[]> {
  const messages: Message[] = []
  let cursor: string | null = null
  do {
    const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: { data: Message[]; nextCursor: string | null } = (
      await client.get(`/v1/conversations/${conversation}/messages?limit=200&order=asc${more}`)
    ).json
    messages.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return messages
}

/** Holds what a conversation has become against what its clients sent and read: once each, whole, the same for all. */
export async function checkConversation(
  client: Client,
  conversation: string,
  sent: readonly Sent[],
  told: Told,
): Promise<Outcomes> {
  const outcomes: Outcomes = { completed: 0, gaveUp: 0, restarted: 0, problems: [] }
  const complain = (problem: string): void => void outcomes.problems.push(`conversation ${conversation}: ${problem}`)
  const messages = await messagesOf(client, conversation)

  const gaps = messages.filter(({ seq }, i) => seq !== (messages[0]?.seq ?? 0) + i)
  if (gaps.length > 0) complain(`seqs are not dense at ${gaps[0]?.seq}`)
  const stored = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  const expected = sent
    .filter(({ question, run }) => run !== undefined || stored.includes(question))
    .map(({ question }) => question)
  if (!isDeepStrictEqual(stored, expected))
    complain(`messages [${stored.join()}] where [${expected.join()}] were accepted`)
  if (messages.length !== 2 * stored.length) complain(`${messages.length} messages for ${stored.length} questions`)

  for (const { question, run, readings } of sent) {
    const asked = messages.find(({ role, content }) => role === 'user' && content === question)
    if (!asked) continue
    const answers = messages.filter(({ parentId, role }) => parentId === asked.id && role === 'assistant')
    const [answer] = answers
    if (!answer || answers.length > 1) {
      complain(`"${question}" has ${answers.length} answers`)
      continue
    }
    if (run !== undefined && (answer.runId !== run || asked.runId !== run))
      complain(`"${question}" was accepted as another run`)
    const { attempt, state, error } = (await client.get(`/v1/runs/${answer.runId}`)).json
    if (attempt > 1) outcomes.restarted++
    const whole = told.get(question) ?? []
    if (state !== answer.status) complain(`"${question}": run ${state}, message ${answer.status}`)
    if (answer.status === 'completed') {
      outcomes.completed++
      if (!whole.includes(answer.content))
        complain(`"${question}" is answered with what no model said: ${quote(answer.content)}`)
      if (!answer.usage || answer.usage.estimated !== attempt > 1)
        complain(`"${question}": usage of attempt ${attempt} is ${JSON.stringify(answer.usage)}`)
    } else if (answer.status === 'failed' && error?.code === 'attempts_exhausted' && attempt === 3) {
      outcomes.gaveUp++
      if (!whole.concat('').some((text) => text.startsWith(answer.content)))
        complain(`"${question}" keeps what no attempt said: ${quote(answer.content)}`)
    } else complain(`"${question}" is ${answer.status} (${error?.code}) in attempt ${attempt}`)

    for (const events of readings) {
      if (foldEvents(events) !== answer.content)
        complain(`a reader of "${question}" has ${quote(foldEvents(events))}, stored is ${quote(answer.content)}`)
      const last = events.at(-1)
      if (last && !isDeepStrictEqual(last.data.message, answer))
        complain(`the last event of "${question}" shows another message than is stored`)
    }
  }
  return outcomes
}

/** What the file itself says when nobody holds it. */
export function checkFile(path: string): string[] {
  using database = new DatabaseSync(path, { readOnly: true })
  const all = (sql: string): unknown[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row))
  const problems: string[] = []
  const expect = (sql: string, rows: unknown[]): void => {
    const found = all(sql)
    if (!isDeepStrictEqual(found, rows)) problems.push(`${sql}: ${JSON.stringify(found)}`)
  }
  expect('PRAGMA integrity_check', [['ok']])
  expect('PRAGMA foreign_key_check', [])
  expect("SELECT id FROM runs WHERE ended_at IS NULL OR owner IS NOT NULL OR state IN ('queued', 'running')", [])
  expect("SELECT id FROM messages WHERE status = 'streaming'", [])
  expect('SELECT id FROM runs WHERE id NOT IN (SELECT run_id FROM usage)', [])
  expect('SELECT run_id FROM usage GROUP BY run_id HAVING count(*) > 1', [])
  return problems
}
