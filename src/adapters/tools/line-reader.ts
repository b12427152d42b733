const lineFeed = 0x0a

/** Cuts bytes into lines; one that is longer than `most` is told instead, and nothing is read behind it. */
export function createLineReader(most: number, onLine: (line: Buffer) => void, onTooLong: () => void) {
  let parts: Buffer[] = []
  let bytes = 0
  let isOver = false

  return (chunk: Buffer): void => {
    let from = 0
    while (!isOver) {
      const end = chunk.indexOf(lineFeed, from)
      const part = chunk.subarray(from, end === -1 ? undefined : end)
      bytes += part.length
      if (bytes > most) {
        isOver = true
        parts = []
        return onTooLong()
      }
      parts.push(part)
      if (end === -1) return
      const line = parts.length === 1 ? part : Buffer.concat(parts)
      parts = []
      bytes = 0
      from = end + 1
      onLine(line)
    }
  }
}
