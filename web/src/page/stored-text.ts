/** A browser may refuse its storage, as in some private windows: then nothing is kept, and all else works. */
export function createStoredText(storage: () => Storage, key: string) {
  return {
    read(): string | null {
      try {
        return storage().getItem(key)
      } catch {
        return null
      }
    },
    write(text: string | null): void {
      try {
        if (text === null || text === '') storage().removeItem(key)
        else storage().setItem(key, text)
      } catch {
        // Full or forbidden: what is on the screen is still there.
      }
    },
  }
}

export type StoredText = ReturnType<typeof createStoredText>
