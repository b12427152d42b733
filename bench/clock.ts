const TRIES = 100
const EDGES = 5

// performance.now() counts from a moment of its own on the clock of hrtime(), which all processes of a machine share;
// the quickest of many readings gives that moment, since first calls take up to a millisecond
const findOrigin = (): number => {
  let quickest = Infinity
  let origin = 0
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = Number(process.hrtime.bigint()) / 1000
    const own = performance.now() * 1000
    const took = Number(process.hrtime.bigint()) / 1000 - before
    if (took >= quickest) continue
    quickest = took
    origin = before + took / 2 - own
  }
  return origin
}

const origin = findOrigin()

/** Microseconds of the machine's monotonic clock. */
export const monotonicMicroseconds = (): number => performance.now() * 1000 + origin

/** What turns them into microseconds of Unix time; taken once, so that a clock being set mid-run moves no figure. */
export const readWallOffset = (): number => {
  let offset = -Infinity
  for (let edge = 0; edge < EDGES; edge++) {
    // the wall clock shows milliseconds, so its exact time is known only where it changes; seen late, it gives too little
    const before = Date.now()
    let now = before
    while (now === before) now = Date.now()
    offset = Math.max(offset, now * 1000 - monotonicMicroseconds())
  }
  return Math.trunc(offset)
}
