/** No page is drawn in a hidden tab: there the time goes on by this. */
const hiddenMs = 100

/** Has `flush` called once for however many calls of the function that it returns come before the next frame. */
export function createTicker(flush: () => void): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    // Whichever comes first; the other one finds nothing asked for, or does a little earlier what is.
    const tick = (): void => {
      clearTimeout(timer)
      if (!isAsked) return
      isAsked = false
      flush()
    }
    const hasFrames = typeof requestAnimationFrame === 'function'
    const timer = setTimeout(tick, hasFrames ? hiddenMs : 16)
    if (hasFrames) requestAnimationFrame(tick)
  }
}
