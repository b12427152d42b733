const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(byName))
    : value

/** The same text for values that are equal as JSON, whatever the order of their keys. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value ?? null, sortKeys)
