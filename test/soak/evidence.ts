import { createLedger, type Ledger, type Sent, type Talk } from '../../soak/ledger.ts'
import type { ModelCall } from '../../soak/mean-model.ts'
import type { MessageRow, Rows, RunRow } from '../../soak/rows.ts'

/** A soak in which nothing was wrong: two messages of one conversation, both answered, for a test to spoil. */
export interface Sound {
  ledger: Ledger
  calls: ModelCall[]
  rows: Rows
  talk: Talk
  sents: [Sent, Sent]
}

const user = 'local'

export function soundSoak(): Sound {
  const ledger = createLedger()
  const talk = ledger.talk('v0.0', 'v1')
  talk.conversation = 'c1'
  const calls: ModelCall[] = []
  const rows: Rows = {
    messages: [],
    runs: [],
    conversations: [{ id: 'c1', next_seq: 5, hidden: null }],
    usage: [],
    budgets: [{ user_id: user, spent: 30 }],
    reserved: [],
  }
  let seq = 1

  function exchange(question: string, run: string): Sent {
    const sent = ledger.ask(talk, 'message', question, `key-${run}`)
    ledger.accept(sent, run)
    const text = `${question}/${calls.length}.0 `
    calls.push({ question, text, fate: 'whole' })
    const asked: MessageRow = {
      id: `${run}-q`,
      conversation_id: 'c1',
      seq: seq++,
      parent_id: rows.messages.at(-1)?.id ?? null,
      role: 'user',
      content: question,
      status: 'completed',
      run_id: run,
    }
    const answer: MessageRow = {
      ...asked,
      id: `${run}-a`,
      seq: seq++,
      parent_id: asked.id,
      role: 'assistant',
      content: text,
    }
    rows.messages.push(asked, answer)
    const row: RunRow = {
      id: run,
      user_id: user,
      conversation_id: 'c1',
      user_message_id: asked.id,
      message_id: answer.id,
      idempotency_key: sent.key,
      state: 'completed',
      attempt: 1,
      handovers: 0,
      owner: null,
      error: null,
      ended_at: 1,
    }
    rows.runs.push(row)
    rows.usage.push({ run_id: run, user_id: user, tokens: 15 })
    return sent
  }

  return { ledger, calls, rows, talk, sents: [exchange('v0.0-0 wa', 'r1'), exchange('v0.0-1 wb', 'r2')] }
}
