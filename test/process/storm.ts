import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pace } from 'node:timers/promises'
import { type Answer, type Stream } from '../client.ts'
import type { FakeModel } from '../fake-model.ts'
import { checkConversation, checkFile, type Outcomes, type Sent } from './check-record.ts'
import { followAcross } from './follow-across.ts'
import { startRestartingServer } from './restarting-server.ts'
import { environment } from './server-process.ts'

export interface StormOptions {
  kills: number
  conversations: number
  folder: string
  model: FakeModel
  random(): number
  /** Progress, for whoever watches. */
  say?(line: string): void
}

export interface StormReport extends Outcomes {
  accepted: number
  /** Sends that broke off before they were answered, and were sent again. */
  sentAgain: number
  readings: number
  /** Milliseconds from a kill to a server that listens, and to the first reader that hears of a new attempt. */
  readyMs: number[]
  takeoverMs: number[]
}

type Manner = 'async' | 'twice' | 'stream' | 'whole' | 'queue' | 'keyless'
const manners: readonly Manner[] = ['async', 'twice', 'stream', 'whole', 'queue', 'keyless']

/** A model that never says the same twice: no two attempts could be taken for one answer. */
function scriptModel(
  model: FakeModel,
  random: () => number,
  told: Map<string, string[]>,
  onProblem: (problem: string) => void,
): void {
  let asked = 0
  model.script(async (exchange) => {
    const name = ++asked
    const questions = (exchange.request.body.messages ?? [])
      .filter(({ role }) => role === 'user')
      .map(({ content }) => content)
    const question = questions.at(-1) ?? ''
    if (new Set(questions).size !== questions.length)
      onProblem(`the model was told a message twice: [${questions.join()}]`)
    const tokens = Array.from({ length: 5 + Math.floor(random() * 40) }, (_, i) => `${question}/${name}.${i}🙂 `)
    told.set(question, [...(told.get(question) ?? []), tokens.join('')])
    for (const token of tokens) {
      await exchange.token(token)
      await pace(random() * 12)
    }
    await exchange.finish()
    await exchange.usage({ input: 10, output: tokens.length })
    await exchange.done()
  })
}

