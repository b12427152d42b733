export type CursorValue = string | number

const MAX_LENGTH = 4096
const MAX_VALUES = 8
const BASE64URL = /^[A-Za-z0-9_-]+$/

const isCursorValue = (value: unknown): value is CursorValue => typeof value === 'string' || Number.isFinite(value)

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

export const encodeCursor = (values: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** `undefined` for anything that `encodeCursor` would not have written, to the letter. */
export const decodeCursor = (text: string): CursorValue[] | undefined => {
  if (text.length > MAX_LENGTH || !BASE64URL.test(text)) return undefined
  const values = parse(Buffer.from(text, 'base64url').toString())
  if (!Array.isArray(values) || values.length > MAX_VALUES || !values.every(isCursorValue)) return undefined
  return encodeCursor(values) === text ? values : undefined
}
