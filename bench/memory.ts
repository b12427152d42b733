import { createHmac, randomBytes } from 'node:crypto'
import { readLocomo, type Sample } from './locomo.ts'
import { createPlainBm25 } from './plain-bm25.ts'
import { quantile } from './quantile.ts'
import { startTarget, targets, type RunningTarget } from './targets.ts'

/** How often recall finds the words that hold an answer, over HTTP, beside the textbook's ranking of the same words. */
const path = process.argv[2]
if (path === undefined) {
  console.error(
    'npm run bench:memory -- <locomo10.json>: a file of the LoCoMo set, which does not come with this project.',
  )
  process.exit(1)
}

const depths = [5, 10, 20] as const
const limits = { 5: 0.66, 10: 0.75, 20: 0.8 } as const
const deepest = 20
const secret = randomBytes(32).toString('hex')

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Each sample is one person's. */
function tokenFor(userId: string): string {
  const exp = Math.floor(Date.now() / 1000) + 36_000
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: userId, exp })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

type Ask = <Reply>(method: string, route: string, body?: object) => Promise<Reply>

function askAs({ port }: RunningTarget, userId: string): Ask {
  const authorization = `Bearer ${tokenFor(userId)}`
  return async <Reply>(method: string, route: string, body?: object) => {
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) }
    const response = await fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Reply
  }
}

interface MessagePage {
  data: { id: string }[]
  nextCursor: string | null
}

/** A conversation for each session; what each message is called there. */
async function bringIn(ask: Ask, { sessions, person }: Sample): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const { utterances } of sessions) {
    const messages = utterances.map(({ speaker, text, at }) => ({
      role: speaker === person ? 'user' : 'assistant',
      name: speaker,
      content: text,
      createdAt: new Date(at).toISOString(),
    }))
    const { id } = await ask<{ id: string }>('POST', '/v1/conversations/import', { messages })
    const said = await ask<MessagePage>('GET', `/v1/conversations/${id}/messages?limit=200`)
    for (const [i, { id: message }] of said.data.entries()) names.set(message, utterances[i]?.id ?? '')
  }
  return names
}

interface Asked {
  category: number
  /** The ranks, from 0, of the utterances that hold the answer; Infinity where one was not found. */
  ranks: number[]
  plainRanks: number[]
}

interface Recollection {
  items: { messageId: string | null }[]
  tookMs: number
}

const tookMs: number[] = []

const ranksOf = (evidence: readonly string[], found: readonly string[]): number[] =>
  evidence.map((id) => found.indexOf(id)).map((rank) => (rank === -1 ? Infinity : rank))

async function measure(running: RunningTarget, sample: Sample): Promise<Asked[]> {
  const ask = askAs(running, sample.name)
  const names = await bringIn(ask, sample)
  const texts = sample.sessions.flatMap(({ utterances }) => utterances.map(({ id, text }) => ({ id, text })))
  const plain = createPlainBm25(texts)
  const asked: Asked[] = []
  for (const { text, category, evidence } of sample.questions) {
    const body = { text, limit: deepest, budgetTokens: 8_000 }
    const { items, tookMs: took } = await ask<Recollection>('POST', '/v1/memories/recall', body)
    const found = items.map(({ messageId }) => names.get(messageId ?? '') ?? '')
    asked.push({ category, ranks: ranksOf(evidence, found), plainRanks: ranksOf(evidence, plain(text)) })
    tookMs.push(took)
  }
  return asked
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The share of what holds the answers that stands among the first so many. */
const recallAt = (ranks: readonly number[][], depth: number): number =>
  mean(ranks.map((one) => one.filter((rank) => rank < depth).length / one.length))

/** The share of questions of which any of it does. */
const hitsAt = (ranks: readonly number[][], depth: number): number =>
  mean(ranks.map((one) => (one.some((rank) => rank < depth) ? 1 : 0)))

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8)

function print(title: string, asked: readonly Asked[], judged: boolean): void {
  const ranks = asked.map((one) => one.ranks)
  const plain = asked.map((one) => one.plainRanks)
  console.log(`\n${title}: ${asked.length} questions`)
  console.log('       share of it  plain BM25  any of it  plain BM25')
  for (const depth of depths) {
    const share = recallAt(ranks, depth)
    const limit = limits[depth]
    const verdict = judged ? `   limit ${percent(limit).trim()}  ${share >= limit ? 'met' : 'MISSED'}` : ''
    const hits = `${percent(hitsAt(ranks, depth))}   ${percent(hitsAt(plain, depth))}`
    console.log(`R@${depth}`.padEnd(6), `${percent(share)}   ${percent(recallAt(plain, depth))}   ${hits}${verdict}`)
  }
}

const server = targets['colloquy']
if (!server) throw new Error('There is nothing to measure')
const signed = { AUTH: 'jwt', JWT_SECRET_KEY: secret }
const running = await startTarget(
  { ...server, env: (...given) => ({ ...server.env(...given), ...signed }) },
  'http://127.0.0.1:9',
  null,
)
try {
  const asked: Asked[] = []
  for (const sample of readLocomo(path)) {
    process.stderr.write(`${sample.name}\n`)
    asked.push(...(await measure(running, sample)))
  }
  print('All', asked, true)
  for (const category of [1, 2, 3, 4]) {
    print(
      `Category ${category}`,
      asked.filter((one) => one.category === category),
      false,
    )
  }
  const sorted = tookMs.toSorted((a, b) => a - b)
  console.log(`\nrecall took ${quantile(sorted, 0.5)} ms at p50, ${quantile(sorted, 0.95)} ms at p95`)
} finally {
  await running.end()
}
