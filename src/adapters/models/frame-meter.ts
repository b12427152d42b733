export const LF = 10
export const CR = 13

/** How long the longest frame is of which a chunk has any; a frame ends with an empty line. */
export function createFrameMeter(): (chunk: Uint8Array) => number {
  let frame = 0
  let line = 0
  let afterCr = false
  return (chunk) => {
    let longest = 0
    for (const byte of chunk) {
      const isEnd = byte === CR || (byte === LF && !afterCr)
      afterCr = byte === CR
      frame += 1
      if (isEnd) {
        if (frame > longest) longest = frame
        if (line === 0) frame = 0
        line = 0
      } else if (byte !== LF) line += 1
    }
    return Math.max(longest, frame)
  }
}
