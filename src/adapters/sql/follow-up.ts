import type { AfterAnswer } from '../../ports/journal.ts'
import type { Ending } from './ending.ts'
import { indexTurns, type IndexedTurn } from './index-recall.ts'
import { personOf } from './person-number.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import { type ChoreRow, putOffLessons, storeChores } from './store-chores.ts'

/** An end after which something is to be done; `due` is when. */
interface Followed extends Ending {
  after: AfterAnswer
  due: number
}

/** What is found again and learned from, once its person is known to want that. */
interface Lasting {
  userId: string
  turns: IndexedTurn[]
  /** null where nothing is to be learned from it. */
  lesson: ChoreRow | null
}

/** Each alone: SQLite makes a table of what is looked for together. */
const turnRow = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('messages').select(['row', 'id', 'seq', 'content', 'name', 'created_at']).where('id', '=', p('id')),
)

const choreOf = ({ run, seal, due }: Followed, chore: Pick<ChoreRow, 'kind' | 'subject' | 'seq' | 'payload'>) => ({
  ...chore,
  user_id: run.user_id,
  due,
  created_at: seal.now,
})

/** Nothing of what goes, of what was to be forgotten, and of what failed. */
function followed({ run, seal }: Ending): Followed[] {
  const { after, state, now } = seal
  if (!after || run.hidden !== null || state === 'failed') return []
  return [{ run, seal, after, due: now + after.restMs }]
}

async function lastingOf(db: Queryable, ending: Followed): Promise<Lasting[]> {
  const { run, seal, after } = ending
  const { conversation_id: conversationId, user_id: userId } = run
  if (!after.remember) return []
  if (conversationId === null) {
    if (after.said === undefined) return []
    if (after.unlearned === true) return []
    const payload = JSON.stringify({ text: after.said, at: seal.now })
    return [{ userId, turns: [], lesson: choreOf(ending, { kind: 'learn', subject: run.id, seq: 0, payload }) }]
  }
  if (run.memory !== 1) return []
  const [[question], answers] = await Promise.all([
    turnRow(db, { id: run.user_message_id ?? '' }),
    seal.content === '' ? [] : turnRow(db, { id: run.message_id ?? '' }),
  ])
  if (!question) return []
  const turns = [question, ...answers].map(({ row, seq, content, name, created_at: at }) => ({
    row,
    conversationId,
    seq,
    text: content,
    name,
    at,
  }))
  const payload = JSON.stringify({ messageId: question.id })
  const lesson = choreOf(ending, { kind: 'learn', subject: conversationId, seq: question.seq, payload })
  return [{ userId, turns, lesson: after.unlearned === true ? null : lesson }]
}

interface Remembered {
  /** What is to be learned from. */
  lessons: ChoreRow[]
  /** All of those who want to be remembered, learned from before or not. */
  said: ChoreRow[]
}

/**
 * Asked in the order of their names, in which everybody puts people on record. A question that is in the index was
 * answered before: from then on it is learned from, and not once more with every other answer.
 */
async function remember(db: Queryable, index: RecallIndex, lasting: readonly Lasting[]): Promise<Remembered[]> {
  const byPerson = Map.groupBy(lasting, ({ userId }) => userId)
  return Promise.all(
    [...byPerson.keys()].sort().map(async (userId) => {
      const { number, memory } = await personOf(db, userId)
      if (!memory) return { lessons: [], said: [] }
      const theirs = byPerson.get(userId) ?? []
      const turns = theirs.flatMap((one) => one.turns)
      const added = new Set(await indexTurns(db, index, number, turns))
      const isNew = ({ turns: [question] }: Lasting): boolean => question === undefined || added.has(question.row)
      return {
        lessons: theirs.filter(isNew).flatMap(({ lesson }) => lesson ?? []),
        said: theirs.flatMap(({ lesson }) => lesson ?? []),
      }
    }),
  )
}

/** Of a conversation as such. */
function otherChores(ending: Followed): ChoreRow[] {
  const { run, after } = ending
  const subject = run.conversation_id
  if (subject === null) return []
  const turn = { questionId: run.user_message_id, answerId: run.message_id }
  const chore = (kind: 'title' | 'summarize', payload: object): ChoreRow =>
    choreOf(ending, { kind, subject, seq: 0, payload: JSON.stringify(payload) })
  return [
    ...(after.title && run.titled_by === 'words' ? [chore('title', turn)] : []),
    ...(after.summarize ? [chore('summarize', { ...turn, ...after.summarize })] : []),
  ]
}

/** What the ends of runs leave to be done when nobody waits: the last that is locked for them. */
export async function followUp(db: Queryable, index: RecallIndex, endings: readonly Ending[]): Promise<void> {
  const all = endings.flatMap(followed)
  if (all.length === 0) return
  const lasting = (await Promise.all(all.map((ending) => lastingOf(db, ending)))).flat()
  const remembered = await remember(db, index, lasting)
  await storeChores(db, [...all.flatMap(otherChores), ...remembered.flatMap(({ lessons }) => lessons)])
  // Those of no conversation are alone.
  const goOn = remembered.flatMap(({ said }) => said).filter(({ seq }) => seq > 0)
  await Promise.all(goOn.map(({ subject, due }) => putOffLessons(db, { subject, due })))
}
