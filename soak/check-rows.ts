import type { Ledger, Sent } from './ledger.ts'
import type { ModelCall } from './mean-model.ts'
import { quote } from './quote.ts'
import type { MessageRow, Rows, RunRow } from './rows.ts'

const ends = new Set(['completed', 'stopped', 'failed', 'blocked'])
const maxAttempts = 3

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  return Map.groupBy(items, keyOf)
}

export interface Evidence {
  ledger: Ledger
  calls: readonly ModelCall[]
  rows: Rows
}

/** Holds the database against what clients sent and were told, and against what the model said. */
export function checkRows({ ledger, calls, rows }: Evidence): string[] {
  const violations: string[] = []
  const complain = (problem: string): void => void violations.push(problem)
  const runs = new Map(rows.runs.map((run) => [run.id, run]))
  const runsByKey = groupBy(
    rows.runs.filter(({ idempotency_key: key }) => key !== null),
    ({ idempotency_key: key }) => key ?? '',
  )
  const messages = new Map(rows.messages.map((message) => [message.id, message]))
  const byContent = groupBy(
    rows.messages.filter(({ role }) => role === 'user'),
    ({ content }) => content,
  )
  const answersByRun = groupBy(
    rows.messages.filter(({ role }) => role === 'assistant'),
    ({ run_id: run }) => run ?? '',
  )
  const callsByQuestion = groupBy(calls, ({ question }) => question)
  const usage = groupBy(rows.usage, ({ run_id: run }) => run)
  const sents = ledger.sents()

  function checkText(sent: Sent, run: RunRow, { content }: MessageRow): void {
    const asked = callsByQuestion.get(sent.question) ?? []
    const name = `run ${run.id} of "${sent.question}"`
    if (run.state === 'completed') {
      if (!asked.some(({ fate, text }) => fate === 'whole' && text === content))
        complain(`${name} is completed with what no model said: ${quote(content)}`)
      return
    }
    if (content !== '' && !asked.some(({ text }) => text.startsWith(content)))
      complain(`${name} keeps what no model said: ${quote(content)}`)
    if (run.state === 'stopped' && !sent.stopAsked) complain(`${name} is stopped, and nobody asked for it`)
    if (run.state !== 'failed') return
    const { code } = JSON.parse(run.error ?? '{}') as { code?: string }
    if (code === 'attempts_exhausted') {
      if (run.attempt - run.handovers < maxAttempts) complain(`${name} gave up in attempt ${run.attempt}`)
    } else if (!code?.startsWith('model_')) complain(`${name} failed by itself: ${code}`)
    else if (!asked.some(({ fate }) => fate !== 'whole')) complain(`${name} failed (${code}), and no model had failed`)
  }

  function checkSent(sent: Sent): void {
    const { talk, question, key } = sent
    const name = `"${question}" (${talk.dialect}, ${sent.kind})`
    const keyed = runsByKey.get(key) ?? []
    if (keyed.length > 1) complain(`${name}: its key has ${keyed.length} runs`)
    for (const id of sent.forgotten)
      if (runs.has(id)) complain(`${name} with one key became two runs: ${id} and ${sent.run}`)
    const id = sent.run ?? keyed[0]?.id
    if (id === undefined) return
    const run = runs.get(id)
    if (talk.deletion === 'gone') {
      if (run) complain(`${name}: its run ${id} is there, and its conversation was deleted`)
      return
    }
    if (!run) return checkMissing(sent, id, name)
    if (run.idempotency_key !== key) complain(`${name}: run ${id} has the key ${run.idempotency_key}`)
    if (!ends.has(run.state) || run.ended_at === null) complain(`${name}: run ${id} is ${run.state} and has not ended`)
    if (sent.toldState !== undefined && sent.toldState !== run.state)
      complain(`${name}: run ${id} was told to be ${sent.toldState}, and is ${run.state}`)
    const asked = byContent.get(question) ?? []
    if (asked.length !== 1) complain(`${name} is there ${asked.length} times`)
    const answers = answersByRun.get(id) ?? []
    const [answer] = answers
    if (!answer || answers.length > 1) return complain(`${name}: run ${id} has ${answers.length} answers`)
    if (asked[0] && (answer.parent_id !== asked[0].id || run.user_message_id !== asked[0].id))
      complain(`${name}: run ${id} answers another message`)
    if (answer.status !== run.state) complain(`${name}: run ${id} is ${run.state}, its answer ${answer.status}`)
    // What was stopped before the model was asked, and what failed before a word, has cost nothing.
    if (answer.content !== '' && usage.get(id)?.length !== 1)
      complain(`${name}: run ${id} has ${usage.get(id)?.length ?? 0} rows of usage`)
    checkText(sent, run, answer)
    for (const text of sent.toldTexts)
      if (text !== answer.content) complain(`${name}: told ${quote(text)}, stored is ${quote(answer.content)}`)
  }

  /** An older contract forgets a conversation of which the first turn has failed. */
  function checkMissing(sent: Sent, id: string, name: string): void {
    const asked = callsByQuestion.get(sent.question) ?? []
    const failed = asked.length >= maxAttempts || asked.some(({ fate }) => fate !== 'whole')
    if (sent.talk.dialect === 'v1' || !failed || sent.toldTexts.length > 0) complain(`${name}: run ${id} is lost`)
  }

  function checkConversations(): void {
    const known = new Set(sents.map(({ question }) => question))
    for (const content of byContent.keys()) {
      if (!known.has(content)) complain(`a message that nobody sent: ${quote(content)}`)
    }
    const gone = new Set(ledger.talks.flatMap((talk) => (talk.deletion === 'gone' ? [talk.conversation ?? ''] : [])))
    const kept = groupBy(rows.messages, ({ conversation_id: id }) => id)
    for (const { id, next_seq: next, hidden } of rows.conversations) {
      if (hidden !== null) complain(`conversation ${id} is ${hidden} and still there`)
      if (gone.has(id)) complain(`conversation ${id} was deleted, and is there`)
      const seqs = kept.get(id)?.map(({ seq }) => seq) ?? []
      const first = seqs[0] ?? next
      const dense = seqs.every((seq, i) => seq === first + i)
      if (!dense || first + seqs.length !== next)
        complain(`conversation ${id} has seqs ${seqs.join()}, next is ${next}`)
    }
    const keys = new Set(sents.map(({ key }) => key))
    for (const run of rows.runs) {
      if (run.idempotency_key === null || !keys.has(run.idempotency_key))
        complain(`run ${run.id} was asked for by nobody`)
      if (run.owner !== null || run.ended_at === null)
        complain(`run ${run.id} is ${run.state}, of ${run.owner ?? 'nobody'}`)
    }
    for (const message of rows.messages) {
      if (message.status === 'streaming') complain(`message ${message.id} of run ${message.run_id} is still streaming`)
      if (message.parent_id !== null && !messages.has(message.parent_id))
        complain(`message ${message.id} has lost its parent`)
    }
  }

  /** A run that nobody took over was asked once; each attempt at most once, but for calls that failed before a word. */
  function checkCalls(): void {
    const attempts = new Map<string, number>()
    const uncertain = new Set<string>()
    const legacy = new Set(sents.flatMap(({ talk, question }) => (talk.dialect === 'v1' ? [] : [question])))
    for (const sent of sents) {
      const run = sent.run === undefined ? runsByKey.get(sent.key)?.[0] : runs.get(sent.run)
      if (run) attempts.set(sent.question, (attempts.get(sent.question) ?? 0) + run.attempt)
      else if (sent.talk.deletion !== 'none' || sent.talk.dialect !== 'v1') uncertain.add(sent.question)
    }
    for (const [question, asked] of callsByQuestion) {
      if (uncertain.has(question)) continue
      // Of a first turn that was forgotten no attempts are left to count.
      if (legacy.has(question) && asked.some(({ fate }) => fate !== 'whole')) continue
      const spoken = asked.filter(({ fate }) => fate !== 'mute').length
      const most = attempts.get(question) ?? 0
      if (spoken > most) complain(`"${question}" was asked ${spoken} times in ${most} attempts`)
    }
  }

  function checkMoney(): void {
    const spent = new Map<string, number>()
    for (const { user_id: user, tokens } of rows.usage) spent.set(user, (spent.get(user) ?? 0) + tokens)
    for (const { user_id: user, spent: counted } of rows.budgets)
      if (counted !== (spent.get(user) ?? 0))
        complain(`the budget of ${user} has ${counted} spent, their usage adds up to ${spent.get(user) ?? 0}`)
    for (const { id, reserved } of rows.reserved) complain(`run ${id} holds ${reserved} tokens back`)
  }

  for (const sent of sents) checkSent(sent)
  checkConversations()
  checkCalls()
  checkMoney()
  return violations
}
