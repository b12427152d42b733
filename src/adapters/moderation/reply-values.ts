export type JsonObject = Readonly<Record<string, unknown>>

/** More categories than anybody has. */
export const mostCategories = 64

const plainName = /^[a-z][a-z0-9_./:-]{0,63}$/i

/** Names go on record, where nothing that was said may stand: no spaces, so no sentences. */
export function isPlainName(value: unknown): value is string {
  return typeof value === 'string' && plainName.test(value)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** From 0 to 1. */
export function isScore(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}
