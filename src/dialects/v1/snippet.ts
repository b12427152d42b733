const around = 80

/** The part of a text in which a search found something: the first place where one of its words stands. */
export function snippetOf(content: string, query: string): string {
  const words = query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const lower = content.toLowerCase()
  const places = words.map((word) => lower.indexOf(word.toLowerCase())).filter((place) => place >= 0)
  const place = places.length > 0 ? Math.min(...places) : 0
  const start = Math.max(0, place - around)
  const end = Math.min(content.length, place + 2 * around)
  const text = content.slice(start, end).replace(/\s+/g, ' ').trim().toWellFormed()
  return `${start > 0 ? '…' : ''}${text}${end < content.length ? '…' : ''}`
}