/** Clients send and read while the server is killed again and again; then everything is held against what they were told. */
export async function runStorm({
  kills,
  conversations,
  folder,
  model,
  random,
  say = () => {},
}: StormOptions): Promise<StormReport> {
  const report: StormReport = {
    completed: 0,
    gaveUp: 0,
    restarted: 0,
    problems: [],
    accepted: 0,
    sentAgain: 0,
    readings: 0,
    readyMs: [],
    takeoverMs: [],
  }
  const complain = (problem: string): void => void report.problems.push(problem)
  const told = new Map<string, string[]>()
  scriptModel(model, random, told, complain)
  await using server = await startRestartingServer({ folder, env: environment(model.url) })
  const killing = new AbortController()
  let takeoverSeen = true

  function onEvent({ type }: { type: string }): void {
    if (type !== 'restarted' || takeoverSeen) return
    takeoverSeen = true
    report.takeoverMs.push(performance.now() - server.killedAt())
  }

  async function read(sent: Sent, first?: Stream): Promise<void> {
    const { run } = sent
    if (run === undefined) return
    report.readings++
    sent.readings.push(await followAcross(run, { server, onEvent, onProblem: complain }, first))
  }

  /** Sends until it is answered, as a client does that holds a key. */
  async function persist<Result>(send: () => Promise<Result | undefined>): Promise<Result> {
    for (;;) {
      const result = await send()
      if (result !== undefined) return result
      report.sentAgain++
    }
  }

  function accept(sent: Sent, { status, headers, text }: Pick<Answer, 'status' | 'headers' | 'text'>): void {
    const run = headers['x-run-id']
    if (status !== 202 || typeof run !== 'string') complain(`"${sent.question}" was answered ${status}: ${text}`)
    else {
      if (sent.run !== undefined && sent.run !== run) complain(`"${sent.question}" became two runs`)
      sent.run = run
    }
  }

  async function converse(name: string): Promise<void> {
    const id = await server.call((client) => client.conversation())
    const all: Sent[] = []
    const ask = (): Sent => {
      const sent: Sent = { question: `${name}-${all.length}`, run: undefined, readings: [] }
      all.push(sent)
      return sent
    }
    const keyed = (): { 'idempotency-key': string } => ({ 'idempotency-key': randomUUID() })

    async function sendAsync(more: object = {}): Promise<Sent> {
      const sent = ask()
      const key = keyed()
      accept(sent, await persist(() => server.tryCall((client) => client.sendAsync(id, sent.question, more, key))))
      return sent
    }

    const send: Record<Manner, () => Promise<void>> = {
      async: async () => read(await sendAsync()),

      async twice() {
        const sent = ask()
        const key = keyed()
        const post = (): Promise<Answer> =>
          persist(() => server.tryCall((client) => client.sendAsync(id, sent.question, {}, key)))
        for (const answer of await Promise.all([post(), post()])) accept(sent, answer)
        await Promise.all([read(sent), read(sent)])
      },

      async stream() {
        const sent = ask()
        const key = keyed()
        const first = await persist(() => server.tryCall((client) => client.send(id, sent.question, {}, key)))
        if (first.status !== 200) return complain(`"${sent.question}" was answered ${first.status}`)
        sent.run = String(first.headers['x-run-id'])
        await Promise.all([read(sent, first), read(sent)])
      },

      async whole() {
        const sent = ask()
        const key = keyed()
        const { status, json, text } = await persist(() =>
          server.tryCall((client) => client.ask(id, sent.question, {}, key)),
        )
        const exhausted = status === 503 && json.code === 'model_unavailable' && json.reason === 'attempts_exhausted'
        if (status !== 200 && !exhausted) complain(`"${sent.question}" was answered ${status}: ${text}`)
        sent.run = status === 200 ? json.run.id : json.runId
        await read(sent)
      },

      async queue() {
        const first = await sendAsync()
        const reading = read(first)
        const second = await sendAsync({ whileRunning: 'queue' })
        const third = await sendAsync({ whileRunning: 'queue' })
        await Promise.all([reading, read(second), read(third)])
      },

      async keyless() {
        const sent = ask()
        const answer = await server.tryCall((client) => client.sendAsync(id, sent.question))
        if (answer) accept(sent, answer)
        const current = answer ? undefined : await server.call((client) => client.get(`/v1/conversations/${id}/run`))
        if (current?.status === 200) sent.run = current.json.id
        await read(sent)
      },
    }

    while (!killing.signal.aborted) await send[manners[Math.floor(random() * manners.length)] ?? 'async']()
    await send.stream()
    report.accepted += all.filter(({ run }) => run !== undefined).length
    const outcomes = await server.call((client) => checkConversation(client, id, all, told))
    report.completed += outcomes.completed
    report.gaveUp += outcomes.gaveUp
    report.restarted += outcomes.restarted
    report.problems.push(...outcomes.problems)
  }

  async function kill(): Promise<void> {
    for (let i = 1; i <= kills; i++) {
      await pace(50 + random() * 700)
      takeoverSeen = false
      // Now and then the next one dies as well, before it serves.
      const duringStart = random() < 0.15 ? () => pace(random() * 600) : undefined
      report.readyMs.push(await server.crash(duringStart))
      if (i % 10 === 0) say(`${i} kills`)
    }
    killing.abort()
  }

  await Promise.all([kill(), ...Array.from({ length: conversations }, (_, i) => converse(`c${i}`))])
  const leaving = server.process()
  leaving.signal('SIGTERM')
  const { code } = await leaving.exited
  if (code !== 0) complain(`the last process left with ${code}`)
  report.problems.push(...checkFile(join(folder, 'colloquy.db')))
  return report
}
