export interface Mem0Row {
  id: string
  user: string
  text: string
  metadata: object
  createdAt: string
  updatedAt: string | null
}

/** What both kinds of server keep. */
export interface Mem0Shelf {
  rows: Mem0Row[]
  /** What was accepted and is not done yet. */
  queue: (() => void)[]
  keep(user: string, messages: readonly { content: string }[], metadata: object): Mem0Row[]
  /** By shared words, best first. */
  find(user: string, query: string, limit: number): (Mem0Row & { score: number })[]
}

export function createShelf(): Mem0Shelf {
  const rows: Mem0Row[] = []
  let made = 0

  function keepOne(user: string, text: string, metadata: object): Mem0Row {
    made += 1
    const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`
    // In the zone of California, as the platform used to tell it.
    const row = { id, user, text, metadata, createdAt: '2026-01-15T02:30:00.630547-08:00', updatedAt: null }
    rows.push(row)
    return row
  }

  return {
    rows,
    queue: [],
    // What is known already is dropped without a word.
    keep: (user, messages, metadata) =>
      messages
        .filter(({ content }) => !rows.some((row) => row.user === user && row.text === content))
        .map(({ content }) => keepOne(user, content, metadata)),
    find(user, query, limit) {
      const wanted = wordsOf(query)
      return rows
        .filter((row) => row.user === user)
        .map((row) => ({ ...row, score: wordsOf(row.text).intersection(wanted).size / wanted.size }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
    },
  }
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}+/gu))
}

/** As all versions show it. */
export function shown({ id, user, text, metadata, createdAt, updatedAt }: Mem0Row): object {
  const times = { created_at: createdAt, updated_at: updatedAt }
  return { id, memory: text, user_id: user, metadata, hash: 'd41d8cd9', categories: null, ...times }
}

export function rewrite(row: Mem0Row, text: string): void {
  row.text = text
  row.updatedAt = '2026-02-01T00:00:00Z'
}
