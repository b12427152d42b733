export interface Presence {
  /** From here on somebody looks, until the function that it returns is called. */
  attach(): () => void
  /** Aborted once nobody looks any more; undefined where nobody does. */
  signal(): AbortSignal | undefined
}

export interface PresenceDeps {
  onCome(): void
  /** The page was hidden or behind others, and is not any more. */
  onSeen(): void
  onGone(): void
}

export function createPresence({ onCome, onSeen, onGone }: PresenceDeps): Presence {
  let present: AbortController | undefined
  let going: ReturnType<typeof setTimeout> | undefined

  const look = (): void => {
    if (document.visibilityState === 'visible') onSeen()
  }

  return {
    signal: () => present?.signal,
    attach() {
      clearTimeout(going)
      if (!present) {
        present = new AbortController()
        const { signal } = present
        if (typeof document === 'object') {
          document.addEventListener('visibilitychange', look, { signal })
          window.addEventListener('focus', look, { signal })
        }
        onCome()
      }
      return () => {
        // React takes a component away and puts it back in the same breath.
        going = setTimeout(() => {
          present?.abort()
          present = undefined
          onGone()
        })
      }
    },
  }
}
