import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 52rem)')

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** There is no room for a sidebar beside the conversation. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
