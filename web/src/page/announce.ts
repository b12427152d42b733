import { createStore } from './store.ts'

/** What a screen reader is told in its own time. */
const store = createStore({ words: '' })

export const useAnnouncement = store.use

/** The same words twice would be no change, and not be read. */
export function announce(words: string): void {
  store.set({ words: store.get().words === words ? `${words}\u00a0` : words })
}
