/** At most so many at a time under each key: gives what releases the slot, or nothing when none is left. */
export function createSlots(perKey: number): (key: string) => (() => void) | undefined {
  const taken = new Map<string, number>()
  return (key) => {
    const before = taken.get(key) ?? 0
    if (before >= perKey) return undefined
    taken.set(key, before + 1)
    let released = false
    return () => {
      if (released) return
      released = true
      const left = (taken.get(key) ?? 0) - 1
      if (left > 0) taken.set(key, left)
      else taken.delete(key)
    }
  }
}
