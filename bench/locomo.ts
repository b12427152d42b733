import { readFileSync } from 'node:fs'

export interface Utterance {
  id: string
  speaker: string
  text: string
  at: number
}

export interface Session {
  utterances: Utterance[]
}

export interface Question {
  text: string
  category: number
  /** Ids of the utterances that hold the answer. */
  evidence: string[]
}

export interface Sample {
  name: string
  /** Whose memory it is; the other one answers. */
  person: string
  sessions: Session[]
  questions: Question[]
}

interface RawSample {
  sample_id?: string
  qa: { question: string; category: number; evidence?: string[] }[]
  conversation: Record<string, unknown> & { speaker_a: string }
}

/** The fifth has no answer in what was said. */
const lastCategory = 4

/** "1:56 pm on 8 May, 2023", in UTC. */
function timeOf(text: string): number {
  const found = /^(\d+):(\d+) (am|pm) on (\d+) (\w+), (\d+)$/.exec(text.trim())
  const [, hour = '', minute = '', half, day = '', month = '', year = ''] = found ?? []
  const at = Date.parse(`${day} ${month} ${year} ${(Number(hour) % 12) + (half === 'pm' ? 12 : 0)}:${minute} UTC`)
  if (Number.isNaN(at)) throw new Error(`Cannot read the time of a session: "${text}"`)
  return at
}

function sessionsOf(conversation: RawSample['conversation']): Session[] {
  const sessions: Session[] = []
  for (let n = 1; `session_${n}_date_time` in conversation; n++) {
    const said = conversation[`session_${n}`] as { speaker: string; dia_id: string; text: string }[] | undefined
    if (!said || said.length === 0) continue
    const at = timeOf(String(conversation[`session_${n}_date_time`]))
    const utterances = said.map(({ speaker, dia_id: id, text }) => ({ id, speaker, text, at }))
    sessions.push({ utterances })
  }
  return sessions
}

/** Long conversations of two people with questions about them, as the LoCoMo set has them (`data/locomo10.json`). */
export function readLocomo(path: string): Sample[] {
  const samples = JSON.parse(readFileSync(path, 'utf8')) as RawSample[]
  return samples.map(({ sample_id: name, qa, conversation }, i) => {
    const sessions = sessionsOf(conversation)
    const said = new Set(sessions.flatMap(({ utterances }) => utterances.map(({ id }) => id)))
    const questions = qa.flatMap(({ question, category, evidence = [] }) => {
      // Some name several in one string, and some what nobody said.
      const known = evidence.flatMap((ids) => ids.split(/[;,\s]+/)).filter((id) => said.has(id))
      return category > lastCategory || known.length === 0 ? [] : [{ text: question, category, evidence: known }]
    })
    return { name: name ?? String(i + 1), person: conversation.speaker_a, sessions, questions }
  })
}
