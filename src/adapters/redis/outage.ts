/** What lasts is told of once, when it begins, and again only after it was over. */
export interface Outage {
  begin(error: unknown): void
  end(): void
}

export function createOutage(onTrouble: (error: unknown) => void): Outage {
  let lasts = false
  return {
    begin(error) {
      if (lasts) return
      lasts = true
      onTrouble(error)
    },
    end() {
      lasts = false
    },
  }
}
