import type { ShownNotice } from '@colloquy/react'

export interface Piece {
  text: string
  /** What was done before this text was written. */
  tools: readonly ShownNotice[]
}

/** An answer, with the use of tools where it took place. */
export function piecesOf(content: string, notices: readonly ShownNotice[]): Piece[] {
  const tools = notices.filter(({ notice }) => notice.kind === 'tool').sort((one, other) => one.at - other.at)
  const pieces: Piece[] = []
  let from = 0
  let before: ShownNotice[] = []
  for (const tool of tools) {
    const at = Math.min(tool.at, content.length)
    if (at > from) {
      pieces.push({ text: content.slice(from, at), tools: before })
      from = at
      before = []
    }
    before.push(tool)
  }
  return [...pieces, { text: content.slice(from), tools: before }]
}
