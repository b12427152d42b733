import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, isTerminal, type Stream, type WireEvent } from '../test/client.ts'
import type { Sent, Talk } from './ledger.ts'
import type { Person } from './native-person.ts'
import { createPost } from './post.ts'
import { readRun } from './read-run.ts'

/** What a person does in one conversation; each act is over when its answers are read. */
export function createActs({ ledger, line, random }: Person, talk: Talk) {
  const post = createPost(ledger, line)
  const at = (rest: string): string => `/v1/conversations/${talk.conversation}${rest}`
  /** Answers of which the id is known, with what they answer. */
  const answers: { id: string; question: string }[] = []
  const later = { prefer: 'respond-async' }

  const ask = (): Sent =>
    ledger.ask(talk, 'message', `${talk.name}-${talk.sent.length} w${randomUUID().slice(0, 8)}`, randomUUID())
  const posting = (sent: Sent, more: object = {}, headers: Record<string, string> = {}) => ({
    path: at('/messages'),
    body: { content: sent.question, whileRunning: 'queue', ...more },
    headers,
  })

  async function read(sent: Sent, first?: Stream): Promise<void> {
    if (sent.run === undefined) return
    const reading = readRun(sent, ledger, line, first)
    const others = random.chance(0.4) ? [follow(sent)] : []
    note(sent, await reading)
    await Promise.all(others)
  }

  async function follow(sent: Sent): Promise<void> {
    await pause(random.between(0, 800))
    await readRun(sent, ledger, line)
  }

  function note(sent: Sent, events: readonly WireEvent[]): void {
    const last = events.at(-1)
    const message = last && isTerminal(last) ? (last.data['message'] as { id: string } | undefined) : undefined
    if (message) answers.push({ id: message.id, question: sent.question })
  }

  async function sendLater(more: object = {}): Promise<Sent> {
    const sent = ask()
    await post.whole(sent, posting(sent, more, later))
    return sent
  }

  /** Asks until it is known what became of it. */
  async function insist(method: string, path: string): Promise<Answer> {
    for (;;) {
      const answer = await line.call(method, path)
      if (answer && answer.status < 500) return answer
      await line.rest()
    }
  }

  return {
    async begin(): Promise<void> {
      while (talk.conversation === undefined) {
        const answer = await line.call('POST', '/v1/conversations', { body: { title: talk.name } })
        if (answer?.status === 201) talk.conversation = (answer.json as { id: string }).id
        else if (answer && answer.status !== 503) {
          ledger.complain(`a conversation was answered ${answer.status}: ${answer.text}`)
          await line.rest()
        } else await line.rest()
      }
    },

    async: async () => read(await sendLater()),

    async stream() {
      const sent = ask()
      await read(sent, await post.stream(sent, posting(sent)))
    },

    async whole() {
      const sent = ask()
      const answer = await post.whole(sent, posting(sent))
      if (answer?.status === 200) {
        const { run, message } = answer.json as { run: { state: string }; message: { content: string } }
        sent.toldState = run.state
        sent.toldTexts.push(message.content)
      }
      await read(sent)
    },

    /** As a proxy does that thinks the first was lost. */
    async twice() {
      const sent = ask()
      const [first] = await Promise.all([
        post.stream(sent, posting(sent)),
        post.whole(sent, posting(sent, {}, later)),
        ...(random.chance(0.5) ? [post.whole(sent, posting(sent, {}, later))] : []),
      ])
      await read(sent, first)
    },

    async queue() {
      const all = [await sendLater(), await sendLater(), await sendLater()]
      await Promise.all(all.map((sent) => read(sent)))
    },

    async interrupt() {
      const first = await sendLater()
      const second = random.chance(0.5) ? await sendLater() : undefined
      const told = [first, ...(second ? [second] : [])]
      for (const sent of told) sent.stopAsked = true
      await pause(random.between(0, 600))
      const last = await sendLater({ whileRunning: 'interrupt' })
      await Promise.all([...told, last].map((sent) => read(sent)))
    },

    async stop() {
      const sent = await sendLater()
      const reading = read(sent)
      await pause(random.between(0, 1_500))
      sent.stopAsked = true
      for (;;) {
        const answer = await insist('POST', `/v1/runs/${sent.run}/stop`)
        const { state, endedAt } = answer.json as { state?: string; endedAt?: string | null }
        if (answer.status !== 200) ledger.complain(`run ${sent.run}: a stop was answered ${answer.status}`)
        else if (endedAt !== null) sent.toldState = state
        else continue
        break
      }
      await reading
    },

    async regenerate() {
      const answer = answers.length > 0 ? random.pick(answers) : undefined
      if (!answer) return
      const sent = ledger.ask(talk, 'regenerate', answer.question, randomUUID())
      const again = { path: at(`/messages/${answer.id}/regenerate`), body: { whileRunning: 'queue' } }
      if (random.chance(0.5)) await read(sent, await post.stream(sent, again))
      else {
        await post.whole(sent, { ...again, headers: later })
        await read(sent)
      }
    },

    async search() {
      const sent = talk.sent.find(({ kind, run }) => kind === 'message' && run !== undefined)
      if (!sent) return
      const found = await insist('GET', `/v1/search?limit=200&q=${sent.question.split(' ')[1]}`)
      ledger.searches++
      const { data } = found.json as { data: { message: { role: string; content: string } }[] }
      const hits = data.filter(({ message }) => message.role === 'user' && message.content === sent.question)
      if (hits.length !== 1) ledger.complain(`a search finds "${sent.question}" ${hits.length} times`)
    },

    async list() {
      const got = await insist('GET', at(''))
      if (got.status !== 200) ledger.complain(`conversation ${talk.conversation} is ${got.status}`)
    },

    async remove() {
      // Deleted now and then while it is answered.
      const sent = random.chance(0.5) ? await sendLater() : undefined
      if (sent) sent.stopAsked = true
      talk.deletion = 'asked'
      const reading = sent?.run === undefined ? undefined : readRun(sent, ledger, line)
      const answer = await insist('DELETE', at(''))
      if (answer.status === 204 || answer.status === 404) talk.deletion = 'gone'
      else ledger.complain(`a deletion was answered ${answer.status}`)
      const after = await insist('GET', at(''))
      if (after.status !== 404) ledger.complain(`conversation ${talk.conversation} is deleted, and is ${after.status}`)
      await reading
    },
  }
}
