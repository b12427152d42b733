import type { FrameWriter } from './frame-writer.ts'

export interface PacedWriter extends FrameWriter {
  /** Calls back once nothing waits to be written any more. */
  whenWritten(done: () => void): void
  stop(): void
}

/** Well below what a client reads at once, so that no read ends within a frame. */
const portion = 16_384
const pauseMs = 5
const frameEnd = '\n\n'

/** The end of as many whole frames as make a portion; of one, where that is larger. */
function cutOf(text: string): number {
  if (text.length <= portion) return text.length
  const within = text.lastIndexOf(frameEnd, portion - frameEnd.length)
  const end = within === -1 ? text.indexOf(frameEnd) : within
  return end === -1 ? text.length : end + frameEnd.length
}

/** Writes what comes at once in portions with pauses between them; what fits into one goes straight through. */
export function createPacedWriter(frames: FrameWriter): PacedWriter {
  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  let drained: (() => void)[] = []
  let done: (() => void) | undefined

  function next(): void {
    timer = undefined
    const cut = cutOf(waiting)
    const flows = frames.write(waiting.slice(0, cut))
    waiting = waiting.slice(cut)
    if (waiting !== '') {
      if (flows) timer = setTimeout(next, pauseMs)
    } else if (done) done()
    else if (flows) for (const listener of drained) listener()
  }

  frames.onDrain(() => {
    if (waiting === '') for (const listener of drained) listener()
    else timer ??= setTimeout(next, pauseMs)
  })

  return {
    write(text) {
      if (waiting === '' && cutOf(text) === text.length) return frames.write(text)
      const isFirst = waiting === ''
      waiting += text
      if (isFirst) next()
      return false
    },
    onDrain: (listener) => drained.push(listener),
    whenWritten(callback) {
      if (waiting === '') callback()
      else done = callback
    },
    stop() {
      clearTimeout(timer)
      waiting = ''
      drained = []
    },
  }
}
